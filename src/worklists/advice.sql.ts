import { sql } from 'kysely';
import { addDays, type Day } from '../calendar/day.ts';
import { enterChange } from '../casework/change-entry.sql.ts';
import { mayList } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { isExcused, isRunning } from './running.sql.ts';
import { NEXT_DAYS } from './views.ts';

/** Advice that was asked for and has not come. */
export interface AskedAdvice {
  readonly childId: string;
  readonly reference: string;
  readonly surname: string | null;
  readonly forename: string | null;
  readonly birthOn: Day | null;
  readonly requestedOn: Day | null;
  /** Null where no day can be given. */
  readonly dueOn: Day | null;
  /** An exception is recorded for it. */
  readonly excused: boolean;
  readonly caseworker: string | null;
}

/** The service (a code of `adviceBodies`) that a viewer belongs to; null for those who belong to none. */
export async function serviceOf(db: Database, viewer: Viewer): Promise<string | null> {
  const { rows } = await sql<{ service: string | null }>`SELECT service FROM staff WHERE id = ${viewer.staffId}::uuid`.execute(db);
  return rows[0]?.service ?? null;
}

/** Advice asked of a service in assessments that are open, by due day, those overdue first and those excused last. */
export async function adviceAsked(db: Database, viewer: Viewer, service: string, today: Day): Promise<AskedAdvice[]> {
  const { rows } = await sql<AskedAdvice>`
    SELECT c.child_id AS "childId", reference, surname, forename, birth_on AS "birthOn", a.requested_on AS "requestedOn", d.due_on AS "dueOn", coalesce(d.excused, false) AS excused, staff.name AS caseworker
    FROM advice_request a JOIN request r USING (child_id, request_no) JOIN child c USING (child_id) LEFT JOIN staff ON staff.id = c.caseworker_id
    LEFT JOIN LATERAL (
      SELECT due_on, ${isExcused(today)} AS excused FROM deadline
      WHERE deadline.child_id = a.child_id AND code = 'NA.ADVICE' AND body = a.body AND episode_no = a.request_no AND ${isRunning(today)}
      ORDER BY due_on LIMIT 1
    ) d ON true
    WHERE a.body = ${service} AND a.received_on IS NULL AND NOT r.ended AND ${mayList(viewer, today)}
    ORDER BY excused, due_on NULLS LAST, surname COLLATE names, forename COLLATE names, reference`.execute(db);
  return rows;
}

/** How much advice a service says that it can give in a week; null where it has not said. */
export async function capacityOf(db: Database, service: string): Promise<number | null> {
  const { rows } = await sql<{ perWeek: number }>`SELECT per_week AS "perWeek" FROM advice_capacity WHERE service = ${service}`.execute(db);
  return rows[0]?.perWeek ?? null;
}

/** Sets how much advice a service can give in a week. */
export async function setCapacity(db: Database, viewer: Viewer, service: string, set: { readonly perWeek: number; readonly now: string }): Promise<void> {
  const note = { what: 'advice that a service can give', route: 'POST /advice', whose: service, of: sql`SELECT service, per_week AS "a week" FROM advice_capacity WHERE service = ${service}` };
  await enterChange(db, viewer, note, (tx) => sql`INSERT INTO advice_capacity (service, per_week, set_by, set_at) VALUES (${service}, ${set.perWeek}, ${viewer.staffId}::uuid, ${set.now})
    ON CONFLICT (service) DO UPDATE SET per_week = excluded.per_week, set_by = excluded.set_by, set_at = excluded.set_at`.execute(tx));
}

/** How much advice of a viewer's service is overdue or due within a week; null for those who belong to no service. */
export async function countAdviceDue(db: Database, viewer: Viewer, today: Day): Promise<number | null> {
  const service = await serviceOf(db, viewer);
  if (service === null) return null;
  return (await adviceAsked(db, viewer, service, today)).filter((one) => isDueSoon(one, today)).length;
}

/** Whether advice is overdue or due within a week, and not excused. */
export function isDueSoon({ dueOn, excused }: Pick<AskedAdvice, 'dueOn' | 'excused'>, today: Day): boolean {
  return dueOn !== null && dueOn <= addDays(today, NEXT_DAYS) && !excused;
}
