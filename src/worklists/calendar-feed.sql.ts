import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Cell } from '../case-history/derived-table.ts';
import { enterChange } from '../casework/change-entry.sql.ts';
import { mayList } from '../casework/may-see.sql.ts';
import { type Duty, dutyOf } from '../children/duty.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { isRunning, legalDuty } from './running.sql.ts';

/** Makes a new secret address of a viewer's calendar, of which `digest` is kept; null turns the calendar off. */
export async function setFeed(db: Database, viewer: Viewer, digest: Buffer | null, now: string): Promise<void> {
  const own = sql`staff_id = ${viewer.staffId}::uuid`;
  const note = { what: 'calendar', route: 'POST /alerts/mail', whose: viewer.staffId, of: sql`SELECT 'an address of ' || made_at AS "with", left(encode(digest, 'hex'), 8) AS digest FROM calendar_feed WHERE ${own}` };
  await enterChange(db, viewer, note, async (tx) => {
    await sql`DELETE FROM calendar_feed WHERE ${own}`.execute(tx);
    if (digest !== null) await sql`INSERT INTO calendar_feed (staff_id, digest, made_at) VALUES (${viewer.staffId}::uuid, ${digest}, ${now})
      ON CONFLICT (staff_id) DO UPDATE SET digest = excluded.digest, made_at = excluded.made_at, seen_on = NULL`.execute(tx);
  });
}

/** Since when a viewer's calendar has its address; null where it is off. */
export async function feedSince(db: Database, viewer: Viewer): Promise<string | null> {
  const { rows } = await sql<{ madeAt: string }>`SELECT made_at AS "madeAt" FROM calendar_feed WHERE staff_id = ${viewer.staffId}::uuid`.execute(db);
  return rows[0]?.madeAt ?? null;
}

/** Whose calendar is read; `first`: for the first time that day. */
interface FeedOwner {
  readonly staffId: string;
  readonly role: string;
  readonly teamId: string | null;
  readonly first: boolean;
}

/** Whose calendar a secret address is, and whether it is read for the first time today, which is noted; null for nobody's. */
export async function openFeed(db: Database, digest: Buffer, today: Day): Promise<FeedOwner | null> {
  const { rows } = await sql<FeedOwner>`
    WITH found AS (SELECT staff_id, role, team_id, seen_on IS DISTINCT FROM ${today}::date AS first FROM calendar_feed JOIN staff ON staff.id = staff_id WHERE digest = ${digest} AND disabled_at IS NULL),
      noted AS (UPDATE calendar_feed SET seen_on = ${today} FROM found WHERE calendar_feed.staff_id = found.staff_id AND first)
    SELECT staff_id AS "staffId", role, team_id AS "teamId", first FROM found`.execute(db);
  return rows[0] ?? null;
}

/** A legal duty of one of somebody's cases. */
export interface OwnDate {
  readonly childId: string;
  readonly reference: string;
  readonly date: Duty;
}

/** The legal duties that run in the cases allocated to a viewer, by day. */
export async function ownDates(db: Database, viewer: Viewer, today: Day): Promise<OwnDate[]> {
  const { rows } = await sql<{ childId: string; reference: string } & Record<string, Cell>>`
    SELECT c.child_id AS "childId", c.reference, d.* FROM child c JOIN deadline d USING (child_id)
    WHERE c.caseworker_id = ${viewer.staffId}::uuid AND ${mayList(viewer, today)} AND ${legalDuty} AND ${isRunning(today)} ORDER BY due_on, reference, deadline_no`.execute(db);
  return rows.map((row) => ({ childId: row.childId, reference: row.reference, date: dutyOf(row) }));
}
