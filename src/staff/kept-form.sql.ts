import { sql } from 'kysely';
import { enterChange } from '../casework/change-entry.sql.ts';
import type { Database } from '../platform/database.ts';
import { tokenDigest, type TokenUse } from './digests.ts';

/** A form as it was sent: where to, and what was typed. */
export interface KeptForm {
  readonly address: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const SECRET = ['password', 'code', 'proof'];

/**
 * Keeps a form that came with the token of a sign-in, open or over, for its holder. Returns whether it is kept: not where
 * the token is of no sign-in (it was signed out, or ended by somebody), nor a form with a password or code.
 */
export async function keepFormOfSignIn(db: Database, { token, now }: TokenUse, form: KeptForm): Promise<boolean> {
  const { rows } = await sql<{ staffId: string }>`SELECT staff_id AS "staffId" FROM sign_in WHERE digest = ${tokenDigest(token)}`.execute(db);
  return rows[0] !== undefined && keepFormOf(db, rows[0].staffId, form, now);
}

/** Keeps a form for somebody, in place of any before it. Returns whether it is kept: not one with a password or code. */
export async function keepFormOf(db: Database, staffId: string, { address, fields }: KeptForm, now: string): Promise<boolean> {
  if (Object.keys(fields).some((name) => SECRET.includes(name))) return false;
  await enterChange(db, { staffId }, keeping(staffId), (tx) => sql`INSERT INTO kept_form (staff_id, address, fields, kept_at) VALUES (${staffId}, ${address}, ${JSON.stringify(fields)}::json, ${now})
    ON CONFLICT (staff_id) DO UPDATE SET address = excluded.address, fields = excluded.fields, kept_at = excluded.kept_at`.execute(tx));
  return true;
}

/** The form kept for somebody in the last hour; null where there is none. What was kept longer, for anybody, goes. */
export async function keptFormOf(db: Database, staffId: string, now: string): Promise<KeptForm | null> {
  await sql`DELETE FROM kept_form WHERE kept_at < ${now}::timestamptz - interval '1 hour'`.execute(db);
  const { rows } = await sql<KeptForm>`SELECT address, fields FROM kept_form WHERE staff_id = ${staffId}`.execute(db);
  return rows[0] ?? null;
}

/** Throws the form kept for somebody away. */
export async function discardForm(db: Database, staffId: string): Promise<void> {
  await enterChange(db, { staffId }, keeping(staffId), (tx) => sql`DELETE FROM kept_form WHERE staff_id = ${staffId}`.execute(tx));
}

// Neither the address nor what was typed: both may be about a child.
const keeping = (staffId: string): Parameters<typeof enterChange>[2] => ({ what: 'form kept', route: 'POST /kept-form', whose: staffId, of: sql`SELECT kept_at AS "kept at" FROM kept_form WHERE staff_id = ${staffId}` });
