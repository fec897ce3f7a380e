import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { tokenDigest, type TokenUse } from './digests.ts';
import { isRole } from './rights.ts';
import { viewerWith } from './staff-viewer.ts';

/** Seconds within which a password or code proves who it is, before changes that matter (SEC-37), and for the second step. */
const PROOF_SECONDS = 10 * 60;

interface OpenRow {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly extra: readonly string[];
  readonly teamId: string | null;
  readonly notice: string | null;
  readonly secondsLeft: number;
}

/**
 * Who holds this token, the words left for their next page, and the seconds until it ends (SEC-35; the limits are
 * settings); null where the sign-in has ended. Role, rights and team are read each time, so that a change of them, or disabling
 * somebody, works at once. Use is noted to the minute: most requests write nothing, and `unattended` ones never.
 */
export async function openSignIn(
  db: Database,
  { token, now, unattended = false }: TokenUse & { readonly unattended?: boolean },
): Promise<{ viewer: Viewer; notice: string | null; secondsLeft: number } | null> {
  const { rows } = await sql<OpenRow>`
    WITH open AS (
      SELECT sign_in.*, NOT ${unattended}::boolean AND ${now}::timestamptz - used_at > interval '1 minute' AS stale,
        make_interval(mins => idle_minutes) AS idle, started_at + make_interval(hours => longest_hours) AS longest
      FROM sign_in, installation WHERE digest = ${tokenDigest(token)}
    ), noted AS (
      UPDATE sign_in SET used_at = ${now} FROM open
      WHERE sign_in.digest = open.digest AND stale AND open.used_at + idle > ${now} AND longest > ${now}
    )
    SELECT staff.id, staff.name, staff.role, staff.extra_rights AS extra, staff.team_id AS "teamId", open.notice,
      extract(epoch FROM least(CASE WHEN stale THEN ${now}::timestamptz ELSE used_at END + idle, longest) - ${now}::timestamptz)::int AS "secondsLeft"
    FROM open JOIN staff ON staff.id = open.staff_id
    WHERE staff.disabled_at IS NULL AND used_at + idle > ${now} AND longest > ${now}`.execute(db);
  const found = rows[0];
  if (found === undefined || !isRole(found.role)) return null;
  const viewer = viewerWith(found.role, { staffId: found.id, name: found.name, teamId: found.teamId, extra: found.extra });
  return { viewer, notice: found.notice, secondsLeft: found.secondsLeft };
}

/** Somebody of the staff as a viewer, for what they asked for earlier: with the role, rights and team of now; null where they are disabled or not there. */
export async function viewerOf(db: Database, staffId: string): Promise<Viewer | null> {
  const { rows: [found] } = await sql<Pick<OpenRow, 'name' | 'role' | 'extra' | 'teamId'>>`
    SELECT name, role, extra_rights AS extra, team_id AS "teamId" FROM staff WHERE id = ${staffId}::uuid AND disabled_at IS NULL`.execute(db);
  if (found === undefined || !isRole(found.role)) return null;
  return viewerWith(found.role, { staffId, name: found.name, teamId: found.teamId, extra: found.extra });
}

/** Of these tokens, those whose sign-in is open. To look is no use of them. */
export async function standingSignIns(db: Database, tokens: readonly string[], now: string): Promise<Set<string>> {
  const digests = tokens.map((token) => tokenDigest(token).toString('hex'));
  const { rows } = await sql<{ digest: string }>`SELECT encode(digest, 'hex') AS digest
    FROM sign_in JOIN staff ON staff.id = staff_id, installation
    WHERE digest = ANY (SELECT decode(given, 'hex') FROM unnest(${digests}::text[]) AS given) AND disabled_at IS NULL
      AND used_at + make_interval(mins => idle_minutes) > ${now} AND started_at + make_interval(hours => longest_hours) > ${now}`.execute(db);
  const open = new Set(rows.map(({ digest }) => digest));
  return new Set(tokens.filter((_, at) => open.has(digests[at] ?? '')));
}

/** Leaves words for the top of the next page of a sign-in, or takes them away. */
export async function setNotice(db: Database, token: string, notice: string | null): Promise<void> {
  await sql`UPDATE sign_in SET notice = ${notice} WHERE digest = ${tokenDigest(token)}`.execute(db);
}

/**
 * Opens a sign-in for the holder of a new token, who proved who they are just now or at `provedAt`. Sign-ins that ended long ago are
 * cleared away: an hour after the latest end, until which what was typed in them may still come.
 */
export async function startSignIn(db: Database, { token, now }: TokenUse, staffId: string, provedAt = now): Promise<void> {
  await sql`WITH over AS (DELETE FROM sign_in WHERE started_at < ${now}::timestamptz - interval '13 hours')
    INSERT INTO sign_in (digest, staff_id, started_at, used_at, proved_at)
    VALUES (${tokenDigest(token)}, ${staffId}, ${now}, ${now}, ${provedAt})`.execute(db);
}

/**
 * Notes that the holder of a sign-in has just given a password or code again. It goes on, no longer than before, under the token
 * `renewed`; the old one ends (SEC-34). Returns the new one, or null where the sign-in had ended by then.
 */
export async function noteProof(db: Database, { token, now }: TokenUse, renewed: string): Promise<string | null> {
  const { rows } = await sql`UPDATE sign_in SET proved_at = ${now}, digest = ${tokenDigest(renewed)} WHERE digest = ${tokenDigest(token)} RETURNING id`.execute(db);
  return rows.length > 0 ? renewed : null;
}

/** Whether the holder of a sign-in gave a password or code in the last ten minutes. */
export async function isProved(db: Database, { token, now }: TokenUse): Promise<boolean> {
  const { rows } = await sql`SELECT FROM sign_in WHERE digest = ${tokenDigest(token)}
    AND proved_at > ${now}::timestamptz - make_interval(secs => ${PROOF_SECONDS})`.execute(db);
  return rows.length === 1;
}

/** Notes that the holder of a new token gave the right password: for ten minutes they may give the second step. */
export async function notePassword(db: Database, { token, now }: TokenUse, staffId: string): Promise<void> {
  await sql`WITH over AS (DELETE FROM password_given WHERE given_at < ${now}::timestamptz - make_interval(secs => ${PROOF_SECONDS}))
    INSERT INTO password_given (digest, staff_id, given_at) VALUES (${tokenDigest(token)}, ${staffId}, ${now})`.execute(db);
}

/** Who gave the right password with this token in the last ten minutes; null where nobody did. */
export async function passwordGivenBy(db: Database, { token, now }: TokenUse): Promise<{ id: string; email: string } | null> {
  const { rows } = await sql<{ id: string; email: string }>`
    SELECT id, email FROM password_given JOIN staff ON staff.id = staff_id
    WHERE digest = ${tokenDigest(token)} AND disabled_at IS NULL
      AND given_at > ${now}::timestamptz - make_interval(secs => ${PROOF_SECONDS})`.execute(db);
  return rows[0] ?? null;
}

/** Forgets that a password was given: the second step was taken, or failed too often. */
export async function forgetPassword(db: Database, token: string): Promise<void> {
  await sql`DELETE FROM password_given WHERE digest = ${tokenDigest(token)}`.execute(db);
}

/** Ends one sign-in. */
export async function endSignIn(db: Database, token: string): Promise<void> {
  await sql`DELETE FROM sign_in WHERE digest = ${tokenDigest(token)}`.execute(db);
}

/** Ends every sign-in of somebody (SEC-36), but for the one with the token `except`. */
export async function endEverySignIn(db: Database, staffId: string, except: string | null = null): Promise<void> {
  const kept = except === null ? null : tokenDigest(except);
  await sql`WITH begun AS (DELETE FROM password_given WHERE staff_id = ${staffId})
    DELETE FROM sign_in WHERE staff_id = ${staffId} AND digest IS DISTINCT FROM ${kept}`.execute(db);
}

/** Ends one sign-in of somebody by its identifier; does nothing where it is not theirs. */
export async function endSignInOf(db: Database, staffId: string, id: string): Promise<void> {
  await sql`DELETE FROM sign_in WHERE staff_id = ${staffId} AND id = ${id}`.execute(db);
}

/** A sign-in that is open, as its holder and administrators see it. */
export interface ListedSignIn {
  readonly id: string;
  readonly startedAt: string;
  readonly usedAt: string;
  /** Whether it is the one with the token asked with. */
  readonly own: boolean;
}

/** The open sign-ins of somebody, the latest first. */
export async function signInsOf(db: Database, staffId: string, { token, now }: TokenUse): Promise<ListedSignIn[]> {
  const { rows } = await sql<ListedSignIn>`
    SELECT id, started_at AS "startedAt", used_at AS "usedAt", digest = ${tokenDigest(token)} AS own FROM sign_in, installation
    WHERE staff_id = ${staffId} AND used_at > ${now}::timestamptz - make_interval(mins => idle_minutes)
      AND started_at > ${now}::timestamptz - make_interval(hours => longest_hours) ORDER BY own DESC, used_at DESC, started_at DESC`.execute(db);
  return rows;
}

/** Somebody who may sign in. */
export interface StaffAccount {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly password: string | null;
  /** Whether the second step is set up. */
  readonly secondFactor: boolean;
}

/** The account with this e-mail address, whatever its capitals; null where there is none that may sign in. */
export async function accountByEmail(db: Database, email: string): Promise<StaffAccount | null> {
  const { rows } = await sql<StaffAccount>`
    SELECT id, name, role, password, EXISTS (SELECT FROM second_factor WHERE staff_id = staff.id) AS "secondFactor" FROM staff
    WHERE lower(email) = lower(${email.trim()}) AND disabled_at IS NULL`.execute(db);
  return rows[0] ?? null;
}

/** Everybody who may be chosen in a demo database; nobody in a real one. */
export async function inventedStaff(db: Database): Promise<StaffAccount[]> {
  const { rows } = await sql<StaffAccount>`SELECT staff.id, name, role, NULL AS password, false AS "secondFactor" FROM staff, installation
    WHERE installation.kind = 'demo' AND disabled_at IS NULL ORDER BY added_at, name COLLATE names, staff.id`.execute(db);
  return rows;
}

/** The stored hash of somebody's password; null where they have none. */
export async function passwordOf(db: Database, staffId: string): Promise<string | null> {
  const { rows } = await sql<{ password: string | null }>`SELECT password FROM staff WHERE id = ${staffId} AND disabled_at IS NULL`.execute(db);
  return rows[0]?.password ?? null;
}
