// How far an invented council is in its database, and which one it is to be.
import { sql } from 'kysely';
import { addDays, type Day, dayOfInstant } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import { type InventedCouncil, lookRound } from './invented-council.ts';

/** How many children are on record. */
export async function childrenHeld(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM subject WHERE subject_kind = 'child'`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The day on which the database was made a demo one; null where it is not one. */
export async function demoBegunOn(db: Database): Promise<Day | null> {
  const { rows } = await sql<{ at: string }>`SELECT set_up_at AS at FROM installation WHERE kind = 'demo'`.execute(db);
  return rows[0] === undefined ? null : dayOfInstant(rows[0].at);
}

/** The council to look round, told up to the day before the database was made a demo one; null where it is not one. */
export async function councilToLookRound(db: Database): Promise<InventedCouncil | null> {
  const begun = await demoBegunOn(db);
  return begun === null ? null : { ...lookRound, until: addDays(begun, -1) };
}

/** How far the council to look round is. */
export interface Inventing {
  readonly children: number;
  readonly of: number;
  /** At work or about to be; otherwise, unless all children are there, it has stopped. */
  readonly queued: boolean;
  /** It failed and will be tried again. */
  readonly failed: boolean;
}

/** How far it is, and whether the job of this name is still to be done. */
export async function inventingProgress(db: Database, job: string): Promise<Inventing> {
  const { rows } = await sql<{ failed: boolean }>`SELECT last_error IS NOT NULL AND locked_at IS NULL AS failed FROM graphile_worker.jobs
    WHERE task_identifier = ${job} AND attempts < max_attempts`.execute(db);
  return { children: await childrenHeld(db), of: lookRound.children, queued: rows.length > 0, failed: rows[0]?.failed ?? false };
}
