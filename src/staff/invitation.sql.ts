import { sql } from 'kysely';
import { type Database, whole } from '../platform/database.ts';
import { connect, connectAlone, type CouncilAccount, disconnect } from './council-account.sql.ts';
import type { Recorder } from './council-entry.sql.ts';
import { isToken, tokenDigest, type TokenUse } from './digests.ts';
import { enterRefusal } from './guessing.sql.ts';
import { recordPerson } from './people.sql.ts';
import type { Factor } from './second-factor.ts';
import { removeFactor, setUpFactor } from './second-factor.sql.ts';
import { endEverySignIn } from './sign-in.sql.ts';

/** Makes the link with this token the one by which somebody can come in, for seven days, in place of any before it. */
export async function invite(db: Database, { token, now }: TokenUse, staffId: string): Promise<void> {
  await sql`WITH gone AS (DELETE FROM invitation WHERE staff_id = ${staffId} AND used_at IS NULL)
    INSERT INTO invitation (digest, staff_id, made_at, ends_at)
    VALUES (${tokenDigest(token)}, ${staffId}, ${now}, ${now}::timestamptz + interval '7 days')`.execute(db);
}

/** Somebody with a link that works. */
export interface Invited {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly hasPassword: boolean;
}

/** Who is invited by the link with this token; null where it does not work, or no more. */
export async function invitedBy(db: Database, { token, now }: TokenUse): Promise<Invited | null> {
  const { rows } = await sql<Invited>`
    SELECT staff.id, name, email, role, password IS NOT NULL AS "hasPassword" FROM invitation JOIN staff ON staff.id = staff_id
    WHERE digest = ${tokenDigest(token)} AND used_at IS NULL AND ends_at > ${now} AND disabled_at IS NULL`.execute(db);
  return rows[0] ?? null;
}

/** Enters that a link was opened that works no more, in the name of whom it invited, or never did; gives back the wait where too much is refused. What has not the form of a token is no link. */
export async function enterRefusedInvitation(db: Database, token: string, at: { readonly from: string; readonly now: string }): Promise<{ wait: number } | null> {
  if (!isToken(token)) return null;
  const { rows } = await sql<{ staffId: string }>`SELECT staff_id AS "staffId" FROM invitation WHERE digest = ${tokenDigest(token)}`.execute(db);
  return enterRefusal(db, at, { staffId: rows[0]?.staffId ?? null, what: 'invitation refused', route: '/invitation' });
}

/** Stores the hash of somebody's password and ends their sign-ins, but for the one with the token `except`. */
export async function setPassword(db: Database, staffId: string, password: string, except: string | null = null): Promise<void> {
  await whole(db, async (tx) => {
    await sql`UPDATE staff SET password = ${password} WHERE id = ${staffId}`.execute(tx);
    await endEverySignIn(tx, staffId, except);
  });
}

/** Spends an invitation and sets up the second step, whose first code was of `step`. False where the link was spent just now. */
export async function comeIn(db: Database, recorder: Recorder, { token, now }: TokenUse, { factor, step }: { factor: Factor; step: number }): Promise<boolean> {
  return whole(db, async (tx) => {
    const spent = await sql`UPDATE invitation SET used_at = ${now}
      WHERE digest = ${tokenDigest(token)} AND used_at IS NULL AND ends_at > ${now} RETURNING true`.execute(tx);
    if (spent.rows.length === 0) return false;
    await setUpFactor(tx, factor, step, now);
    await endEverySignIn(tx, factor.staffId);
    await recordPerson(tx, recorder, factor.staffId, null);
    return true;
  });
}

/**
 * Spends an invitation and makes a council account that of whom it invited, in place of a password that was chosen half way. Where the link was
 * spent just now, or the account cannot be theirs, nothing is done, and it says which.
 */
export async function comeInWith(db: Database, recorder: Recorder, { token, now }: TokenUse, { staffId, account }: { staffId: string; account: CouncilAccount }): Promise<'done' | 'spent' | 'taken'> {
  return whole(db, async (tx) => {
    await connectAlone(tx);
    const { rows } = await sql`SELECT FROM invitation WHERE digest = ${tokenDigest(token)} AND used_at IS NULL AND ends_at > ${now} FOR UPDATE`.execute(tx);
    if (rows.length === 0) return 'spent';
    if (!(await connect(tx, recorder, { staffId, account, now }))) return 'taken';
    await sql`UPDATE invitation SET used_at = ${now} WHERE digest = ${tokenDigest(token)}`.execute(tx);
    await sql`UPDATE staff SET password = NULL WHERE id = ${staffId} AND NOT EXISTS (SELECT FROM second_factor WHERE staff_id = staff.id)`.execute(tx);
    return 'done';
  });
}

/** Puts another second step in place of somebody's own, and ends their sign-ins. */
export async function changeFactor(db: Database, recorder: Recorder, { factor, step }: { factor: Factor; step: number }, now: string): Promise<void> {
  await whole(db, async (tx) => {
    await setUpFactor(tx, factor, step, now);
    await endEverySignIn(tx, factor.staffId);
    await recordPerson(tx, recorder, factor.staffId, 'Second step of signing in set up anew');
  });
}

/** Takes somebody's password, second step and council account away, ends their sign-ins, and invites them again by the link with this token. */
export async function resetFactor(db: Database, recorder: Recorder, { token, now }: TokenUse, { staffId, reason }: { staffId: string; reason: string }): Promise<void> {
  await whole(db, async (tx) => {
    await disconnect(tx, staffId);
    await sql`UPDATE staff SET password = NULL WHERE id = ${staffId}`.execute(tx);
    await removeFactor(tx, staffId);
    await endEverySignIn(tx, staffId);
    await invite(tx, { token, now }, staffId);
    await recordPerson(tx, recorder, staffId, reason);
  });
}

/**
 * Where a real council has nobody with a second step or a council account, nobody can sign in: invites its first administrator by the link
 * with this token. Returns whether it did.
 */
export async function inviteFirstAdministrator(db: Database, { token, now }: TokenUse): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    SELECT staff.id FROM staff, installation WHERE kind = 'real' AND role = 'administrator' AND disabled_at IS NULL
      AND NOT EXISTS (SELECT FROM second_factor) AND NOT EXISTS (SELECT FROM council_account) ORDER BY added_at, staff.id LIMIT 1`.execute(db);
  const [first] = rows;
  if (first === undefined) return false;
  await invite(db, { token, now }, first.id);
  return true;
}
