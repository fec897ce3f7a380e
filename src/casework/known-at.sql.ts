import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import type { Derive } from './derivation.ts';
import { showRowsThen } from './rows-then.sql.ts';

/**
 * The instant as at which a question is answered: the one wanted (now without one), lowered to just before the oldest
 * write that has not ended, so that what was known then can no longer change. ISO, UTC, microseconds. To be asked
 * before the transaction that reads, where that one sees a single snapshot.
 */
export async function knownAt(db: Database, wanted?: string): Promise<string> {
  const { rows } = await sql<{ at: string }>`SELECT known_at(${wanted ?? null}::timestamptz) AS at`.execute(db);
  return (rows[0] as { at: string }).at;
}

/**
 * What stands for all that was known at an instant from `knownAt`: the same text wherever nothing was recorded, and
 * nothing derived anew, in between. Whatever was worked out from the record at the one is so at the other.
 */
export async function stateAt(db: Database, at: string): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    SELECT concat_ws(' ', derived_at, (SELECT max(recorded_at) FROM history WHERE recorded_at <= ${at}::timestamptz)) AS state
    FROM derivation`.execute(db);
  return rows[0]?.state ?? '';
}

export interface Asked {
  /** The instant wanted, ISO; now without one. */
  readonly knownAt?: string | undefined;
  /** Hears how many of how many children were derived as known then. */
  readonly progress?: (done: number, all: number) => void;
}

/**
 * Asks `use` its question on the derived tables as known at an instant. Within it, the unqualified name of a derived
 * table (`request`, not `derived.request`) stands for its rows as known then: the live rows of children who have no
 * later entry, and rows derived for the others. All in one snapshot; nothing that `use` does is kept. The same
 * question at the instant handed to `use` always has the same answer.
 */
export async function withKnownAt<T>(
  db: Database, derive: Derive, asked: Asked, use: (db: Database, knownAt: string) => Promise<T>,
): Promise<T> {
  const at = await knownAt(db, asked.knownAt);
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').execute();
  try {
    // Before the snapshot is taken: from here on the derived tables are not swapped, nor those of past midnights made anew.
    await sql`LOCK TABLE derivation, past_midnight IN ACCESS SHARE MODE`.execute(tx);
    await showRowsThen(tx, derive, at, asked.progress);
    return await use(tx, at);
  } finally {
    await tx.rollback().execute();
  }
}
