// The reports of the access log besides who looked and at whom (AUD-08), each a condition on an entry `v` and on who looked, `staff`.
import { type RawBuilder, sql } from 'kysely';
import { nameWordsOf } from '../case-history/identity.ts';
import { goingOn, maySee, recordsOf } from '../casework/may-see.sql.ts';
import { teamOf } from '../casework/team-of-case.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';

/** What can be asked of the log, in the words of its page. */
export const LOG_REPORTS = {
  'refused': 'Only what was refused',
  'emergency': 'Emergency access to restricted records',
  'no-relation': 'Cases opened by people who do not work on them',
  'surname': 'Children with the surname of whoever looked',
} as const;

export type LogReport = keyof typeof LOG_REPORTS;

/** How many days back those reports may go that look at each entry with what is on record of the child. */
export const DAYS_BACK = [30, 90, 365] as const;

/** Whether a report is one of those. */
export const searchesDays = (report: LogReport | null): boolean => report === 'no-relation' || report === 'surname';

/** Who asks for a report, when, and of whom: a member of staff, or null for all. */
export interface Reporting {
  readonly viewer: Viewer;
  readonly now: string;
  readonly staffId: string | null;
  readonly days: number;
}

/** The children shown by an entry `v`: of a record that went into another one, that one. */
export const shownBy = goingOn(sql`(SELECT child_id AS given FROM access_child WHERE view_id = v.id) AS shown`);

// As things stand now: the case is not theirs nor their team's, no advice was ever asked of their service, and they recorded nothing in it.
const noRelation = sql`c.caseworker_id IS DISTINCT FROM staff.id AND NOT coalesce(staff.team_id = ${teamOf('c')}, false)
  AND NOT EXISTS (SELECT FROM advice_request WHERE advice_request.child_id = c.child_id AND advice_request.body = staff.service)
  AND NOT EXISTS (SELECT FROM history WHERE subject_kind = 'child' AND subject_id = ANY(${recordsOf(sql`c.child_id`)}) AND recorded_by = staff.id::text)`;

/** The condition that a report comes to. */
export async function conditionOf(db: Database, report: LogReport, reporting: Reporting): Promise<RawBuilder<unknown>> {
  if (report === 'refused') return sql`what LIKE '%refused'`;
  // The opening, each look while it lasts, what was refused, and the looking into it afterwards.
  if (report === 'emergency') return sql`what LIKE '%emergency%'`;
  const since = sql`${reporting.now}::timestamptz - make_interval(days => ${reporting.days})`;
  // By id as well, in whose order the log is read: so the reading ends where the days do.
  const within = sql`v.seen_at >= ${since} AND v.id >= (SELECT id FROM access_view WHERE seen_at >= ${since} ORDER BY seen_at LIMIT 1)`;
  if (report === 'no-relation') return sql`${within} AND what LIKE 'case%' AND EXISTS (SELECT FROM (SELECT child.* FROM ${shownBy} JOIN child USING (child_id)) AS c WHERE ${noRelation})`;
  const { people, records } = await namesakes(db, reporting);
  return sql`${within} AND v.id IN (SELECT view_id FROM unnest(${people}::text[], ${records}::uuid[]) AS kin (person, record)
    JOIN access_child ON child_id = record JOIN access_view looked ON looked.id = view_id AND looked.viewer = person)`;
}

interface Namesake { readonly person: string; readonly surname: string | null; readonly records: string[] }

/**
 * Staff beside the records of children who have a part of their surname, which is the last word of a name. Names are compared as
 * search compares them. Of records that the viewer may not see there are none: to be in the report would tell the surname.
 */
async function namesakes(db: Database, { viewer, now, staffId }: Reporting): Promise<{ people: string[]; records: string[] }> {
  const { rows: staff } = await sql<{ id: string; surname: string }>`SELECT id::text, substring(name FROM '[^ ]+$') AS surname FROM staff WHERE ${staffId}::text IS NULL OR id::text = ${staffId}`.execute(db);
  const words = new Map(staff.map(({ id, surname }) => [id, nameWordsOf(surname)]));
  const asked = [...words].flatMap(([id, held]) => held.map((word) => ({ id, word })));
  const { rows } = await sql<Namesake>`
    SELECT DISTINCT person, surname, ${recordsOf(sql`c.child_id`)} AS records
    FROM unnest(${asked.map(({ id }) => id)}::text[], ${asked.map(({ word }) => word)}::text[]) AS kin (person, word) JOIN name_word USING (word) JOIN child c USING (child_id)
    WHERE ${maySee(viewer, now)}`.execute(db);
  const pairs = rows.filter(({ person, surname }) => nameWordsOf(surname).some((word) => words.get(person)?.includes(word) === true))
    .flatMap(({ person, records }) => records.map((record) => ({ person, record })));
  return { people: pairs.map(({ person }) => person), records: pairs.map(({ record }) => record) };
}
