import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';

/** A backup that was made, or failed, by itself, and what came of restoring it. */
export interface NotedBackup {
  readonly name: string;
  readonly endedAt: string;
  readonly bytes: number | null;
  readonly entries: number | null;
  readonly historyHash: string | null;
  /** Why it failed, or could not be restored. */
  readonly trouble: string | null;
  readonly checkedAt: string | null;
  /** What was not as at the backup, each in words. */
  readonly differences: readonly string[] | null;
}

/** Writes down a backup that was made or failed. */
export async function noteBackup(db: Database, noted: Omit<NotedBackup, 'checkedAt' | 'differences'>): Promise<void> {
  const { name, endedAt, bytes, entries, historyHash, trouble } = noted;
  await sql`INSERT INTO backup (name, ended_at, bytes, entries, history_hash, trouble)
    VALUES (${name}, ${endedAt}, ${bytes}, ${entries}, ${historyHash}, ${trouble})`.execute(db);
}

/** Writes down what came of restoring a backup. */
export async function noteCheck(db: Database, name: string, outcome: { at: string; differences: string[] } | { trouble: string }): Promise<void> {
  if ('trouble' in outcome) await sql`UPDATE backup SET trouble = ${outcome.trouble} WHERE name = ${name}`.execute(db);
  else await sql`UPDATE backup SET checked_at = ${outcome.at}, differences = ${outcome.differences} WHERE name = ${name}`.execute(db);
}

/** The last backups, the latest first. */
export async function lastBackups(db: Database, limit: number): Promise<NotedBackup[]> {
  const { rows } = await sql<NotedBackup>`
    SELECT name, ended_at AS "endedAt", bytes, entries, history_hash AS "historyHash", trouble, checked_at AS "checkedAt", differences
    FROM backup ORDER BY ended_at DESC LIMIT ${limit}`.execute(db);
  return rows;
}

/** The latest backup that was restored and found as it was; null where there is none. */
export async function lastVerified(db: Database): Promise<{ name: string; checkedAt: string } | null> {
  const { rows } = await sql<{ name: string; checkedAt: string }>`
    SELECT name, checked_at AS "checkedAt" FROM backup WHERE differences = '{}' ORDER BY checked_at DESC LIMIT 1`.execute(db);
  return rows[0] ?? null;
}
