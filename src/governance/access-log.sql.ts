// The access log as those read it who may (AUD-08): who looked at a child, what somebody looked at, and the reports. A record that
// went into another one is as open as that one (SEC-24), and counts as it.
import { type RawBuilder, sql } from 'kysely';
import { goingOn, mayAudit, maySee, recordsOf } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { conditionOf, type LogReport, shownBy } from './access-log-reports.sql.ts';

/** Which entries: of a member of staff, about a child, of one report; each that is null leaves all. */
export interface LogQuestion {
  readonly staffId: string | null;
  readonly child: string | null;
  readonly report: LogReport | null;
  /** How far back the reports go that look at each entry. */
  readonly days: number;
  /** Only entries made before this instant. */
  readonly until: string | null;
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
  /** What was typed or changed. */
  readonly criteria: string | null;
  /** Whether it was lawfully disposed of. */
  readonly disposed: boolean;
  /** How many children were shown, and the first of them. */
  readonly count: number;
  readonly children: readonly { readonly id: string; readonly reference: string | null; readonly closed: boolean }[];
}

const MOST_NAMED = 3;

const TYPED = sql`coalesce(typed.text, criteria)`;

// How many children an entry `v` shows. An export shows a hundred thousand: they are counted from an index, less the few records that have gone into another one that is shown with them.
const countShown = sql`((SELECT count(*) FROM access_child WHERE view_id = v.id)
  - (SELECT count(*) - count(DISTINCT j.child_id) FILTER (WHERE NOT EXISTS (SELECT FROM access_child other WHERE other.view_id = v.id AND other.child_id = j.child_id))
    FROM derived.joined_record j JOIN access_child gone ON gone.view_id = v.id AND gone.child_id = j.record_id))::int`;

// Enough of the records that an entry `v` shows to name some: those of the child who was asked for, and the first ones.
const firstShown = (child: string | null): RawBuilder<unknown> => sql`(SELECT child_id AS given FROM access_child WHERE view_id = v.id AND child_id = ANY(${recordsOf(sql`${child}::uuid`)})
  UNION (SELECT child_id FROM access_child WHERE view_id = v.id ORDER BY child_id LIMIT ${MOST_NAMED})) AS first_shown`;

/** Entries of the access log, the latest first, at most `most`. Of records of which the log does not tell `viewer` there is no reference, and of closed ones not what was typed to find them. */
export async function accessLog(db: Database, viewer: Viewer, question: LogQuestion, most: number): Promise<LogEntry[]> {
  const [sees, told] = [maySee(viewer, question.now), mayAudit(viewer, question.now)];
  const { rows } = await sql<LogEntry>`
    SELECT v.id, seen_at AS "seenAt", coalesce(staff.name, v.viewer) AS viewer, what, route,
      CASE WHEN ${TYPED} IS NULL OR NOT EXISTS (SELECT FROM ${shownBy} WHERE NOT ${sees}) THEN ${TYPED} END AS criteria, commitment IS NOT NULL AND typed.text IS NULL AS disposed,
      ${countShown} AS count,
      (SELECT coalesce(json_agg(json_build_object('id', c.child_id, 'reference', CASE WHEN ${told} THEN reference END, 'closed', NOT ${told}) ORDER BY place), '[]')
        FROM (SELECT child_id, row_number() OVER (ORDER BY child_id IS DISTINCT FROM ${question.child}::uuid, child_id) AS place FROM ${goingOn(firstShown(question.child))} GROUP BY child_id ORDER BY place LIMIT ${MOST_NAMED}) AS c
        LEFT JOIN child USING (child_id)) AS children
    FROM access_view AS v LEFT JOIN access_content AS typed ON typed.view_id = v.id LEFT JOIN staff ON staff.id::text = v.viewer
    WHERE ${await matching(db, viewer, question)} ORDER BY v.id DESC LIMIT ${most}`.execute(db);
  return rows;
}

async function matching(db: Database, viewer: Viewer, { staffId, child, report, days, until, before, now }: LogQuestion): Promise<RawBuilder<unknown>> {
  const conditions = [
    ...(staffId === null ? [] : [sql`v.viewer = ${staffId}`]), ...(report === null ? [] : [await conditionOf(db, report, { viewer, now, staffId, days })]), ...(before === null ? [] : [sql`v.id < ${before}`]), ...(until === null ? [] : [madeBefore(until)]),
    ...(child === null ? [] : [sql`v.id IN (SELECT view_id FROM access_child WHERE child_id = ANY(${recordsOf(sql`${child}::uuid`)}))`]),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

// By id as well, in whose order the log is read: so the reading begins there. Entries that are made at once may get their ids in another order than their instants.
const madeBefore = (until: string): RawBuilder<unknown> => sql`v.seen_at < ${until}
  AND v.id <= (SELECT max(id) FROM (SELECT id FROM access_view WHERE seen_at < ${until} ORDER BY seen_at DESC LIMIT 1000) AS latest)`;

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
