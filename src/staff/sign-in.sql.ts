import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { accountDigest, tokenDigest } from './digests.ts';
import { waitAfter } from './guessing.ts';
import type { TokenUse } from './installation.sql.ts';
import { isRole, ROLES } from './rights.ts';

/** SEC-35: seconds without use after which a sign-in ends. */
export const IDLE_SECONDS = 30 * 60;
const LONGEST_SECONDS = 12 * 60 * 60;

/**
 * Who holds this token, and the words left for their next page; null where the sign-in has ended. The role is read
 * each time, so that a change of it, or disabling somebody, works at once. Use is noted to the minute: most requests
 * write nothing.
 */
export async function openSignIn(
  db: Database,
  { token, now }: TokenUse,
): Promise<{ viewer: Viewer; notice: string | null } | null> {
  const { rows } = await sql<{ id: string; name: string; role: string; notice: string | null }>`
    WITH open AS (
      SELECT * FROM sign_in
      WHERE digest = ${tokenDigest(token)}
        AND started_at > ${now}::timestamptz - make_interval(secs => ${LONGEST_SECONDS})
        AND used_at > ${now}::timestamptz - make_interval(secs => ${IDLE_SECONDS})
    ), noted AS (
      UPDATE sign_in SET used_at = ${now} FROM open
      WHERE sign_in.digest = open.digest AND open.used_at < ${now}::timestamptz - interval '1 minute'
    )
    SELECT staff.id, staff.name, staff.role, open.notice
    FROM open JOIN staff ON staff.id = open.staff_id
    WHERE staff.disabled_at IS NULL`.execute(db);
  const found = rows[0];
  if (found === undefined || !isRole(found.role)) return null;
  const { title, rights } = ROLES[found.role];
  const viewer = { staffId: found.id, name: found.name, role: title, rights: new Set<string>(rights) };
  return { viewer, notice: found.notice };
}

/** Leaves words for the top of the next page of a sign-in, or takes them away. */
export async function setNotice(db: Database, token: string, notice: string | null): Promise<void> {
  await sql`UPDATE sign_in SET notice = ${notice} WHERE digest = ${tokenDigest(token)}`.execute(db);
}

/** Opens a sign-in for the holder of a new token. Sign-ins that ended long ago are cleared away. */
export async function startSignIn(db: Database, { token, now }: TokenUse, staffId: string): Promise<void> {
  await sql`WITH over AS (DELETE FROM sign_in WHERE started_at < ${now}::timestamptz - make_interval(secs => ${LONGEST_SECONDS}))
    INSERT INTO sign_in (digest, staff_id, started_at, used_at) VALUES (${tokenDigest(token)}, ${staffId}, ${now}, ${now})`.execute(db);
}

/** Ends one sign-in. */
export async function endSignIn(db: Database, token: string): Promise<void> {
  await sql`DELETE FROM sign_in WHERE digest = ${tokenDigest(token)}`.execute(db);
}

/** Ends every sign-in of somebody (SEC-36). */
export async function endEverySignIn(db: Database, staffId: string): Promise<void> {
  await sql`DELETE FROM sign_in WHERE staff_id = ${staffId}`.execute(db);
}

/**
 * Counts a try at an account before its password is looked at, so that many tries at once gain nothing. Returns
 * the seconds to wait where there were too many, and then counts nothing; 0 to go ahead.
 */
export async function countTry(db: Database, email: string, now: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const account = accountDigest(email);
    await sql`SELECT pg_advisory_xact_lock(7305015, ${account.readInt32BE(0)})`.execute(tx);
    await sql`DELETE FROM sign_in_failure WHERE failed_at < ${now}::timestamptz - interval '1 hour'`.execute(tx);
    const { rows } = await sql<{ failures: number; since: number }>`
      SELECT count(*)::int AS failures, extract(epoch FROM ${now}::timestamptz - max(failed_at))::float8 AS since
      FROM sign_in_failure WHERE account = ${account}`.execute(tx);
    const { failures, since } = rows[0] ?? { failures: 0, since: 0 };
    const wait = waitAfter(failures) - since;
    if (failures > 0 && wait > 0) return wait;
    await sql`INSERT INTO sign_in_failure (account, failed_at) VALUES (${account}, ${now})`.execute(tx);
    return 0;
  });
}

/** Takes back the tries at an account, once somebody has signed in to it. */
export async function forgetTries(db: Database, email: string): Promise<void> {
  await sql`DELETE FROM sign_in_failure WHERE account = ${accountDigest(email)}`.execute(db);
}

/** Somebody who may sign in. */
export interface StaffAccount {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly password: string | null;
}

/** The account with this e-mail address, whatever its capitals; null where there is none that may sign in. */
export async function accountByEmail(db: Database, email: string): Promise<StaffAccount | null> {
  const { rows } = await sql<StaffAccount>`SELECT id, name, role, password FROM staff
    WHERE lower(email) = lower(${email.trim()}) AND disabled_at IS NULL`.execute(db);
  return rows[0] ?? null;
}

/** Everybody who may be chosen in a demo database; nobody in a real one. */
export async function inventedStaff(db: Database): Promise<StaffAccount[]> {
  const { rows } = await sql<StaffAccount>`SELECT staff.id, name, role, NULL AS password FROM staff, installation
    WHERE installation.kind = 'demo' AND disabled_at IS NULL ORDER BY name`.execute(db);
  return rows;
}
