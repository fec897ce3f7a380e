// The statutory clock of a case page: every date with how it stands, in words, and its working.
import { addDays, type Day, daysBetween } from '../calendar/day.ts';
import type { Case } from '../case-history/case.ts';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import type { Status } from '../deadlines/standing.ts';
import { working } from '../deadlines/working.ts';
import { ruleSets } from '../statute/rule.ts';
import { rules } from '../statute/rules.ts';
import { type Duty, isLegalDuty, ruleOf, statusOf, titleOf } from './duty.ts';
import { exceptionOf } from './exception-words.ts';
import { fromToday } from './in-words.ts';

export interface Tag {
  readonly text: string;
  readonly classes: string;
}

/** One date as the page prints it. */
export interface ClockLine {
  readonly title: string;
  readonly tag: Tag;
  readonly dueOn: Day | null;
  readonly when: string | null;
  readonly doneOn: Day | null;
  readonly used: string | null;
  readonly quotedOn: Day | null;
  readonly exception: string | null;
  readonly warnings: readonly string[];
  readonly working: string;
  readonly ruleSet: string | null;
  readonly note: string | null;
}

export interface Clock {
  /** Legal duties that run, the one due first before others. */
  readonly open: readonly ClockLine[];
  /** Legal duties done in the last weeks. */
  readonly recent: readonly ClockLine[];
  /** Guidance, arithmetic and windows of others, running. */
  readonly guidance: readonly ClockLine[];
  /** All that is over or has not begun. */
  readonly closed: readonly ClockLine[];
}

/** How long a duty that is done stays in sight. */
const RECENT_DAYS = 42;

// Red is for what is overdue and nothing else (UI-08).
const tags: Readonly<Record<Status, Tag>> = {
  NOT_STARTED: { text: 'Not started', classes: 'govuk-tag--grey' },
  OPEN_IN_TIME: { text: 'In time', classes: 'govuk-tag--blue' },
  OPEN_DUE_TODAY: { text: 'Due today', classes: 'govuk-tag--yellow' },
  OPEN_OVERDUE: { text: 'Overdue', classes: 'govuk-tag--red' },
  OPEN_EXEMPT: { text: 'Late, exception applies', classes: 'govuk-tag--purple' },
  MET: { text: 'Done in time', classes: 'govuk-tag--green' },
  DONE_LATE: { text: 'Done late', classes: 'govuk-tag--orange' },
  DONE_LATE_EXEMPT: { text: 'Done late, exception applied', classes: 'govuk-tag--purple' },
  NOT_APPLICABLE: { text: 'No longer needed', classes: 'govuk-tag--grey' },
};

/** How a date stands today, in a word or two. A day to know is not something to be done. */
export function tagOf(duty: Duty, today: Day): Tag {
  const status = statusOf(duty, today);
  if (duty.nature === 'duty') return tags[status];
  if (!status.startsWith('OPEN')) return status === 'NOT_APPLICABLE' ? { text: 'Over', classes: 'govuk-tag--grey' } : tags[status];
  return duty.nature === 'window' ? { text: 'Running', classes: 'govuk-tag--blue' } : { text: 'To know', classes: 'govuk-tag--grey' };
}

/** The dates of a case, sorted into what runs, what was done lately, what is not law, and what is over. */
export function clockOf(duties: readonly Duty[], settled: Case, today: Day): Clock {
  const line = (duty: Duty): ClockLine => lineOf(duty, settled, today);
  const sorted = [...duties].sort((a, b) => ((a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : 1));
  const of = (place: keyof Clock): Duty[] => sorted.filter((duty) => placeOf(duty, today) === place);
  return { open: of('open').map(line), recent: of('recent').reverse().map(line), guidance: of('guidance').map(line), closed: of('closed').reverse().map(line) };
}

function placeOf(duty: Duty, today: Day): keyof Clock {
  const status = statusOf(duty, today);
  const legal = isLegalDuty(duty);
  const running = status.startsWith('OPEN') || (legal && status === 'NOT_STARTED' && duty.dueOn === null && !duty.notApplicable);
  if (running) return legal ? 'open' : 'guidance';
  const lately = duty.doneOn !== null && duty.doneOn >= addDays(today, -RECENT_DAYS);
  return legal && lately && status !== 'NOT_APPLICABLE' ? 'recent' : 'closed';
}

function lineOf(duty: Duty, settled: Case, today: Day): ClockLine {
  const open = statusOf(duty, today).startsWith('OPEN');
  const rule = ruleOf(duty);
  const { dueOn, doneOn, quotedOn } = duty;
  return {
    title: titled(duty), tag: tagOf(duty, today), dueOn, when: open && dueOn !== null ? fromToday(dueOn, today) : null,
    doneOn: doneOn !== null && doneOn <= today ? doneOn : null, used: usedOf(duty, today), quotedOn: quotedOn === dueOn ? null : quotedOn,
    exception: exceptionOf(duty, settled), warnings: open ? warningsOf(duty, today) : [], working: working(duty, rules),
    ruleSet: rule === undefined ? null : ruleSets[rule.ruleSet], note: rule?.note ?? null,
  };
}

function titled(duty: Duty): string {
  if (duty.body === null) return titleOf(duty);
  return `${titleOf(duty)}: ${(adviceBodies as Readonly<Record<string, string>>)[duty.body] ?? duty.body}`;
}

function usedOf({ triggerOn, dueOn, doneOn, nature, ...stored }: Duty, today: Day): string | null {
  if (dueOn === null || nature !== 'duty' || stored.notApplicable || stored.closedOn !== null) return null;
  const by = doneOn ?? today;
  const late = daysBetween(dueOn, by);
  if (late > 0) return `${late} day${late === 1 ? '' : 's'} late`;
  const whole = triggerOn === null ? 0 : daysBetween(triggerOn, dueOn);
  const gone = triggerOn === null ? 0 : daysBetween(triggerOn, by);
  return whole <= 0 || gone < 0 ? null : `day ${gone} of ${whole}`;
}

function warningsOf(duty: Duty, today: Day): string[] {
  if (duty.exempt) return [];
  const reached = (from: Day | null): boolean => from !== null && today >= from;
  const inevitable = reached(duty.inevitableFrom);
  return [
    ...(inevitable ? ['It can no longer be met: the family’s 15 days for views on a draft would end after it.'] : []),
    ...(!inevitable && reached(duty.adviceLateFrom) ? ['Advice asked for now could come too late: its six weeks would end after the draft must go out.'] : []),
    ...(!inevitable && reached(duty.atRiskFrom) ? ['At risk: a step that must come before it is late.'] : []),
  ];
}
