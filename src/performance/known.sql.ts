import { sql } from 'kysely';
import { knownAt, stateAt } from '../casework/known-at.sql.ts';
import type { Database } from '../platform/database.ts';

/** As known at which instant a question is answered, and what stands for the record as it was then. Instants are ISO, UTC. */
export interface Known {
  /** The instant asked for; where none was, the clock's. */
  readonly asked: string;
  /** The instant at which it is answered: from here on what is known then can no longer change. */
  readonly at: string;
  /** It is earlier than asked for, because a change begun by then had not ended. */
  readonly lowered: boolean;
  /** The same text wherever the same was on record. */
  readonly state: string;
}

interface Unfinished { now: string; before: string | null }

/** The clock, and the instant just before the oldest write that has not ended. */
async function unfinished(db: Database): Promise<Unfinished> {
  const { rows } = await sql<Unfinished>`
    SELECT clock_timestamp() AS now, unfinished_since() - interval '1 microsecond' AS before`.execute(db);
  return rows[0] as Unfinished;
}

/**
 * The instant at which a question about what was known at `wanted` (now without one) is answered, and whether a write
 * that had not ended lowered it. Asked before and after, as a write may end or begin in between.
 */
export async function knownWhen(db: Database, wanted?: string): Promise<Known> {
  const first = await unfinished(db);
  const at = await knownAt(db, wanted);
  const lowered = at === first.before || at === (await unfinished(db)).before;
  return { asked: wanted ?? first.now, at, lowered: lowered && at !== wanted, state: await stateAt(db, at) };
}
