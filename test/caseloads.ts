// Invented cases that people and a team have, with their derived rows: for tests of lists of work.
import { addDays, type Day } from '../src/calendar/day.ts';
import type { Case } from '../src/case-history/case.ts';
import type { Deadline } from '../src/deadlines/deadline.ts';
import { deriveRows } from '../src/deadlines/derived-tables.ts';
import { lawWith } from '../src/deadlines/law.ts';
import { workOut } from '../src/deadlines/work-out.ts';
import type { ChildRows } from '../src/performance/return-rows.ts';
import type { Viewer } from '../src/platform/viewer.ts';
import { ROLES, type Role } from '../src/staff/rights.ts';
import { inventCases } from './invented-cases.ts';

/** A case with its dates and rows. */
export interface Held {
  readonly settled: Case;
  readonly deadlines: readonly Deadline[];
  readonly rows: ChildRows;
}

const law = lawWith();

/** Invented cases, a quarter of them nobody's, the others shared out in turn; last worked on some days before `today`. */
export function caseloads(seed: number, count: number, today: Day, to: { workers: readonly string[]; team: string }): Held[] {
  return inventCases(seed, count, today).map(({ settled, rows: { childId } }, i) => {
    const caseworker = to.workers[i % (to.workers.length + 1)] ?? null;
    const allocation = caseworker === null ? null : { caseworker, team: to.team, on: addDays(today, -30) };
    const own: Case = { ...settled, childId, allocation, workedOn: i % 5 === 0 ? null : addDays(today, -(i % 40)) };
    return { settled: own, deadlines: workOut(own, law), rows: { childId, rows: deriveRows(own, law) } };
  });
}

/** Somebody with a role, as queries know them. */
export function viewerOf(staffId: string, role: Role = 'caseworker'): Viewer {
  return { staffId, name: 'Odile Tester', role: ROLES[role].title, rights: new Set(ROLES[role].rights) };
}
