import { type RawBuilder, sql } from 'kysely';
import { dayOfInstant } from '../calendar/day.ts';
import type { Facts } from '../case-history/entry.ts';
import { foldedName } from '../case-history/identity.ts';
import { maySee } from '../casework/may-see.sql.ts';
import { statusSql } from '../deadlines/standing.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { childrenFitting, type NamesWanted } from './find-names.sql.ts';
import type { ListedChild } from './found-rows.ts';
import type { Wanted } from './search-words.ts';

/** Which children to list: a condition on `c`, and a `score` by which the best come first. */
interface Listing { readonly from?: RawBuilder<unknown>; readonly where?: RawBuilder<unknown>; readonly before?: number; readonly most: number }

const byName = sql`surname COLLATE names, forename COLLATE names, reference`;

/** Those of the children asked for whom `viewer` may see, the best first and then by name; due dates are looked up for those listed alone. */
function listed(
  viewer: Viewer, now: string, { from = sql`SELECT child_id, 0 AS score FROM child`, where = sql`true`, before = 0, most }: Listing,
): RawBuilder<ListedChild> {
  return sql<ListedChild>`
    SELECT c.child_id AS "childId", reference, surname, forename, known_as AS "knownAs", birth_on AS "birthOn", other.names AS "otherNames", next.due_on AS "dueOn"
    FROM (
      SELECT c.*, found.score FROM (${from}) AS found JOIN child c USING (child_id) WHERE ${where} AND ${maySee(viewer, now)}
      ORDER BY score DESC, ${byName} LIMIT ${most} OFFSET ${before}
    ) AS c LEFT JOIN LATERAL (
      SELECT min(due_on) AS due_on FROM deadline
      WHERE deadline.child_id = c.child_id AND nature = 'duty' AND force IN ('STATUTORY', 'CASE_LAW')
        AND ${statusSql(dayOfInstant(now))} IN ('OPEN_IN_TIME', 'OPEN_DUE_TODAY', 'OPEN_OVERDUE')
    ) AS next ON true CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(DISTINCT name), '{}') AS names FROM (
        SELECT concat_ws(' ', identity.forename, identity.surname) AS name FROM identity WHERE identity.child_id = c.child_id UNION SELECT former_names WHERE former_names IS NOT NULL
      ) AS stated WHERE name NOT IN ('', concat_ws(' ', c.forename, c.surname))
    ) AS other
    ORDER BY score DESC, ${byName}`;
}

/** How many children are on record whom `viewer` may see. */
export async function countChildren(db: Database, viewer: Viewer, now: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM child c WHERE ${maySee(viewer, now)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** A page of all children by surname and forename. */
export async function listChildren(
  db: Database, viewer: Viewer, now: string, page: { readonly before: number; readonly most: number },
): Promise<ListedChild[]> {
  return (await listed(viewer, now, page).execute(db)).rows;
}

/** Those whom a reference or number names, as any source has ever stated it. */
export function numbered({ reference, number }: Wanted): RawBuilder<unknown> {
  return sql`SELECT child_id FROM child WHERE reference = ${reference}
    UNION SELECT child_id FROM identity WHERE upn = ${number} OR uln = ${number} OR nhs_number = ${number}`;
}

/** The children whom `viewer` may see with exactly this reference or number. */
export async function childrenNumbered(db: Database, viewer: Viewer, wanted: Wanted, now: string): Promise<string[]> {
  if (wanted.reference === null && wanted.number === null) return [];
  const { rows } = await sql<{ childId: string }>`
    SELECT c.child_id AS "childId" FROM (${numbered(wanted)}) AS c WHERE ${maySee(viewer, now)}`.execute(db);
  return rows.map(({ childId }) => childId);
}

/** The children whom names and a date of birth could mean, the likeliest first, at most `most` of them. */
export async function childrenNamed(db: Database, viewer: Viewer, { names, birthOn, now }: NamesWanted & { readonly now: string }, most: number): Promise<ListedChild[]> {
  if (names.length === 0 && birthOn === null) return [];
  const from = names.length > 0 ? await childrenFitting(db, { names, birthOn })
    : sql`SELECT DISTINCT child_id, 0 AS score FROM identity WHERE birth_on = ${birthOn}`;
  return (await listed(viewer, now, { from, most }).execute(db)).rows;
}

/** Children who could be the one whose identity is about to be recorded: an equal number, or equal names and birth date. */
export async function childrenAlike(db: Database, viewer: Viewer, facts: Facts, now: string): Promise<ListedChild[]> {
  const text = (name: string): string | null => (typeof facts[name] === 'string' ? facts[name] : null);
  const key = [foldedName(text('surname')), foldedName(text('forename')), text('dob') ?? ''].join('/');
  const where = sql`(c.child_id IN (SELECT child_id FROM identity
    WHERE name_key = ${key} OR upn = ${text('upn')} OR uln = ${text('uln')} OR nhs_number = ${text('nhsNumber')}
      OR (identity.birth_on = ${text('dob')} AND split_part(name_key, '/', 1) = ${foldedName(text('surname'))})))`;
  return viewer.rights.has('see-children') ? (await listed(viewer, now, { where, most: 25 }).execute(db)).rows : [];
}
