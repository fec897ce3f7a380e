// Rows of the quarantine that are given, given back and done with together: each keeps its own line of who has it, as each is decided by itself.
import { sql } from 'kysely';
import { seenAmong } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { givenIn, giveProblem, type Giving, nameIn } from './given-problem.sql.ts';
import { isHeld, type ProblemNamed } from './given-problem.ts';

/** The rows that wait and were given to the same person with this one; without those that are or may be about a child whose record is closed to the viewer. */
export async function givenWith(db: Database, viewer: Viewer, { batch, problem }: Pick<ProblemNamed, 'batch' | 'problem'>, now: string): Promise<ProblemNamed[]> {
  const { rows } = await sql<ProblemNamed>`
    SELECT g.batch, g.problem, g.place, g.what, g.children FROM given_problem one
    JOIN given_problem g ON g.to_id = one.to_id AND g.given_by = one.given_by AND g.given_at = one.given_at AND g.why = one.why AND (g.batch, g.problem) <> (one.batch, one.problem)
    JOIN quarantine q ON q.batch = g.batch AND q.row_no = g.place AND q.state = 'waiting'
    WHERE one.batch = ${batch}::uuid AND one.problem = ${problem} AND one.done_at IS NULL AND g.done_at IS NULL AND g.problem LIKE 'row-%' ORDER BY g.batch, g.place`.execute(db);
  const seen = await seenAmong(db, viewer, rows.flatMap(({ children }) => children), now);
  return rows.filter(({ children }) => children.every((child) => seen.has(child)));
}

/** Gives further rows as the first was given, and says how many. One that somebody else has by now, other than whoever had the first, stays with them. */
export async function giveAlso(db: Database, viewer: Viewer, rows: readonly ProblemNamed[], giving: Giving): Promise<number> {
  const given = await givenIn(db, rows.map(({ batch }) => batch));
  let count = 0;
  for (const row of rows) {
    const has = given.get(nameIn(row));
    const held = isHeld(has) ? has.toId : '';
    if (!['', giving.held, giving.to].includes(held)) continue;
    if (await giveProblem(db, viewer, row, { ...giving, held })) count += 1;
  }
  return count;
}
