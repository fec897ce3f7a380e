import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import { enterChange } from '../casework/change-entry.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';

/** Somebody who wants the daily e-mail. */
export interface DigestReader {
  readonly staffId: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly teamId: string | null;
}

/** Who wants the daily e-mail and has not had that of this day. */
export async function digestReaders(db: Database, day: Day): Promise<DigestReader[]> {
  const { rows } = await sql<DigestReader>`SELECT staff.id AS "staffId", name, email, role, team_id AS "teamId" FROM digest_choice JOIN staff ON staff.id = digest_choice.staff_id
    WHERE disabled_at IS NULL AND NOT EXISTS (SELECT FROM digest_mail WHERE digest_mail.staff_id = staff.id AND digest_mail.day = ${day} AND state <> 'not-sent') ORDER BY staff.id`.execute(db);
  return rows;
}

/** Claims the e-mail of a person and day before it is sent. False where somebody has claimed it: then it is not to be sent. */
export async function claimDigest(db: Database, staffId: string, day: Day, now: string): Promise<boolean> {
  const { rows } = await sql`INSERT INTO digest_mail (staff_id, day, state, claimed_at) VALUES (${staffId}::uuid, ${day}, 'sending', ${now})
    ON CONFLICT (staff_id, day) DO UPDATE SET state = 'sending', claimed_at = excluded.claimed_at WHERE digest_mail.state = 'not-sent' RETURNING day`.execute(db);
  return rows.length > 0;
}

/** Notes what became of a claimed e-mail. One of which nothing is known stays claimed. */
export async function noteDigest(db: Database, staffId: string, day: Day, state: 'sent' | 'not-sent'): Promise<void> {
  await sql`UPDATE digest_mail SET state = ${state} WHERE staff_id = ${staffId}::uuid AND day = ${day}`.execute(db);
}

/** Whether a viewer wants the daily e-mail. */
export async function wantsDigest(db: Database, viewer: Viewer): Promise<boolean> {
  const { rows } = await sql`SELECT FROM digest_choice WHERE staff_id = ${viewer.staffId}::uuid`.execute(db);
  return rows.length > 0;
}

/** Lets the daily e-mail come, or stops it. */
export async function chooseDigest(db: Database, viewer: Viewer, wanted: boolean, now: string): Promise<void> {
  const own = sql`staff_id = ${viewer.staffId}::uuid`;
  await enterChange(db, viewer, { what: 'daily e-mail', route: 'POST /alerts/mail', whose: viewer.staffId, of: sql`SELECT chosen_at AS "wanted since" FROM digest_choice WHERE ${own}` }, (tx) => (wanted
    ? sql`INSERT INTO digest_choice (staff_id, chosen_at) VALUES (${viewer.staffId}::uuid, ${now}) ON CONFLICT DO NOTHING` : sql`DELETE FROM digest_choice WHERE ${own}`).execute(tx));
}
