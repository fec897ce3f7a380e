import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import { accountDigest } from './digests.ts';
import { waitAfter } from './guessing.ts';

/**
 * Counts a try at an account before what was given is looked at, so that many tries at once gain nothing. Returns
 * the seconds to wait where there were too many, and then counts nothing; 0 to go ahead.
 */
export async function countTry(db: Database, account: string, now: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const digest = accountDigest(account);
    await sql`SELECT pg_advisory_xact_lock(7305015, ${digest.readInt32BE(0)})`.execute(tx);
    await sql`DELETE FROM sign_in_failure WHERE failed_at < ${now}::timestamptz - interval '1 hour'`.execute(tx);
    const { rows } = await sql<{ failures: number; since: number }>`
      SELECT count(*)::int AS failures, extract(epoch FROM ${now}::timestamptz - max(failed_at))::float8 AS since
      FROM sign_in_failure WHERE account = ${digest}`.execute(tx);
    const { failures, since } = rows[0] ?? { failures: 0, since: 0 };
    const wait = waitAfter(failures) - since;
    if (failures > 0 && wait > 0) return wait;
    await sql`INSERT INTO sign_in_failure (account, failed_at) VALUES (${digest}, ${now})`.execute(tx);
    return 0;
  });
}

/** Takes back the tries at an account, once somebody has signed in to it. */
export async function forgetTries(db: Database, account: string): Promise<void> {
  await sql`DELETE FROM sign_in_failure WHERE account = ${accountDigest(account)}`.execute(db);
}
