import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { EmergencyAccess } from './emergency.ts';

/** Until when a viewer sees this record because they opened it in an emergency (SEC-25); null where they do not. */
export async function emergencyEnd(db: Database, { staffId }: Viewer, child: string, now: string): Promise<string | null> {
  const { rows } = await sql<{ until: string | null }>`SELECT max(ends_at) AS until FROM emergency_access
    WHERE staff_id::text = ${staffId} AND child_id = ${child}::uuid AND opened_at <= ${now} AND ends_at > ${now}`.execute(db);
  return rows[0]?.until ?? null;
}

/** Whether a viewer is of the team on duty out of hours, whose members need not say why they open a restricted record (SEC-26). */
export async function hasStandingAccess(db: Database, { teamId }: Viewer): Promise<boolean> {
  const { rows } = await sql`SELECT FROM installation JOIN team ON team.id = out_of_hours_team WHERE team.id = ${teamId}::uuid AND ended_at IS NULL`.execute(db);
  return rows.length > 0;
}

/** Why a record is opened, as it came with the form that has this id. */
export interface Opening {
  readonly id: string;
  readonly child: string;
  readonly purpose: string;
  readonly reason: string;
}

/** Opens a record for four hours from `now`: once for each id. */
export async function openInEmergency(db: Database, { staffId }: Viewer, { id, child, purpose, reason }: Opening, now: string): Promise<void> {
  await sql`INSERT INTO emergency_access (id, staff_id, child_id, reason, purpose, opened_at, ends_at)
    VALUES (${id}::uuid, ${staffId}::uuid, ${child}::uuid, ${reason}, ${purpose}, ${now}, ${now}::timestamptz + interval '4 hours') ON CONFLICT (id) DO NOTHING`.execute(db);
}

/** The record that a viewer has opened with the form of this id; null where none. */
export async function openedWith(db: Database, { staffId }: Viewer, id: string): Promise<string | null> {
  const { rows } = await sql<{ child: string }>`SELECT child_id AS child FROM emergency_access WHERE id = ${id}::uuid AND staff_id = ${staffId}::uuid`.execute(db);
  return rows[0]?.child ?? null;
}

/** Every time that a record was opened in an emergency, the latest first. */
export async function emergenciesOf(db: Database, _viewer: Viewer, child: string): Promise<EmergencyAccess[]> {
  const { rows } = await sql<EmergencyAccess>`
    SELECT e.id, e.staff_id AS "staffId", staff.name AS staff, purpose, e.reason, opened_at AS "openedAt", ends_at AS "endsAt",
      CASE WHEN r.access_id IS NOT NULL THEN json_build_object('finding', finding, 'note', note, 'by', reviewer.name,
        'on', to_char(reviewed_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD')) END AS review
    FROM emergency_access e JOIN staff ON staff.id = e.staff_id LEFT JOIN emergency_review r ON r.access_id = e.id LEFT JOIN staff reviewer ON reviewer.id = reviewed_by
    WHERE child_id = ${child}::uuid ORDER BY opened_at DESC, e.id`.execute(db);
  return rows;
}

/** What was found about an emergency access, once and for all. False where somebody has said so before. */
export async function reviewEmergency(db: Database, { staffId }: Viewer, found: { readonly id: string; readonly finding: string; readonly note: string }, now: string): Promise<boolean> {
  const { rows } = await sql`INSERT INTO emergency_review (access_id, reviewed_by, reviewed_at, finding, note)
    VALUES (${found.id}::uuid, ${staffId}::uuid, ${now}, ${found.finding}, ${found.note}) ON CONFLICT DO NOTHING RETURNING access_id`.execute(db);
  return rows.length > 0;
}
