// Who has what to do about restricted records. The guardian has all of it. Other managers have what was not done in time and what
// nobody can do, by its reference alone where they may not see the record; a conflict of interest keeps everything away. Of another
// guardian all are told who are named.
import { sql } from 'kysely';
import { bankHolidays } from '../calendar/bank-holidays.ts';
import { addDays, dayOfInstant } from '../calendar/day.ts';
import { calendarWith, workingDaysAfter } from '../calendar/working-days.ts';
import { mayList, noConflict } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { rolesWith } from './guardians.sql.ts';
import { isLate, type RestrictionTask } from './restriction-tasks.ts';

/** Days before the end of a naming, or of the time for a review, from which it is listed (SEC-21); and for which a new guardian is told of. */
const NOTICE_DAYS = 14;
const calendar = calendarWith(bankHolidays);

interface Row extends Omit<RestrictionTask, 'emergency' | 'appoints'> {
  readonly guards: boolean;
  readonly id: string | null;
  readonly purpose: string | null;
  readonly openedAt: string | null;
}

/** Everything that a viewer has to do about restricted records at an instant, what is due first before the rest. */
export async function restrictionTasks(db: Database, viewer: Viewer, now: string): Promise<RestrictionTask[]> {
  const today = dayOfInstant(now);
  const me = sql`${viewer.staffId}::uuid`;
  const [soon, lately] = [NOTICE_DAYS, -NOTICE_DAYS].map((days) => sql`${addDays(today, days)}::date`);
  const { rows } = await sql<Row>`
    WITH record AS (
      SELECT c.child_id, c.reference, c.surname, c.forename, r.guardian_id, review_due_on, since_on, lift_proposed_by, lift_proposed_on, guardian_named_by, guardian_named_on, r.child_id IS NOT NULL AS restricted,
        CASE WHEN guardian.disabled_at IS NULL AND guardian.role = ANY(${rolesWith('restrict-records')}::text[]) THEN guardian.name END AS guardian,
        coalesce(r.guardian_id = ${me}, false) AS guards, ${mayList(viewer, today)} AS sees
      FROM (SELECT child_id FROM restriction UNION SELECT child_id FROM emergency_access WHERE id NOT IN (SELECT access_id FROM emergency_review)) AS looked_after
      JOIN child c USING (child_id) LEFT JOIN restriction r USING (child_id) LEFT JOIN staff guardian ON guardian.id = r.guardian_id
      WHERE ${noConflict(me)}
    ), task AS (
      SELECT 'review' AS kind, child_id, review_due_on AS due_on, NULL::text AS person, NULL::uuid AS id, NULL::text AS purpose, NULL::timestamptz AS opened_at FROM record WHERE restricted AND (review_due_on < ${today}::date OR (sees AND review_due_on <= ${soon}))
      UNION ALL SELECT 'guardian', child_id, since_on, NULL, NULL, NULL, NULL FROM record WHERE restricted AND guardian IS NULL
      UNION ALL SELECT 'naming', child_id, until_on, staff.name, NULL, NULL, NULL FROM record JOIN restricted_to n USING (child_id) JOIN staff ON staff.id = n.staff_id WHERE sees AND until_on BETWEEN ${today}::date AND ${soon}
      UNION ALL SELECT 'lift', child_id, lift_proposed_on, staff.name, NULL, NULL, NULL FROM record LEFT JOIN staff ON staff.id::text = lift_proposed_by WHERE sees AND lift_proposed_by <> ${viewer.staffId}
      UNION ALL SELECT 'appointed', child_id, guardian_named_on, staff.name, NULL, NULL, NULL FROM record LEFT JOIN staff ON staff.id::text = guardian_named_by WHERE sees AND guardian_named_on >= ${lately} AND guardian_named_by <> ${viewer.staffId}
      UNION ALL SELECT 'emergency', child_id, NULL, staff.name, e.id, purpose, opened_at
        FROM record JOIN emergency_access e USING (child_id) JOIN staff ON staff.id = e.staff_id WHERE e.staff_id <> ${me} AND NOT EXISTS (SELECT FROM emergency_review WHERE access_id = e.id)
    )
    SELECT kind, child_id AS "childId", reference, surname, forename, sees, guards, guardian, due_on AS "dueOn", person, id, purpose, opened_at AS "openedAt" FROM task JOIN record USING (child_id)
    WHERE kind = 'appointed' OR ${viewer.rights.has('restrict-records')}`.execute(db);
  return rows.map((row) => taskOf(viewer, row)).filter((task) => task.kind !== 'emergency' || task.guards || task.guardian === null || isLate(task, today))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/**
 * How many reviews of restrictions are overdue (SEC-22): those that `restrictionTasks` lists as overdue for whoever looks after restricted
 * records. A conflict of interest keeps a record out of the number too: beside a list of fewer it would tell that there is one.
 */
export async function overdueReviews(db: Database, { staffId }: Viewer, now: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM restriction JOIN child c USING (child_id)
    WHERE review_due_on < ${dayOfInstant(now)}::date AND ${noConflict(sql`${staffId}::uuid`)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** An emergency access is looked into on the next working day: SEC-25. */
function taskOf({ rights }: Viewer, { id, purpose, openedAt, ...row }: Row): RestrictionTask & { guards: boolean } {
  const appoints = row.kind === 'guardian' && !row.sees && rights.has('appoint-guardians');
  if (openedAt === null || id === null) return { ...row, appoints, emergency: null };
  return { ...row, appoints, dueOn: workingDaysAfter(dayOfInstant(openedAt), 1, calendar), emergency: { id, purpose: purpose ?? '' } };
}

const order: readonly RestrictionTask['kind'][] = ['emergency', 'lift', 'guardian', 'review', 'naming', 'appointed'];
