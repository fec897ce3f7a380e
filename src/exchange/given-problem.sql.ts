// Who was given which problem of a file. It is theirs until it is dealt with, given on or taken back.
import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import { enterChange } from '../casework/change-entry.sql.ts';
import { goingOn, noConflict, seenAmong, unrestricted } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { type Holder, holdersOf } from '../staff/guardians.sql.ts';
import type { Right } from '../staff/rights.ts';
import { type GivenProblem, type ProblemNamed, type ProblemToDo, puttingTogether } from './given-problem.ts';

/** Who has which problems of these batches, by what `nameIn` says of each. */
export async function givenIn(db: Database, batches: readonly string[]): Promise<Map<string, GivenProblem>> {
  const { rows } = await sql<GivenProblem>`
    SELECT g.batch, g.problem, g.to_id AS "toId", holder.name AS "to", giver.name AS by, g.given_at AS since, g.why, g.done_at AS "doneAt"
    FROM given_problem g JOIN staff holder ON holder.id = g.to_id JOIN staff giver ON giver.id = g.given_by
    WHERE g.batch = ANY(${[...new Set(batches)]}::uuid[])`.execute(db);
  return new Map(rows.map((one) => [nameIn(one), one]));
}

/** The name of a problem among those of several batches. */
export const nameIn = ({ batch, problem }: Pick<ProblemNamed, 'batch' | 'problem'>): string => `${batch} ${problem}`;

/** Who may be given what is about these children: the holders of the right to whom none of them is closed on a day. Their roles reach every case. */
export async function whoMayBeGiven(db: Database, { right, children, today }: { readonly right: Right; readonly children: readonly string[]; readonly today: Day }): Promise<Holder[]> {
  const holders = await holdersOf(db, right);
  const { rows } = await sql<{ id: string }>`
    SELECT person.id::text FROM staff person WHERE person.id = ANY(${holders.map(({ id }) => id)}::uuid[]) AND NOT EXISTS (
      SELECT FROM ${goingOn(sql`unnest(${[...children]}::uuid[]) AS asked (given)`)} WHERE NOT (${noConflict(sql`person.id`)} AND ${unrestricted(sql`person.id`, today)}))`.execute(db);
  const open = new Set(rows.map(({ id }) => id));
  return holders.filter(({ id }) => open.has(id));
}

const change = (named: ProblemNamed, what: string) => ({
  what, route: 'POST /imports', children: named.children,
  of: sql`SELECT holder.name AS "given to", g.why, g.what AS problem, g.batch, g.done_at AS done
    FROM given_problem g JOIN staff holder ON holder.id = g.to_id WHERE ${isIt(named)}`,
});

const isIt = ({ batch, problem }: Pick<ProblemNamed, 'batch' | 'problem'>) => sql`batch = ${batch}::uuid AND problem = ${problem}`;

/** To whom a problem is given, and why. `held`: who had it when the form was opened; empty for nobody. */
export interface Giving { readonly to: string; readonly why: string; readonly held: string; readonly now: string }

/** Gives a problem to somebody. False, and nothing changes, where somebody else has it by now than `held`. */
export function giveProblem(db: Database, viewer: Viewer, named: ProblemNamed, { to, why, held, now }: Giving): Promise<boolean> {
  return enterChange(db, viewer, change(named, 'problem of a file: given to somebody'), async (tx) => {
    const { rows: [given] } = await sql<{ to: string }>`SELECT to_id::text AS "to" FROM given_problem WHERE ${isIt(named)} AND done_at IS NULL FOR UPDATE`.execute(tx);
    const has = given?.to ?? '';
    if (has !== held && has !== to) return false;
    const { batch, problem, place, what, children } = named;
    await sql`INSERT INTO given_problem (batch, problem, place, what, children, to_id, given_by, given_at, why)
      VALUES (${batch}::uuid, ${problem}, ${place}, ${what}, ${[...children]}::uuid[], ${to}::uuid, ${viewer.staffId}::uuid, ${now}::timestamptz, ${why})
      ON CONFLICT (batch, problem) DO UPDATE SET place = EXCLUDED.place, what = EXCLUDED.what, children = EXCLUDED.children, to_id = EXCLUDED.to_id,
        given_by = EXCLUDED.given_by, given_at = EXCLUDED.given_at, why = EXCLUDED.why, done_at = NULL`.execute(tx);
    return true;
  });
}

/** Keeps that whoever has a problem says it is done. Somebody else's stays as it is. */
export function endGiven(db: Database, viewer: Viewer, named: ProblemNamed, now: string): Promise<void> {
  return enterChange(db, viewer, change(named, 'problem of a file: done'), async (tx) => {
    await sql`UPDATE given_problem SET done_at = ${now}::timestamptz WHERE ${isIt(named)} AND to_id = ${viewer.staffId}::uuid AND done_at IS NULL`.execute(tx);
  });
}

/** Takes a problem back: nobody has it. */
export function takeBack(db: Database, viewer: Viewer, named: ProblemNamed): Promise<void> {
  return enterChange(db, viewer, change(named, 'problem of a file: taken back'), async (tx) => {
    await sql`DELETE FROM given_problem WHERE ${isIt(named)} AND done_at IS NULL`.execute(tx);
  });
}

/** Once a file was read anew: of what was given of it, what is a problem no more is nobody's. `keys` are its problems, in their order. */
export async function keepGiven(db: Database, batch: string, keys: readonly string[]): Promise<void> {
  const { rows } = await sql<{ problem: string }>`SELECT problem FROM given_problem WHERE batch = ${batch}::uuid`.execute(db);
  for (const { problem } of rows) {
    const place = keys.indexOf(problem) + 1;
    if (place === 0) await sql`DELETE FROM given_problem WHERE ${isIt({ batch, problem })}`.execute(db);
    else await sql`UPDATE given_problem SET place = ${place} WHERE ${isIt({ batch, problem })}`.execute(db);
  }
}

// Beside a batch `b`: whether a later file of the same year, or of the same tracker, was loaded.
const tookOver = sql<boolean>`EXISTS (SELECT FROM import_batch later WHERE later.state = 'done' AND later.asked_at > b.asked_at
  AND CASE WHEN b.kind = 'tracker' THEN later.kind = 'tracker' AND later.mapping->>'tracker' = b.mapping->>'tracker' ELSE later.kind <> 'tracker' AND later.year = b.year END)`;

/** Whether a later file took the place of this batch: its problems are nobody's to deal with any more. */
export async function hasLaterFile(db: Database, batch: string): Promise<boolean> {
  const { rows } = await sql<{ later: boolean }>`SELECT ${tookOver} AS later FROM import_batch b WHERE b.id = ${batch}::uuid`.execute(db);
  return rows[0]?.later === true;
}

// A row that waits still; or a value of a file that stands, or is on its way in, and that no later one took the place of.
const isOpen = sql`CASE WHEN g.problem LIKE 'row-%' THEN EXISTS (SELECT FROM quarantine q WHERE q.batch = g.batch AND q.row_no = g.place AND q.state = 'waiting')
  ELSE b.state IN ('matching', 'waiting', 'running', 'done') AND NOT ${tookOver} END`;

/** What a viewer was given and can still deal with, the first first; rows given together are one. What is about a child whose record is closed to them by now is left out. */
export async function givenTo(db: Database, viewer: Viewer, now: string): Promise<ProblemToDo[]> {
  const { rows } = await sql<ProblemToDo>`
    SELECT g.batch, g.problem, g.place, g.what, g.children, giver.name AS by, g.given_at AS since, g.why, b.kind, b.mapping, b.year,
      CASE WHEN g.problem LIKE 'row-%' THEN (SELECT likeness FROM quarantine q WHERE q.batch = g.batch AND q.row_no = g.place) END AS likeness
    FROM given_problem g JOIN import_batch b ON b.id = g.batch JOIN staff giver ON giver.id = g.given_by
    WHERE g.to_id = ${viewer.staffId}::uuid AND g.done_at IS NULL AND ${isOpen} ORDER BY g.given_at, g.place`.execute(db);
  const own = rows.filter(({ problem }) => viewer.rights.has(problem.startsWith('row-') ? 'decide-matches' : 'import-files'));
  if (own.length === 0) return [];
  const seen = await seenAmong(db, viewer, own.flatMap(({ children }) => children), now);
  return puttingTogether(own.filter(({ children }) => children.every((child) => seen.has(child))));
}
