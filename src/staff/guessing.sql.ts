// Against guessing: how often an account was tried, and how much was refused to a network address.
import { sql } from 'kysely';
import { type Database, whole } from '../platform/database.ts';
import { waitText } from '../platform/layout/format.ts';
import { recordView } from './access.sql.ts';
import { nameDigest, networkDigest, type Tried, triedDigest, triedThere } from './digests.ts';
import { FREE_REFUSALS, waitAfter } from './guessing.ts';

/** Whence something is tried, and when. */
interface Place { readonly from: string; readonly now: string }

/**
 * Counts a try before what was given is looked at, so that many tries at once gain nothing. Returns the seconds to wait where there were too
 * many, and then counts nothing; 0 to go ahead. From a network from which the holder signed in during the last thirty days tries are counted by
 * themselves, from all others together: what strangers try elsewhere makes nobody wait where they usually sign in (SEC-33).
 */
export async function countTry(db: Database, tried: Tried, place: Place): Promise<number> {
  const digest = await countedAs(db, tried, place);
  return whole(db, async (tx) => {
    await tidy(tx, place.now);
    const { wait } = await standing(tx, digest, FREE_REFUSALS.account, place.now);
    if (wait <= 0) await add(tx, digest, place.now);
    return Math.max(0, wait);
  });
}

/** Takes back the tries that were counted with those from here, once what was given is right. */
export async function forgetTries(db: Database, tried: Tried, place: Place): Promise<void> {
  await sql`DELETE FROM sign_in_failure WHERE account = ${await countedAs(db, tried, place)}`.execute(db);
}

/** Keeps for thirty days that somebody signed in from this network, for both steps. */
export async function noteNetwork(db: Database, { id, email }: { readonly id: string; readonly email: string }, { from, now }: Place): Promise<void> {
  await sql`DELETE FROM sign_in_network WHERE seen_at <= ${now}::timestamptz - interval '30 days'`.execute(db);
  const digests = ([['e-mail', email], ['second step', id]] as const).map((tried) => triedThere(tried, from));
  await sql`INSERT INTO sign_in_network (digest, seen_at) SELECT unnest(${digests}::bytea[]), ${now}::timestamptz
    ON CONFLICT (digest) DO UPDATE SET seen_at = excluded.seen_at`.execute(db);
}

async function countedAs(db: Database, tried: Tried, { from, now }: Place): Promise<Buffer> {
  const there = triedThere(tried, from);
  const { rows } = await sql`SELECT FROM sign_in_network WHERE digest = ${there} AND seen_at > ${now}::timestamptz - interval '30 days'`.execute(db);
  return rows.length > 0 ? there : triedDigest(tried);
}

/** What was refused to somebody who is not signed in: in whose name, where it names anybody, and the pattern of the address. */
export interface Refusal {
  readonly staffId: string | null;
  readonly what: string;
  readonly route: string;
  /** Why, in a few words, where it is not what was given. */
  readonly why?: string;
}

/**
 * Enters what was refused to somebody who is not signed in. Whoever comes from a network to which too much was refused waits, and nothing is
 * entered meanwhile: the last entry says so, and the seconds are given back; else null. What is right is not refused, and so never waits.
 * Of what is refused in one name to many networks no more than so much is entered either; of these nobody waits for it.
 */
export async function enterRefusal(db: Database, { from, now }: Place, { staffId, what, route, why }: Refusal): Promise<{ wait: number } | null> {
  const name = staffId ?? 'somebody unknown';
  return whole(db, async (tx) => {
    await tidy(tx, now);
    const network = await standing(tx, networkDigest(from), FREE_REFUSALS.network, now);
    if (network.wait > 0) return { wait: network.wait };
    // Before the name is looked at: the time that writing takes tells nobody whether theirs is one that was tried too often.
    await add(tx, network.digest, now);
    const named = await standing(tx, nameDigest(name), FREE_REFUSALS.name, now);
    if (named.wait > 0) return null;
    await add(tx, named.digest, now);
    await recordView(tx, { staffId: name }, { what, route, children: [], ...told([why, silence(network.next, named.next)]) });
    return null;
  });
}

function told(remarks: readonly (string | undefined)[]): { criteria?: string } {
  const said = remarks.filter((remark) => remark !== undefined);
  return said.length > 0 ? { criteria: said.join('; ') } : {};
}

function silence(network: number, name: number): string | undefined {
  if (network > 0) return `too much from one network: nothing more is entered for ${waitText(network)}`;
  return name > 0 ? `too much from many networks: nothing more in this name is entered for ${waitText(name)}` : undefined;
}

/** Before any lock is held: two who wait for each other’s rows would hold none that the other needs. */
async function tidy(tx: Database, now: string): Promise<void> {
  // Those still to come were counted under a clock that went too far ahead: they would make people wait until then.
  await sql`DELETE FROM sign_in_failure WHERE failed_at NOT BETWEEN ${now}::timestamptz - interval '1 hour' AND ${now}::timestamptz + interval '1 hour'`.execute(tx);
}

// The wait, none or less where there is none, and the one that one more would begin. Nobody else counts the same until the end of the transaction.
async function standing(tx: Database, digest: Buffer, free: number, now: string): Promise<{ digest: Buffer; wait: number; next: number }> {
  await sql`SELECT pg_advisory_xact_lock(7305015, ${digest.readInt32BE(0)})`.execute(tx);
  const { rows } = await sql<{ failures: number; since: number }>`
    SELECT count(*)::int AS failures, extract(epoch FROM ${now}::timestamptz - max(failed_at))::float8 AS since
    FROM sign_in_failure WHERE account = ${digest}`.execute(tx);
  const { failures, since } = rows[0] ?? { failures: 0, since: 0 };
  return { digest, wait: failures > 0 ? waitAfter(failures, free) - since : 0, next: waitAfter(failures + 1, free) };
}

async function add(tx: Database, digest: Buffer, now: string): Promise<void> {
  await sql`INSERT INTO sign_in_failure (account, failed_at) VALUES (${digest}, ${now})`.execute(tx);
}
