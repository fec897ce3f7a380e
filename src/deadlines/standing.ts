// How a date stands on a day: the status, the days left or late, and the warnings. Kept apart from the date itself,
// which does not depend on today. `standing.sql.ts` says the same in SQL.
import { type Day, daysBetween } from '../calendar/day.ts';
import type { Deadline } from './deadline.ts';

export type Status =
  | 'NOT_STARTED' | 'OPEN_IN_TIME' | 'OPEN_DUE_TODAY' | 'OPEN_OVERDUE' | 'OPEN_EXEMPT' | 'MET' | 'DONE_LATE' | 'DONE_LATE_EXEMPT' | 'NOT_APPLICABLE';

/** What the status rests on: the stored columns of a date. */
export interface Stored {
  readonly dueOn: Day | null;
  readonly quotedOn: Day | null;
  readonly knownOn: Day | null;
  readonly doneOn: Day | null;
  readonly closedOn: Day | null;
  readonly notApplicable: boolean;
  readonly unrecorded: boolean;
  readonly exempt: boolean;
  readonly exemptFrom: Day | null;
  readonly inevitableFrom: Day | null;
  readonly atRiskFrom: Day | null;
  readonly adviceLateFrom: Day | null;
}

export type Warning = 'breachInevitable' | 'adviceWillBreach' | 'decisionAtRisk' | 'finalAtRisk' | 'exactlyFourteenDays' | 'deliveredLate';

export interface Standing {
  readonly status: Status;
  /** Days until the last lawful day, for those open and in time; else null. */
  readonly daysLeft: number | null;
  /** Days after the last lawful day, 0 where in time; null where that has no meaning. */
  readonly daysLate: number | null;
  /** Late by the strict reading and in time by the quoted day. */
  readonly metOnQuotedDate: boolean;
  readonly warnings: readonly Warning[];
  /** Over, with nothing recorded that says whether it was done. */
  readonly notRecorded: boolean;
}

/** What a date of a case stores. */
export function stored(deadline: Deadline): Stored {
  return { ...deadline, exempt: deadline.exempt !== null };
}

/** The status on a day. Events after that day have not happened yet. */
export function statusOn(date: Stored, today: Day): Status {
  const { dueOn, doneOn } = date;
  if (date.knownOn !== null && date.knownOn > today) return 'NOT_STARTED';
  if (doneOn !== null && doneOn <= today) return dueOn === null || doneOn <= dueOn ? 'MET' : isExempt(date, today) ? 'DONE_LATE_EXEMPT' : 'DONE_LATE';
  if (date.notApplicable || (date.closedOn !== null && date.closedOn <= today)) return 'NOT_APPLICABLE';
  if (dueOn === null) return 'NOT_STARTED';
  if (today === dueOn) return 'OPEN_DUE_TODAY';
  return today < dueOn ? 'OPEN_IN_TIME' : isExempt(date, today) ? 'OPEN_EXEMPT' : 'OPEN_OVERDUE';
}

/** Whether a valid exception takes the limit away, as known on a day. */
export function isExempt({ exempt, exemptFrom }: Stored, today: Day): boolean {
  return exempt && (exemptFrom === null || exemptFrom <= today);
}

/**
 * Whether a date is over and nothing recorded says whether it was done. Its status is NOT_APPLICABLE, as the timetable's
 * list of statuses has it, since nobody can do it any more; but it was not dispensed with, and pages say "not recorded".
 */
export function isNotRecorded(date: Stored, today: Day): boolean {
  return date.unrecorded && statusOn(date, today) === 'NOT_APPLICABLE';
}

/** The standing of one date of a case on a day. */
export function standing(deadline: Deadline, today: Day): Standing {
  const date = stored(deadline);
  const status = statusOn(date, today);
  return {
    status, ...daysOf(date, status, today), metOnQuotedDate: quotedInTime(date, status), warnings: warningsOn(deadline, status, today),
    notRecorded: isNotRecorded(date, today),
  };
}

function daysOf({ dueOn, doneOn }: Stored, status: Status, today: Day): Pick<Standing, 'daysLeft' | 'daysLate'> {
  if (dueOn === null || status === 'NOT_STARTED' || status === 'NOT_APPLICABLE') return { daysLeft: null, daysLate: null };
  const by = isDone(status) && doneOn !== null ? doneOn : today;
  return { daysLeft: isDone(status) ? null : Math.max(0, daysBetween(today, dueOn)), daysLate: Math.max(0, daysBetween(dueOn, by)) };
}

function isDone(status: Status): boolean {
  return status === 'MET' || status === 'DONE_LATE' || status === 'DONE_LATE_EXEMPT';
}

function isOpen(status: Status): boolean {
  return status.startsWith('OPEN');
}

function quotedInTime({ quotedOn, doneOn }: Stored, status: Status): boolean {
  return isDone(status) && quotedOn !== null && doneOn !== null && doneOn <= quotedOn;
}

function warningsOn(deadline: Deadline, status: Status, today: Day): Warning[] {
  const reached = (from: Day | null): boolean => isOpen(status) && !isExempt(stored(deadline), today) && from !== null && today >= from;
  const { code, doneOn, dueOn, deliveredOn } = deadline;
  const found: (Warning | false)[] = [
    reached(deadline.inevitableFrom) && 'breachInevitable',
    reached(deadline.adviceLateFrom) && 'adviceWillBreach',
    reached(deadline.atRiskFrom) && (code === 'NA.DECIDE_ASSESS' ? 'decisionAtRisk' : 'finalAtRisk'),
    (code === 'AR.NOTICE' || code === 'AR.CIRCULATE') && isDone(status) && deadline.reading === null && doneOn === dueOn && 'exactlyFourteenDays',
    isDone(status) && deliveredOn !== null && dueOn !== null && deliveredOn > dueOn && 'deliveredLate',
  ];
  return found.filter((one) => one !== false);
}
