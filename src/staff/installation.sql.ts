import { sql } from 'kysely';
import type { Derive } from '../casework/derivation.ts';
import { type Database, whole } from '../platform/database.ts';
import { councilEntry, councilOf } from './council.sql.ts';
import { recordCouncil } from './council-entry.sql.ts';
import { isToken, tokenDigest, type TokenUse } from './digests.ts';
import { enterRefusal } from './guessing.sql.ts';
import { seatInventedStaff } from './invented-people.sql.ts';
import { INVENTED_COUNCIL } from './invented-staff.ts';
import { personEntry } from './people.sql.ts';
import type { Role } from './rights.ts';

/** What this database is for life, and whose; null until it is set up. */
export interface Installation {
  readonly kind: 'demo' | 'real';
  readonly council: string;
}

/** The installation, or null where nothing is set up yet. */
export async function installationOf(db: Database): Promise<Installation | null> {
  const { rows } = await sql<Installation>`SELECT kind, council FROM installation`.execute(db);
  return rows[0] ?? null;
}

/** Makes this token the one-time set-up link, in place of any before it. Returns false where Sightline is set up. */
export async function offerSetUp(db: Database, { token, now }: TokenUse): Promise<boolean> {
  if ((await installationOf(db)) !== null) return false;
  await sql`WITH gone AS (DELETE FROM set_up_link)
    INSERT INTO set_up_link (digest, made_at) VALUES (${tokenDigest(token)}, ${now})`.execute(db);
  return true;
}

/** Whether this is the token of the set-up link last printed, not used yet. */
export async function isSetUpToken(db: Database, token: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM set_up_link WHERE digest = ${tokenDigest(token)}`.execute(db);
  return rows.length === 1;
}

/** Enters that a set-up link was opened that works no more, or never did; gives back the wait where too much is refused. What has not the form of a token is no link. */
export async function enterRefusedSetUp(db: Database, token: string, at: { readonly from: string; readonly now: string }): Promise<{ wait: number } | null> {
  return isToken(token) ? enterRefusal(db, at, { staffId: null, what: 'set-up link refused', route: '/set-up' }) : null;
}

/** Somebody to add to the staff. */
export interface NewStaff {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Argon2id hash, or null where they do not sign in with a password. */
  readonly password: string | null;
}

/** Sets up a real council with its first administrator. Returns the administrator's id; null where the link is spent. */
export async function setUpCouncil(db: Database, derive: Derive, link: TokenUse, made: { council: string; administrator: NewStaff }): Promise<string | null> {
  return whole(db, async (tx) => {
    if (!(await setUp(tx, link, { kind: 'real', council: made.council }))) return null;
    const [id, council] = [await addStaff(tx, made.administrator, link.now), await councilOf(tx)];
    if (council === null) return null;
    await recordCouncil(tx, { derive, by: id }, [councilEntry(council, null), await personEntry(tx, id, null)]);
    return id;
  });
}

/** What became of a wish to make the database an invented council's. */
export type DemoSetUp = 'done' | 'link is spent' | 'database is in use';

/**
 * Makes the database an invented council's, with its invented staff. Never one that holds anything: whoever comes may
 * choose to be anybody of an invented council.
 */
export async function setUpDemo(db: Database, link: TokenUse): Promise<DemoSetUp> {
  return whole(db, async (tx) => {
    if (!(await isUnused(tx))) return 'database is in use';
    if (!(await setUp(tx, link, { kind: 'demo', council: INVENTED_COUNCIL }))) return 'link is spent';
    await seatInventedStaff(tx, link.now);
    return 'done';
  });
}

/** Whether nothing is on record; while it is found out, and until the transaction ends, no file is loaded. */
async function isUnused(tx: Database): Promise<boolean> {
  const { rows: [lock] } = await sql<{ taken: boolean }>`SELECT pg_try_advisory_xact_lock(86, 1) AS taken`.execute(tx);
  if (lock?.taken !== true) return false;
  const { rows } = await sql`SELECT FROM subject LIMIT 1`.execute(tx);
  return rows.length === 0;
}

// In one transaction with the people: the link is spent, and the database has its kind, or nothing has happened.
async function setUp(tx: Database, { token, now }: TokenUse, { kind, council }: Installation): Promise<boolean> {
  const spent = await sql`DELETE FROM set_up_link WHERE digest = ${tokenDigest(token)} RETURNING true`.execute(tx);
  if (spent.rows.length === 0) return false;
  await sql`INSERT INTO installation (kind, council, set_up_at) VALUES (${kind}, ${council}, ${now})`.execute(tx);
  return true;
}

/** Adds somebody to the staff and returns the id. Throws where the e-mail address is taken. */
export async function addStaff(db: Database, person: NewStaff, now: string): Promise<string> {
  const { name, email, role, password } = person;
  const { rows } = await sql<{ id: string }>`INSERT INTO staff (name, email, role, password, added_at)
    VALUES (${name}, ${email}, ${role}, ${password}, ${now}) RETURNING id`.execute(db);
  return rows[0]?.id ?? '';
}

/**
 * Makes a database that is nobody's yet, and holds nothing, an invented council's, with its invented staff; leaves any
 * other as it is. Returns whether it is an invented council's now.
 */
export async function openDemo(db: Database, now: string): Promise<boolean> {
  return whole(db, async (tx) => {
    const found = await installationOf(tx);
    if (found !== null) return found.kind === 'demo';
    if (!(await isUnused(tx))) return false;
    await sql`INSERT INTO installation (kind, council, set_up_at) VALUES ('demo', ${INVENTED_COUNCIL}, ${now})`.execute(tx);
    await seatInventedStaff(tx, now);
    return true;
  });
}
