// Against guessing: how often an account was tried, and how much was refused to a network address.
import { sql } from 'kysely';
import { type Database, whole } from '../platform/database.ts';
import { waitText } from '../platform/layout/format.ts';
import { recordView } from './access.sql.ts';
import { accountDigest, networkDigest } from './digests.ts';
import { FREE_REFUSALS, waitAfter } from './guessing.ts';

/**
 * Counts a try at an account before what was given is looked at, so that many tries at once gain nothing. Returns
 * the seconds to wait where there were too many, and then counts nothing; 0 to go ahead.
 */
export async function countTry(db: Database, account: string, now: string): Promise<number> {
  return whole(db, async (tx) => (await count(tx, accountDigest(account), FREE_REFUSALS.account, now)).wait);
}

/** Takes back the tries at an account, once somebody has signed in to it. */
export async function forgetTries(db: Database, account: string): Promise<void> {
  await sql`DELETE FROM sign_in_failure WHERE account = ${accountDigest(account)}`.execute(db);
}

/** What was refused to somebody who is not signed in: in whose name, where it names anybody, and the pattern of the address. */
export interface Refusal {
  readonly staffId: string | null;
  readonly what: string;
  readonly route: string;
}

/**
 * Enters what was refused to somebody who is not signed in. Whoever comes from a network to which too much was refused waits, and nothing is
 * entered meanwhile: the last entry says so, and the seconds are given back; else null. What is right is not refused, and so never waits.
 */
export async function enterRefusal(db: Database, { from, now }: { readonly from: string; readonly now: string }, { staffId, what, route }: Refusal): Promise<{ wait: number } | null> {
  return whole(db, async (tx) => {
    const { wait, next } = await count(tx, networkDigest(from), FREE_REFUSALS.network, now);
    if (wait > 0) return { wait };
    const silence = next > 0 ? { criteria: `too much from one network: nothing more is entered for ${waitText(next)}` } : {};
    await recordView(tx, { staffId: staffId ?? 'somebody unknown' }, { what, route, children: [], ...silence });
    return null;
  });
}

// The wait where there is one; else one more is counted, and `next` is the wait that it begins.
async function count(tx: Database, digest: Buffer, free: number, now: string): Promise<{ wait: number; next: number }> {
  await sql`SELECT pg_advisory_xact_lock(7305015, ${digest.readInt32BE(0)})`.execute(tx);
  // Those still to come were counted under a clock that went too far ahead: they would make people wait until then.
  await sql`DELETE FROM sign_in_failure WHERE failed_at NOT BETWEEN ${now}::timestamptz - interval '1 hour' AND ${now}::timestamptz + interval '1 hour'`.execute(tx);
  const { rows } = await sql<{ failures: number; since: number }>`
    SELECT count(*)::int AS failures, extract(epoch FROM ${now}::timestamptz - max(failed_at))::float8 AS since
    FROM sign_in_failure WHERE account = ${digest}`.execute(tx);
  const { failures, since } = rows[0] ?? { failures: 0, since: 0 };
  const wait = waitAfter(failures, free) - since;
  if (failures > 0 && wait > 0) return { wait, next: 0 };
  await sql`INSERT INTO sign_in_failure (account, failed_at) VALUES (${digest}, ${now})`.execute(tx);
  return { wait: 0, next: waitAfter(failures + 1, free) };
}
