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
  /** The same text wherever the same was on record, and cases were with the same teams. */
  readonly state: string;
}

interface Unfinished { now: string; before: string | null }

/** The clock, and the instant just before the oldest write that has not ended. */
async function unfinished(db: Database): Promise<Unfinished> {
  const { rows } = await sql<Unfinished>`
    SELECT clock_timestamp() AS now, unfinished_since() - interval '1 microsecond' AS before`.execute(db);
  return rows[0] as Unfinished;
}

/** What stands for who is in which team, and which area it serves, now: of these the record as known then says nothing. */
async function teamsNow(db: Database): Promise<string> {
  const { rows } = await sql<{ teams: string }>`SELECT md5(concat(
    (SELECT json_agg((id, name, area) ORDER BY id) FROM team), (SELECT json_agg((id, team_id) ORDER BY id) FROM staff WHERE team_id IS NOT NULL))) AS teams`.execute(db);
  return rows[0]?.teams ?? '';
}

/**
 * The instant at which a question about what was known at `wanted` (now without one) is answered, and whether a write
 * that had not ended lowered it. Asked before and after, as a write may end or begin in between.
 */
export async function knownWhen(db: Database, wanted?: string): Promise<Known> {
  const first = await unfinished(db);
  const at = await knownAt(db, wanted);
  const lowered = at === first.before || at === (await unfinished(db)).before;
  return { asked: wanted ?? first.now, at, lowered: lowered && at !== wanted, state: `${await stateAt(db, at)} ${await teamsNow(db)}` };
}
