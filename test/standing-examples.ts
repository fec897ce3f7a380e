// Every status on every side of its day, as one table for the TypeScript and for the SQL.
import type { Day } from '../src/calendar/day.ts';
import type { Status, Stored } from '../src/deadlines/standing.ts';

const due = '2026-06-15' as Day;

/** A date due on 15 June 2026 of which nothing else is recorded. */
export function dateWith(facts: Partial<Stored>): Stored {
  return {
    dueOn: due, quotedOn: null, knownOn: null, doneOn: null, closedOn: null, notApplicable: false, unrecorded: false, exempt: false, exemptFrom: null,
    inevitableFrom: null, atRiskFrom: null, adviceLateFrom: null, ...facts,
  };
}

const on = (day: string): Day => day as Day;
const [before, after] = [on('2026-06-14'), on('2026-06-16')];

type Row = readonly [what: string, facts: Partial<Stored>, today: Day, status: Status, daysLate: number | null, notRecorded?: true];

export const standingExamples: readonly Row[] = [
  ['begun later', { knownOn: due }, before, 'NOT_STARTED', null],
  ['begun today', { knownOn: before }, before, 'OPEN_IN_TIME', 0],
  ['begun, though done, later', { knownOn: due, doneOn: due }, before, 'NOT_STARTED', null],
  ['open, a day before', {}, before, 'OPEN_IN_TIME', 0],
  ['open, on the day', {}, due, 'OPEN_DUE_TODAY', 0],
  ['open, a day after', {}, after, 'OPEN_OVERDUE', 1],
  ['exempt, a day before', { exempt: true }, before, 'OPEN_IN_TIME', 0],
  ['exempt, on the day', { exempt: true }, due, 'OPEN_DUE_TODAY', 0],
  ['exempt, a day after', { exempt: true }, after, 'OPEN_EXEMPT', 1],
  ['exempt from that day', { exempt: true, exemptFrom: after }, after, 'OPEN_EXEMPT', 1],
  ['exempt only from the day after', { exempt: true, exemptFrom: on('2026-06-17') }, after, 'OPEN_OVERDUE', 1],
  ['done late, exempt only from the day after', { doneOn: after, exempt: true, exemptFrom: on('2026-06-17') }, after, 'DONE_LATE', 1],
  ['done on the day', { doneOn: due }, after, 'MET', 0],
  ['done before the day', { doneOn: before }, before, 'MET', 0],
  ['done, under an exception that was not needed', { doneOn: due, exempt: true }, after, 'MET', 0],
  ['done a day after', { doneOn: after }, after, 'DONE_LATE', 1],
  ['done a day after, seen the day before that', { doneOn: after }, due, 'OPEN_DUE_TODAY', 0],
  ['done late, exempt', { doneOn: after, exempt: true }, after, 'DONE_LATE_EXEMPT', 1],
  ['closed before', { closedOn: before }, after, 'NOT_APPLICABLE', null],
  ['closed today', { closedOn: due }, due, 'NOT_APPLICABLE', null],
  ['closed later', { closedOn: after }, due, 'OPEN_DUE_TODAY', 0],
  ['closed late, overdue before', { closedOn: on('2026-06-20') }, after, 'OPEN_OVERDUE', 1],
  ['closed on a day not recorded', { notApplicable: true }, before, 'NOT_APPLICABLE', null],
  ['done, whatever else is not recorded', { notApplicable: true, doneOn: due }, after, 'MET', 0],
  ['a window that ran out', { closedOn: after }, after, 'NOT_APPLICABLE', null],
  ['overtaken by what it had to come before', { closedOn: after, unrecorded: true }, after, 'NOT_APPLICABLE', null, true],
  ['to come before what lies ahead', { closedOn: after, unrecorded: true }, before, 'OPEN_IN_TIME', 0],
  ['late for what lies ahead', { closedOn: on('2026-06-20'), unrecorded: true }, after, 'OPEN_OVERDUE', 1],
  ['of what returns cannot say', { notApplicable: true, unrecorded: true }, before, 'NOT_APPLICABLE', null, true],
  ['no day yet', { dueOn: null }, after, 'NOT_STARTED', null],
  ['no day yet, and closed', { dueOn: null, closedOn: before }, after, 'NOT_APPLICABLE', null],
  ['done without a day to be done by', { dueOn: null, doneOn: before }, after, 'MET', null],
];
