// The dates of one child as the pages need them: rows of `deadline`, what they are called, and how they stand today.
import type { Day } from '../calendar/day.ts';
import type { Cell } from '../case-history/derived-table.ts';
import { adviceBodies } from '../case-history/kinds/assessment.ts';
import { isLegalDuty } from '../deadlines/legal-duties.ts';
import { type Stored, type Status, statusOn } from '../deadlines/standing.ts';
import { ruleBehind } from '../deadlines/working.ts';
import { isDuty, type Rule } from '../statute/rule.ts';
import { rules } from '../statute/rules.ts';

/** One date of a case, as `deadline` stores it. */
export interface Duty extends Stored {
  readonly code: string;
  readonly turn: number;
  readonly body: string | null;
  readonly part: string;
  /** Which of these parts of the case. */
  readonly partNo: number;
  readonly nature: string;
  readonly force: string;
  readonly ruleSet: string;
  readonly reading: string | null;
  readonly triggerKind: string;
  readonly triggerOn: Day | null;
  readonly also: { readonly kind: string; readonly on: Day } | null;
  readonly replacedBy: string | null;
  readonly exemptGround: string | null;
}

type Row = Readonly<Record<string, Cell>>;

const text = (row: Row, column: string): string | null => (row[column] as string | null | undefined) ?? null;
const dayOf = (row: Row, column: string): Day | null => text(row, column) as Day | null;

/** The date in a row of `deadline`, cells by column. */
export function dutyOf(row: Row): Duty {
  const [alsoKind, alsoOn] = [text(row, 'also_kind'), dayOf(row, 'also_on')];
  return {
    code: text(row, 'code') ?? '', turn: Number(row['turn']), body: text(row, 'body'), part: text(row, 'episode_kind') ?? '', partNo: Number(row['episode_no']),
    nature: text(row, 'nature') ?? '', force: text(row, 'force') ?? '', ruleSet: text(row, 'rule_set') ?? '', reading: text(row, 'reading'),
    triggerKind: text(row, 'trigger_kind') ?? '', triggerOn: dayOf(row, 'trigger_on'),
    also: alsoKind === null || alsoOn === null ? null : { kind: alsoKind, on: alsoOn },
    replacedBy: text(row, 'replaced_by'), exemptGround: text(row, 'exempt_ground'), exempt: row['exempt'] === true, exemptFrom: dayOf(row, 'exempt_from'),
    dueOn: dayOf(row, 'due_on'), quotedOn: dayOf(row, 'quoted_on'), knownOn: dayOf(row, 'known_on'), doneOn: dayOf(row, 'done_on'),
    closedOn: dayOf(row, 'closed_on'), notApplicable: row['not_applicable'] === true, unrecorded: row['unrecorded'] === true, inevitableFrom: dayOf(row, 'inevitable_from'),
    atRiskFrom: dayOf(row, 'at_risk_from'), adviceLateFrom: dayOf(row, 'advice_late_from'),
  };
}

/** The rule that set the date; undefined where the law in use no longer holds it. */
export function ruleOf(duty: Duty): Rule | undefined {
  return ruleBehind(duty, rules);
}

/** What the date is called: the title of its rule, with the body asked where it is one for each. */
export function titleOf(duty: Duty): string {
  const title = ruleOf(duty)?.title ?? duty.code;
  return duty.body === null ? title : `${title}: ${(adviceBodies as Readonly<Record<string, string>>)[duty.body] ?? duty.body}`;
}

/** How it stands today. */
export function statusOf(duty: Duty, today: Day): Status {
  return statusOn(duty, today);
}

/** Whether its last lawful day is over and it is still to be done, with or without an exception. */
export function isPast(duty: Duty, today: Day): boolean {
  return isDuty(duty) && duty.dueOn !== null && duty.dueOn < today && isOpen(duty, today);
}

/** Whether it is running: to be done, in time or late. */
export function isOpen(duty: Duty, today: Day): boolean {
  return statusOf(duty, today).startsWith('OPEN');
}

/** The legal duties still to be done, the one due first before others; those with an exception last. */
export function openDuties(duties: readonly Duty[], today: Day): Duty[] {
  const exempt = (duty: Duty): number => (statusOf(duty, today) === 'OPEN_EXEMPT' ? 1 : 0);
  return duties.filter((duty) => isLegalDuty(duty) && isOpen(duty, today))
    .sort((a, b) => exempt(a) - exempt(b) || ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1));
}
