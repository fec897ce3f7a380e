import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../src/platform/database.ts';
import { hashPassword } from '../src/platform/password.ts';
import { newToken } from '../src/platform/web-cookie.ts';
import { addStaff } from '../src/staff/installation.sql.ts';
import type { Role } from '../src/staff/rights.ts';
import { secretOf } from '../src/staff/second-factor.ts';
import { secondFactorKey } from '../src/staff/second-factor-key.file.ts';
import { setUpFactor } from '../src/staff/second-factor.sql.ts';
import { startSignIn } from '../src/staff/sign-in.sql.ts';
import { codeOf } from '../src/staff/time-code.ts';

/** The password of every member of staff that tests make. */
export const PASSWORD = 'copper lantern forty';

let hashed: Promise<string> | null = null;
let count = 0;

/** Makes the database a real council's, as set-up does. */
export async function makeReal(db: Database, now = '2026-11-01T09:00:00.000Z'): Promise<void> {
  await sql`INSERT INTO installation (kind, council, set_up_at) VALUES ('real', 'Wexcombe County Council', ${now})`.execute(db);
}

/** Adds somebody with this role, who signs in with PASSWORD. */
export async function addPerson(db: Database, role: Role): Promise<{ id: string; email: string; name: string }> {
  count += 1;
  hashed ??= hashPassword(PASSWORD);
  const person = { name: `Odile Tester-${count}`, email: `person${count}@council.invalid`, role, password: await hashed };
  return { ...person, id: await addStaff(db, person, '2026-11-01T09:00:00.000Z') };
}

/** Makes the database real where it is empty, adds somebody with this role and opens a sign-in of theirs, as after the second step. */
export async function openSignInOf({ db, now }: { db: Database; now: string }, role: Role): Promise<{ id: string; cookie: { name: string; value: string } }> {
  await makeReal(db).catch(() => {});
  const { id } = await addPerson(db, role);
  const token = newToken();
  await startSignIn(db, { token, now }, id);
  return { id, cookie: { name: 'sightline', value: token } };
}

/** Somebody with a password and the app of their second step. */
export interface PersonWithApp {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** What the app shows at an instant. */
  readonly codeAt: (now: string) => string;
}

/** Adds somebody with this role who signs in with PASSWORD and the codes of an app. */
export async function addPersonWithApp({ db, dataDir }: { db: Database; dataDir: string }, role: Role): Promise<PersonWithApp> {
  const person = await addPerson(db, role);
  const factor = { staffId: person.id, seed: randomBytes(32) };
  await setUpFactor(db, factor, 0, '2026-11-01T09:00:00.000Z');
  const secret = secretOf(secondFactorKey(dataDir), factor);
  return { ...person, codeAt: (now) => codeAt(secret, now) };
}

/** What an app that holds a secret shows at an instant. */
export function codeAt(secret: Uint8Array, now: string): string {
  return codeOf(secret, Math.floor(Date.parse(now) / 30_000));
}

/** The secret on a page that sets up a second step, as an app has it once somebody typed the letters in. */
export function secretFrom(html: string): Buffer {
  const letters = /<strong>([A-Z2-7 ]+)<\/strong>/.exec(html)?.[1]?.replaceAll(' ', '') ?? '';
  const bits = [...letters].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}
