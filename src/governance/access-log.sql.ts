// The reports of the access log (AUD-08): who looked at a child, what somebody looked at, what was refused, who looked without
// working on the case, and at children with their own surname.
import { type RawBuilder, sql } from 'kysely';
import { mayAudit, maySee } from '../casework/may-see.sql.ts';
import { teamOf } from '../casework/team-of-case.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';

/** What can be asked of the log besides who looked and at whom (AUD-08). */
export const LOG_REPORTS = {
  'refused': 'Only what was refused',
  'no-relation': 'Cases opened by people who do not work on them',
  'surname': 'Children with the surname of whoever looked',
} as const;

/** Which entries: of a member of staff, about a child, of one report; each that is null leaves all. */
export interface LogQuestion {
  readonly staffId: string | null;
  readonly child: string | null;
  readonly report: keyof typeof LOG_REPORTS | null;
  /** Only entries before this one. */
  readonly before: number | null;
  /** The instant of asking: whose records are closed to whoever asks changes. */
  readonly now: string;
}

/** One entry of the access log. */
export interface LogEntry {
  readonly id: number;
  readonly seenAt: string;
  /** Name of the member of staff, or the operator named to the command line. */
  readonly viewer: string;
  readonly what: string;
  readonly route: string;
  readonly criteria: string | null;
  /** How many children were shown, and the first of them. */
  readonly count: number;
  readonly children: readonly { readonly id: string; readonly reference: string | null; readonly closed: boolean }[];
}

const MOST_NAMED = 3;

/** Entries of the access log, the latest first, at most `most`. Of records of which the log does not tell `viewer` there is no reference, and of closed ones not what was typed to find them. */
export async function accessLog(db: Database, viewer: Viewer, question: LogQuestion, most: number): Promise<LogEntry[]> {
  const [sees, told] = [maySee(viewer, question.now), mayAudit(viewer, question.now)];
  const { rows } = await sql<LogEntry>`
    SELECT v.id, seen_at AS "seenAt", coalesce(staff.name, v.viewer) AS viewer, what, route,
      CASE WHEN criteria IS NULL OR NOT EXISTS (SELECT FROM access_child c WHERE view_id = v.id AND NOT ${sees}) THEN criteria END AS criteria,
      (SELECT count(*)::int FROM access_child WHERE view_id = v.id) AS count,
      (SELECT coalesce(json_agg(json_build_object('id', c.child_id, 'reference', CASE WHEN ${told} THEN reference END, 'closed', NOT ${told})), '[]')
        FROM (SELECT child_id FROM access_child WHERE view_id = v.id ORDER BY child_id IS DISTINCT FROM ${question.child}::uuid, child_id LIMIT ${MOST_NAMED}) AS c
        LEFT JOIN child USING (child_id)) AS children
    FROM access_view AS v LEFT JOIN staff ON staff.id::text = v.viewer
    WHERE ${matching(question, sees)} ORDER BY v.id DESC LIMIT ${most}`.execute(db);
  return rows;
}

const ofChildShown = (condition: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`EXISTS (SELECT FROM access_child shown JOIN child c USING (child_id) WHERE shown.view_id = v.id AND ${condition})`;

// As things stand now: the case is not theirs nor their team's, no advice was ever asked of their service, and they recorded nothing in it.
const noRelation = sql`c.caseworker_id IS DISTINCT FROM staff.id AND NOT coalesce(staff.team_id = ${teamOf('c')}, false)
  AND NOT EXISTS (SELECT FROM advice_request WHERE advice_request.child_id = c.child_id AND advice_request.body = staff.service)
  AND NOT EXISTS (SELECT FROM history WHERE subject_kind = 'child' AND subject_id = c.child_id AND recorded_by = staff.id::text)`;

// The last word of a name is taken for the surname, and each part of a double one counts.
const partsOf = (name: RawBuilder<unknown>): RawBuilder<unknown> => sql`array_remove(regexp_split_to_array(lower(unaccent(${name})), '[^a-z]+'), '')`;
const sameSurname = sql`${partsOf(sql`c.surname`)} && ${partsOf(sql`substring(staff.name FROM '[^ ]+$')`)}`;

// To be in the report of surnames would tell the surname of a closed record.
const reports: Readonly<Record<keyof typeof LOG_REPORTS, (sees: RawBuilder<boolean>) => RawBuilder<unknown>>> = {
  'refused': () => sql`what LIKE '%refused'`,
  'no-relation': () => sql`what LIKE 'case%' AND ${ofChildShown(noRelation)}`,
  'surname': (sees) => ofChildShown(sql`${sameSurname} AND ${sees}`),
};

function matching({ staffId, child, report, before }: LogQuestion, sees: RawBuilder<boolean>): RawBuilder<unknown> {
  const conditions = [
    ...(staffId === null ? [] : [sql`v.viewer = ${staffId}`]), ...(report === null ? [] : [reports[report](sees)]), ...(before === null ? [] : [sql`v.id < ${before}`]),
    ...(child === null ? [] : [sql`v.id IN (SELECT view_id FROM access_child WHERE child_id = ${child}::uuid)`]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

/** The child with this reference, where the log tells `viewer` of them; else null. */
export async function childInLog(db: Database, viewer: Viewer, reference: string, now: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`SELECT c.child_id AS id FROM child c WHERE reference = ${reference} AND ${mayAudit(viewer, now)}`.execute(db);
  return rows[0]?.id ?? null;
}

/** Everybody whose looks can be asked for, by name. */
export async function everybody(db: Database): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`SELECT id, name FROM staff ORDER BY name COLLATE names, id`.execute(db);
  return rows;
}
