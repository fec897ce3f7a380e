import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Facts } from '../case-history/entry.ts';
import { foldedName } from '../case-history/identity.ts';
import { statusSql } from '../deadlines/standing.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Wanted } from './search-words.ts';

/** A child in a list, with the legal duty that is due first. */
export interface ListedChild {
  readonly childId: string;
  readonly reference: string;
  readonly surname: string | null;
  readonly forename: string | null;
  readonly birthOn: Day | null;
  readonly dueOn: Day | null;
}

/** The children of a condition, by name as an English reader looks for it; due dates are looked up for those listed alone. */
function listed(today: Day, which: RawBuilder<unknown>, { before = 0, most }: { before?: number; most: number }): RawBuilder<ListedChild> {
  return sql<ListedChild>`
    SELECT child.child_id AS "childId", reference, surname, forename, birth_on AS "birthOn", next.due_on AS "dueOn"
    FROM (SELECT * FROM child WHERE ${which} ORDER BY ${byName} LIMIT ${most} OFFSET ${before}) AS child LEFT JOIN LATERAL (
      SELECT min(due_on) AS due_on FROM deadline
      WHERE deadline.child_id = child.child_id AND nature = 'duty' AND force IN ('STATUTORY', 'CASE_LAW')
        AND ${statusSql(today)} IN ('OPEN_IN_TIME', 'OPEN_DUE_TODAY', 'OPEN_OVERDUE')
    ) AS next ON true
    ORDER BY ${byName}`;
}

const byName = sql`surname COLLATE names, forename COLLATE names, reference`;

/** How many children are on record. */
export async function countChildren(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM child`.execute(db);
  return rows[0]?.count ?? 0;
}

/** A page of all children by surname and forename. */
export async function listChildren(
  db: Database, _viewer: Viewer, today: Day, page: { readonly before: number; readonly most: number },
): Promise<ListedChild[]> {
  return (await listed(today, sql`true`, page).execute(db)).rows;
}

/** The children with exactly this reference or number, by what any source has ever stated. */
export async function childrenNumbered(db: Database, _viewer: Viewer, { reference, number }: Wanted): Promise<string[]> {
  if (reference === null && number === null) return [];
  const { rows } = await sql<{ childId: string }>`
    SELECT child_id AS "childId" FROM child WHERE reference = ${reference}
    UNION SELECT child_id FROM identity WHERE upn = ${number} OR uln = ${number}`.execute(db);
  return rows.map(({ childId }) => childId);
}

// The names of `name_key`; of an identity without a birth date, which has no such key, nearly the same.
const foldedKey = sql`coalesce(split_part(name_key, '/', 1) || '/' || split_part(name_key, '/', 2),
  regexp_replace(normalize(lower(concat(identity.surname, '/', identity.forename)), NFD), '[^[:alnum:]/]', '', 'g'))`;

/** Children of whom sources, one or several, have stated all of these parts of names and this date of birth, at most `most` of them. */
export async function childrenNamed(
  db: Database, _viewer: Viewer, { wanted, today }: { readonly wanted: Wanted; readonly today: Day }, most: number,
): Promise<ListedChild[]> {
  const { names, birthOn } = wanted;
  if (names.length === 0 && birthOn === null) return [];
  const held = names.map((name) => sql`position(${name} IN string_agg(${foldedKey}, ' ')) > 0`);
  const born = birthOn === null ? [] : [sql`bool_or(identity.birth_on = ${birthOn})`];
  const which = sql`child_id IN (SELECT child_id FROM identity GROUP BY child_id HAVING ${sql.join([...held, ...born], sql` AND `)})`;
  return (await listed(today, which, { most }).execute(db)).rows;
}

/** Children who could be the one whose identity is about to be recorded: an equal number, or equal names and birth date. */
export async function childrenAlike(db: Database, viewer: Viewer, facts: Facts, today: Day): Promise<ListedChild[]> {
  const text = (name: string): string | null => (typeof facts[name] === 'string' ? facts[name] : null);
  const key = [foldedName(text('surname')), foldedName(text('forename')), text('dob') ?? ''].join('/');
  const { rows } = await listed(today, sql`child_id IN (SELECT child_id FROM identity
    WHERE name_key = ${key} OR upn = ${text('upn')} OR uln = ${text('uln')}
      OR (identity.birth_on = ${text('dob')} AND split_part(name_key, '/', 1) = ${foldedName(text('surname'))}))`, { most: 25 }).execute(db);
  return viewer.rights.has('see-children') ? rows : [];
}
