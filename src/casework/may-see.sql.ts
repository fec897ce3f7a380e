// Which records of children a viewer may see, and record in: the one place that decides. It asks the live tables by name,
// so that it answers for this moment also in a question about the record as known before (SEC-06, SEC-12).
import { type RawBuilder, sql } from 'kysely';
import { type Day, dayOfInstant } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { teamOf } from './team-of-case.sql.ts';

type Fragment = RawBuilder<unknown>;
type Condition = RawBuilder<boolean>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** How somebody can stand to a record: the relations of the table of rights, each a condition on `live`, the child as it is now. */
const relations: Readonly<Record<string, (viewer: Viewer) => Condition>> = {
  'own-caseload': ({ staffId }) => sql`(live.caseworker_id = ${staffId}::uuid OR EXISTS (
    SELECT FROM derived.advice_request asked JOIN derived.request USING (child_id, request_no)
    WHERE asked.child_id = live.child_id AND asked.body = (SELECT service FROM staff WHERE id = ${staffId}::uuid) AND NOT request.ended))`,
  'own-team': ({ teamId }) => sql`((live.team_id IS NULL AND live.caseworker_id IS NULL)
    OR ${teamOf('live')} = ${teamId}::uuid)`,
  'other-team': ({ teamId }) => sql`(live.team_id IS NOT NULL OR live.caseworker_id IS NOT NULL)
    AND ${teamOf('live')} IS DISTINCT FROM ${teamId}::uuid`,
};

// Those who reach every relation, as most do, ask nothing of it.
function stands(viewer: Viewer, among: ReadonlySet<string>): Condition {
  const names = Object.keys(relations);
  if (names.every((name) => among.has(name))) return sql<boolean>`true`;
  const held = names.filter((name) => among.has(name)).map((name) => relations[name]?.(viewer) ?? sql`false`);
  if (held.length === 0) return sql<boolean>`false`;
  return sql<boolean>`EXISTS (SELECT FROM derived.child live WHERE live.child_id = c.child_id AND (${sql.join(held, sql` OR `)}))`;
}

/** The records of `child c` in which the member of staff `who` has no conflict of interest. */
export function noConflict(who: Fragment): Condition {
  return sql<boolean>`NOT EXISTS (SELECT FROM derived.conflict WHERE conflict.child_id = c.child_id AND conflict.staff_id = ${who})`;
}

/**
 * The records of `child c` that no restriction closes to the member of staff `who` on a day: not restricted, or they are its
 * guardian, or named and their time has not run out; or `otherwise`, beside a row of `restriction`.
 */
export function unrestricted(who: Fragment, today: Day, otherwise: Condition = sql<boolean>`false`): Condition {
  return sql<boolean>`NOT EXISTS (SELECT FROM derived.restriction WHERE restriction.child_id = c.child_id AND restriction.guardian_id IS DISTINCT FROM ${who}
    AND NOT EXISTS (SELECT FROM derived.restricted_to named WHERE named.child_id = restriction.child_id AND named.staff_id = ${who} AND named.until_on >= ${today}::date)
    AND NOT ${otherwise})`;
}

function reaches(viewer: Viewer, among: ReadonlySet<string>, open: { readonly today: Day; readonly otherwise?: Condition }): Condition {
  if (viewer.operator === true) return sql<boolean>`true`;
  if (!UUID.test(viewer.staffId)) return sql<boolean>`false`;
  const me = sql`${viewer.staffId}::uuid`;
  return sql<boolean>`(${stands(viewer, among)} AND ${noConflict(me)} AND ${unrestricted(me, open.today, open.otherwise)})`;
}

// Beside a row of `restriction`.
const inEmergency = ({ staffId }: Viewer, now: string): Condition => sql<boolean>`EXISTS (SELECT FROM emergency_access e
  WHERE e.staff_id = ${staffId}::uuid AND e.child_id = restriction.child_id AND e.opened_at <= ${now}::timestamptz AND e.ends_at > ${now}::timestamptz)`;

/**
 * The records of `child c` (of which it needs `child_id` alone) that `viewer` may see at the instant `now`: cases of those
 * who stand to them so are seen by their role, they have no conflict of interest, and the record is not restricted, or they
 * are its guardian, or are named to it and their time has not run out, or have opened it in an emergency that is not over.
 */
export function maySee(viewer: Viewer, now: string): Condition {
  return reaches(viewer, viewer.sees, { today: dayOfInstant(now), otherwise: inEmergency(viewer, now) });
}

/** The records of `child c` in which `viewer` may record at the instant `now`: such as they may see, if their role records there. */
function mayRecord(viewer: Viewer, now: string): Condition {
  return sql<boolean>`(${maySee(viewer, now)} AND ${viewer.operator === true ? sql`true` : stands(viewer, viewer.records)})`;
}

/** The records of `child c` for lists of work on the day `today`: such as `viewer` may see without an emergency. */
export function mayList(viewer: Viewer, today: Day): Condition {
  return reaches(viewer, viewer.sees, { today });
}

/**
 * The records of `child c` of which the access log tells `viewer`: such as they may see; and for those who look after restricted
 * records every record but those in which they have a conflict of interest.
 */
export function mayAudit(viewer: Viewer, now: string): Condition {
  return viewer.rights.has('restrict-records') ? noConflict(sql`${viewer.staffId}::uuid`) : maySee(viewer, now);
}

/** What a viewer may do with one record. */
export interface Access {
  /** Whether there is such a record. */
  readonly known: boolean;
  readonly sees: boolean;
  readonly records: boolean;
  /** The record that it went into, to which all of this applies; null where it stands by itself. */
  readonly mergedInto: string | null;
}

const none: Access = { known: false, sees: false, records: false, mergedInto: null };

// Beside the child `c`.
const isKnown = sql<boolean>`EXISTS (SELECT FROM subject WHERE subject_kind = 'child' AND subject_id = c.child_id)`;

/**
 * Records `given`, each with `c`, whose `child_id` decides who may see it: itself, or the record that it went into. `ids` is a
 * relation with the one column `given`.
 */
export function goingOn(ids: Fragment): Fragment {
  return sql`(SELECT given, coalesce(joined.child_id, given) AS child_id FROM ${ids} LEFT JOIN derived.joined_record joined ON record_id = given) AS c`;
}

/** The ids of a child's record and of those that went into it, as an array: what was entered of any of them is about the child. */
export function recordsOf(child: Fragment): RawBuilder<string[]> {
  return sql<string[]>`ARRAY(SELECT ${child} UNION ALL SELECT record_id FROM derived.joined_record went WHERE went.child_id = ${child})`;
}

/** What `viewer` may do now with the record of a child. One question of the same cost for whom they may see, may not see, and who is not there. */
export async function accessTo(db: Database, viewer: Viewer, childId: string, now: string): Promise<Access> {
  if (!UUID.test(childId)) return none;
  const { rows: [access] } = await sql<Access>`
    SELECT ${maySee(viewer, now)} AS sees, ${mayRecord(viewer, now)} AS records, ${isKnown} AS known, nullif(child_id, given) AS "mergedInto"
    FROM ${goingOn(sql`(SELECT ${childId}::uuid AS given) AS asked`)}`.execute(db);
  return access?.known === true ? access : none;
}

/** Those of these children whose record `viewer` may see now. Of a record that went into another one, that one decides; what was taken back is seen as it was. */
export async function seenAmong(db: Database, viewer: Viewer, children: readonly string[], now: string): Promise<Set<string>> {
  const { rows } = await sql<{ child: string }>`
    SELECT given AS child FROM ${goingOn(sql`unnest(${[...new Set(children)]}::uuid[]) AS asked (given)`)} LEFT JOIN derived.child live USING (child_id)
    WHERE ${maySee(viewer, now)} AND (live.child_id IS NOT NULL OR ${isKnown})`.execute(db);
  return new Set(rows.map(({ child }) => child));
}
