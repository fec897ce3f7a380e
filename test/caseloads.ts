// Invented cases that people and a team have, with their derived rows: for tests of lists of work.
import { addDays, type Day } from '../src/calendar/day.ts';
import type { Case } from '../src/case-history/case.ts';
import { settle } from '../src/case-history/settle.ts';
import type { Deadline } from '../src/deadlines/deadline.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';
import { rebuild } from '../src/casework/rebuild.sql.ts';
import { writeRows } from '../src/casework/rows.sql.ts';
import { deriveRows, derivedTables } from '../src/deadlines/derived-tables.ts';
import { lawWith } from '../src/deadlines/law.ts';
import { workOut } from '../src/deadlines/work-out.ts';
import type { ChildRows } from '../src/performance/return-rows.ts';
import type { Database } from '../src/platform/database.ts';
import type { Viewer } from '../src/platform/viewer.ts';
import type { Role } from '../src/staff/rights.ts';
import { viewerWith } from '../src/staff/staff-viewer.ts';
import type { TestDatabase } from './database.ts';
import { story } from './entries.ts';
import { inventCases } from './invented-cases.ts';

/** A case with its dates and rows. */
export interface Held {
  readonly settled: Case;
  readonly deadlines: readonly Deadline[];
  readonly rows: ChildRows;
}

const law = lawWith();

/** Stories in which each kind of person outside is awaited, so many days before `today`: an invented council may lack one. */
function awaiting(today: Day): Parameters<typeof story>[] {
  const ago = (days: number): Day => addDays(today, -days);
  const assessed = (days: number): Parameters<typeof story> => [['PERSON', null, { surname: 'Vexmoor', dob: '2016-05-19' }], ['REQUEST_RECEIVED', ago(days)], ['DECISION_TO_ASSESS_NOTIFIED', ago(days - 30)]];
  return [
    [['PERSON', null, { surname: 'Vexmoor', dob: '2010-05-19' }], ['REQUEST_RECEIVED', ago(10)]], assessed(40),
    [...assessed(60), ['ADVICE_REQUESTED', ago(29), { body: 'HEALTH' }], ['ADVICE_REQUESTED', ago(20), { body: 'EDUCATIONAL_PSYCHOLOGIST' }]],
    [...assessed(90), ['ADVICE_REQUESTED', ago(58), { body: 'HEALTH' }], ['ADVICE_REQUESTED', ago(58), { body: 'SOCIAL_CARE' }], ['ADVICE_RECEIVED', ago(20), { body: 'HEALTH' }]],
    [...assessed(130), ['ADVICE_REQUESTED', ago(95), { body: 'HEALTH' }], ['ADVICE_RECEIVED', ago(60), { body: 'HEALTH' }], ['DRAFT_PLAN_SERVED', ago(3)], ['CONSULTATION_SENT', ago(3), { setting: 'Elm Lane School' }], ['CONSULTATION_SENT', ago(3), { setting: 'Oak Row School' }]],
    [['PERSON', null, { surname: 'Vexmoor', dob: '2005-05-19' }], ['PLAN_FIRST_MADE', ago(300)], ['REVIEW_MEETING_HELD', ago(20)], ['REVIEW_DECISION_NOTIFIED', ago(12), { outcome: 'AMEND' }], ['AMENDMENT_NOTICE_SENT', ago(4)]],
    [...assessed(200), ['DECISION_NO_PLAN_NOTIFIED', ago(90)], ['APPEAL_LODGED', ago(40)], ['APPEAL_RECEIVED_BY_LA', ago(35)]],
  ];
}

/** The stories that an invented council may lack, as settled cases. */
const more = (today: Day): Case[] => [1, 2, 3, 4].flatMap(() => awaiting(today)).map((told) => settle(story(...told)));

/** Invented cases, a quarter of them nobody's, the others shared out in turn; last worked on some days before `today`. */
export function caseloads(seed: number, count: number, today: Day, to: { workers: readonly string[]; team: string }): Held[] {
  const invented = inventCases(seed, count, today).map(({ settled }) => settled);
  return [...invented, ...more(today)].map((settled, i) => {
    const childId = `${String(i).padStart(8, '0')}-0000-4000-8000-000000000000`;
    const caseworker = to.workers[i % (to.workers.length + 1)] ?? null;
    const allocation = caseworker === null ? null : { caseworker, team: to.team, on: addDays(today, -30) };
    const own: Case = { ...settled, childId, allocation, workedOn: i % 5 === 0 ? null : addDays(today, -(i % 40)) };
    return { settled: own, deadlines: workOut(own, law), rows: { childId, rows: deriveRows(own, law) } };
  });
}

/** Lets `use` ask of a database that has these cases in its derived tables, and takes them out again. */
export async function withCaseloads({ db, owner }: Pick<TestDatabase, 'db' | 'owner'>, held: readonly Held[], use: (db: Database) => Promise<void>): Promise<void> {
  await rebuild(owner, ownDerive());
  const tx = await db.startTransaction().execute();
  try {
    await writeRows(tx, derivedTables.map(({ name, columns }, at) => ({
      table: `derived.${name}`, columns: ['child_id', ...Object.keys(columns), 'fingerprint'],
      rows: held.flatMap(({ rows: { childId, rows } }) => (rows[at] ?? []).map((cells) => [childId, ...cells, 0])),
    })));
    await use(tx);
  } finally {
    await tx.rollback().execute();
  }
}

/** Somebody with a role, as queries know them. */
export function viewerOf(staffId: string, role: Role = 'caseworker'): Viewer {
  return viewerWith(role, { staffId, name: 'Odile Tester', teamId: null });
}
