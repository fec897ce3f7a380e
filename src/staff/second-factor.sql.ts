import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Database, whole } from '../platform/database.ts';
import { waitText } from '../platform/layout/format.ts';
import { countTry, forgetTries } from './guessing.sql.ts';
import { type Factor, RECOVERY_CODES, recoveryCode, recoveryDigest, secretOf, typedCode } from './second-factor.ts';
import { stepOfCode } from './time-code.ts';

/** What was typed as a code, and when. */
export interface TypedCode {
  readonly typed: string;
  readonly now: string;
}

/** The same with the network address from which it came. */
export interface TriedCode extends TypedCode {
  readonly from: string;
}

/** Whether somebody has set up the second step, and since when; and how many recovery codes are left. Null where not. */
export async function secondFactorOf(db: Database, staffId: string): Promise<{ setUpAt: string; codesLeft: number } | null> {
  const { rows } = await sql<{ setUpAt: string; codesLeft: number }>`
    SELECT set_up_at AS "setUpAt", (SELECT count(*)::int FROM recovery_code
      WHERE recovery_code.staff_id = second_factor.staff_id AND used_at IS NULL) AS "codesLeft"
    FROM second_factor WHERE staff_id = ${staffId}`.execute(db);
  return rows[0] ?? null;
}

/** How many people have set up the second step. */
export async function countFactors(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM second_factor`.execute(db);
  return rows[0]?.count ?? 0;
}

/**
 * Takes a code of somebody as a try: null where it was right, else what to tell them. After ten wrong ones within an hour
 * there is a wait, for those on networks that the holder does not use together (SEC-33).
 */
export async function tryCode(db: Database, key: Uint8Array, staffId: string, code: TriedCode): Promise<string | null> {
  const wait = await countTry(db, ['second step', staffId], code);
  if (wait > 0) return `There were too many attempts. Wait ${waitText(wait)}, then try again`;
  if (!(await useCode(db, key, staffId, code))) return 'Enter the code that your app shows now, or one of your recovery codes. Each code works once';
  await forgetTries(db, ['second step', staffId], code);
  return null;
}

/**
 * Takes a code of somebody's app, or one of their recovery codes. False where it is not right, or was used: each works
 * once, also when it comes many times at once.
 */
async function useCode(db: Database, key: Uint8Array, staffId: string, { typed, now }: TypedCode): Promise<boolean> {
  const code = typedCode(typed);
  return /^\d{12}$/.test(code) ? useRecoveryCode(db, recoveryDigest(key, staffId, code), { staffId, now }) : useAppCode(db, key, staffId, { typed: code, now });
}

async function useAppCode(db: Database, key: Uint8Array, staffId: string, { typed, now }: TypedCode): Promise<boolean> {
  const { rows } = await sql<{ seed: Buffer; seconds: number }>`
    SELECT seed, extract(epoch FROM ${now}::timestamptz)::float8 AS seconds FROM second_factor WHERE staff_id = ${staffId}`.execute(db);
  const [found] = rows;
  const step = found === undefined ? null : stepOfCode(secretOf(key, { staffId, seed: found.seed }), typed, found.seconds);
  if (step === null) return false;
  const used = await sql`UPDATE second_factor SET last_step = ${step} WHERE staff_id = ${staffId} AND last_step < ${step} RETURNING true`.execute(db);
  return used.rows.length === 1;
}

async function useRecoveryCode(db: Database, digest: Buffer, { staffId, now }: { staffId: string; now: string }): Promise<boolean> {
  const used = await sql`UPDATE recovery_code SET used_at = ${now}
    WHERE staff_id = ${staffId} AND digest = ${digest} AND used_at IS NULL RETURNING true`.execute(db);
  return used.rows.length === 1;
}

/** The step of a first code that shows that the app holds the secret; null where it does not. */
export async function firstStep(db: Database, key: Uint8Array, factor: Factor, { typed, now }: TypedCode): Promise<number | null> {
  const { rows } = await sql<{ seconds: number }>`SELECT extract(epoch FROM ${now}::timestamptz)::float8 AS seconds`.execute(db);
  return stepOfCode(secretOf(key, factor), typedCode(typed), rows[0]?.seconds ?? 0);
}

/** Puts a second step in place of any before it; `step` is that of the code that confirmed it. In the caller's transaction. */
export async function setUpFactor(tx: Database, { staffId, seed }: Factor, step: number, now: string): Promise<void> {
  await sql`INSERT INTO second_factor (staff_id, seed, last_step, set_up_at) VALUES (${staffId}, ${Buffer.from(seed)}, ${step}, ${now})
    ON CONFLICT (staff_id) DO UPDATE SET seed = excluded.seed, last_step = excluded.last_step, set_up_at = excluded.set_up_at`.execute(tx);
}

/** Takes the second step and all recovery codes away. In the caller's transaction. */
export async function removeFactor(tx: Database, staffId: string): Promise<void> {
  await sql`WITH codes AS (DELETE FROM recovery_code WHERE staff_id = ${staffId}) DELETE FROM second_factor WHERE staff_id = ${staffId}`.execute(tx);
}

/** Makes ten new recovery codes in place of those before, and returns them: to be shown once, and stored nowhere. */
export async function newRecoveryCodes(db: Database, key: Uint8Array, staffId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomBytes(16)));
  const digests = codes.map((code) => recoveryDigest(key, staffId, code));
  await whole(db, async (tx) => {
    await sql`DELETE FROM recovery_code WHERE staff_id = ${staffId}`.execute(tx);
    await sql`INSERT INTO recovery_code (staff_id, digest) SELECT ${staffId}, unnest(${digests}::bytea[])`.execute(tx);
  });
  return codes;
}
