import { sql } from 'kysely';
import { type Database, rowsOf } from '../platform/database.ts';
import type { CheckpointLine } from './checkpoint.ts';

/** The digests of all entries recorded after one instant and up to another, in the order in which they were recorded. */
export function linesBetween(db: Database, after: string | null, upTo: string): AsyncGenerator<CheckpointLine> {
  return rowsOf(db, sql<CheckpointLine>`
    SELECT subject_kind AS "subjectKind", subject_id AS "subjectId", seq, encode(digest, 'hex') AS digest FROM history
    WHERE recorded_at > coalesce(${after}::timestamptz, '-infinity') AND recorded_at <= ${upTo}::timestamptz
    ORDER BY recorded_at, subject_kind COLLATE "C", subject_id, seq`, 5000);
}

/** Runs `make` whilst nobody else makes a checkpoint. */
export async function alone<T>(db: Database, make: (db: Database) => Promise<T>): Promise<T> {
  return db.connection().execute(async (one) => {
    await sql`SELECT pg_advisory_lock(85, 2)`.execute(one);
    try {
      return await make(one);
    } finally {
      await sql`SELECT pg_advisory_unlock(85, 2)`.execute(one);
    }
  });
}
