import { addDays, type Day } from '../calendar/day.ts';
import type { CaseEvent, EpisodeKind } from '../case-history/case.ts';
import { type Force, type Ground, isDuty, type Rule } from '../statute/rule.ts';

/** One date that the law, guidance or arithmetic sets for a case. Nothing in it depends on today. */
export interface Deadline {
  /** 1, 2, 3 … within the case. */
  readonly no: number;
  readonly code: string;
  /** Which of those with this code in the case, by the day they start from: 1, 2, 3 … */
  readonly turn: number;
  /** The body asked or the setting consulted, where the code is one for each of them. */
  readonly body: string | null;
  readonly rule: Rule;
  readonly part: EpisodeKind;
  readonly partNo: number;
  readonly force: Force;
  /** The last lawful day, inclusive; null where no day can be given yet. */
  readonly dueOn: Day | null;
  /** The day usually quoted, where that is another. */
  readonly quotedOn: Day | null;
  /** The last working day on or before `dueOn`. */
  readonly practicalOn: Day | null;
  /** Which contested reading was applied other than the usual one, as `setting=VALUE`; null for none. */
  readonly reading: string | null;
  /** What started it: a kind of entry, what the law calls it, or the code of the date it is worked out from. */
  readonly triggerKind: string;
  readonly triggerOn: Day | null;
  readonly trigger: CaseEvent | null;
  /** The day from which the duty is known to exist; null for always. */
  readonly knownOn: Day | null;
  /** A second event that the day is worked out from. */
  readonly also: { readonly kind: string; readonly on: Day } | null;
  /** The fact that holds a day directed or agreed, where that took the place of the one worked out. */
  readonly replacedBy: string | null;
  readonly doneOn: Day | null;
  /** A notice sent by post alone: the day it counts as delivered. */
  readonly deliveredOn: Day | null;
  /** The day after which it was no longer needed. */
  readonly closedOn: Day | null;
  /** Done or closed on a day that is not recorded. */
  readonly notApplicable: boolean;
  /** Nothing recorded says whether it was done: it was overtaken by what it had to come before, or returns cannot say. */
  readonly unrecorded: boolean;
  /** The ground of a valid exception recorded for this limit: the limit does not apply. */
  readonly exempt: Ground | 'NOT_RECORDED' | null;
  /** The day from which that exception is known; null for always. */
  readonly exemptFrom: Day | null;
  /** First day on which a breach cannot be avoided while it is not done. */
  readonly inevitableFrom: Day | null;
  /** First day on which a step that must come before is late. */
  readonly atRiskFrom: Day | null;
  /** First day on which advice still to be asked for would come too late. */
  readonly adviceLateFrom: Day | null;
}

/** A date worked out, before it is numbered within the case. */
export type Worked = Omit<Deadline, 'no' | 'turn'>;

/** A window or a day to know is nobody's duty: after its day it is over, whatever did not happen. */
export function runOut(one: Worked): Worked {
  if (isDuty(one.rule) || one.dueOn === null) return one;
  const over = addDays(one.dueOn, 1);
  return one.closedOn !== null && one.closedOn < over ? one : { ...one, closedOn: over };
}
