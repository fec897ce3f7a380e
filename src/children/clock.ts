// The statutory clock of a case page: every date with how it stands, in words, and its working.
import { addDays, type Day, daysBetween } from '../calendar/day.ts';
import type { Case } from '../case-history/case.ts';
import { isLegalDuty } from '../deadlines/legal-duties.ts';
import { isExempt } from '../deadlines/standing.ts';
import { working } from '../deadlines/working.ts';
import { isDuty, ruleSets } from '../statute/rule.ts';
import { rules } from '../statute/rules.ts';
import { type Duty, isPast, ruleOf, statusOf, titleOf } from './duty.ts';
import { type Tag, tagOf } from './duty-tag.ts';
import { exceptionOf } from './exception-words.ts';
import { fromToday } from './in-words.ts';

/** One date as the page prints it. */
export interface ClockLine {
  readonly title: string;
  readonly tag: Tag;
  /** What its day is called: a duty is due, a window ends. */
  readonly dayTerm: string;
  readonly dueOn: Day | null;
  readonly when: string | null;
  readonly doneOn: Day | null;
  readonly used: { readonly term: string; readonly value: string } | null;
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
  /** Guidance, arithmetic, and duties and windows of others, running. */
  readonly guidance: readonly ClockLine[];
  /** All that is over or has not begun. */
  readonly closed: readonly ClockLine[];
}

/** How long a duty that is done stays in sight. */
const RECENT_DAYS = 42;

/** The dates of a case, sorted into what runs, what was done lately, what is not law, and what is over. */
export function clockOf(duties: readonly Duty[], settled: Case, today: Day): Clock {
  const line = (duty: Duty): ClockLine => lineOf(duty, settled, today);
  const exempt = (duty: Duty): string => (statusOf(duty, today) === 'OPEN_EXEMPT' ? '1' : '0');
  const order = (duty: Duty): string => `${exempt(duty)}${duty.dueOn ?? '9999'}`;
  const sorted = [...duties].sort((a, b) => (order(a) < order(b) ? -1 : 1));
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
  const status = statusOf(duty, today);
  const inTime = status === 'OPEN_IN_TIME' || status === 'OPEN_DUE_TODAY';
  const open = status.startsWith('OPEN');
  const rule = ruleOf(duty);
  const { dueOn, doneOn, quotedOn } = duty;
  return {
    title: titleOf(duty), tag: tagOf(duty, today), dayTerm: dayTerms[duty.nature] ?? 'Due', dueOn, when: open && dueOn !== null && !isPast(duty, today) ? fromToday(dueOn, today) : null,
    doneOn: doneOn !== null && doneOn <= today ? doneOn : null, used: usedOf(duty, today), quotedOn: quotedOn === dueOn ? null : quotedOn,
    exception: exceptionOf(duty, settled), warnings: inTime ? warningsOf(duty, today) : [], working: working(duty, rules),
    ruleSet: rule === undefined ? null : ruleSets[rule.ruleSet], note: rule?.note ?? null,
  };
}

const dayTerms: Readonly<Record<string, string>> = { window: 'Ends', marker: 'Day' };

function usedOf({ triggerOn, dueOn, doneOn, nature, ...stored }: Duty, today: Day): ClockLine['used'] {
  if (dueOn === null || !isDuty({ nature }) || stored.notApplicable || stored.closedOn !== null) return null;
  const by = doneOn ?? today;
  if (by > dueOn) return null;
  const whole = triggerOn === null ? 0 : daysBetween(triggerOn, dueOn);
  const gone = triggerOn === null ? 0 : daysBetween(triggerOn, by);
  return whole <= 0 || gone < 0 ? null : { term: 'Time used', value: `day ${gone} of ${whole}` };
}

function warningsOf(duty: Duty, today: Day): string[] {
  if (isExempt(duty, today)) return [];
  const reached = (from: Day | null): boolean => from !== null && today >= from;
  const inevitable = reached(duty.inevitableFrom);
  return [
    ...(inevitable ? ['It can no longer be met: the family’s 15 days for views on a draft would end after it.'] : []),
    ...(!inevitable && reached(duty.adviceLateFrom) ? ['Advice asked for now could come too late: its six weeks would end after the draft must go out.'] : []),
    ...(!inevitable && reached(duty.atRiskFrom) ? ['At risk: a step that must come before it is late.'] : []),
  ];
}
