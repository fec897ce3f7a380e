// Names on record by which figures are filtered: forms offer them in lists, and a name that nobody bears is refused.
import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import type { NamesOnRecord } from './filter-controls.ts';
import type { Filter } from './filters.ts';
import { areaNamed, teamNamed } from './filters.sql.ts';
import { NOT_RECORDED } from './measure.ts';
import type { Fragment } from './measure.sql.ts';
import { placesOn } from './measures/caseload.sql.ts';
import { parametersOf } from './question.ts';

/**
 * The names to offer: of teams at work, the areas that they serve, and the establishments at which children are placed as at a day.
 * How an establishment is called stands with two children at least, so that what was typed of one child is read only in their record.
 */
export async function namesOnRecord(db: Database, asAt: Day): Promise<NamesOnRecord> {
  const { rows: [found] } = await sql<NamesOnRecord>`SELECT
    ARRAY(SELECT name FROM team WHERE ended_at IS NULL ORDER BY name COLLATE names) AS team,
    ARRAY(SELECT area FROM team WHERE ended_at IS NULL AND area IS NOT NULL GROUP BY area ORDER BY area COLLATE names) AS area,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('number', establishment, 'name', name) ORDER BY name COLLATE names NULLS LAST, length(establishment), establishment), '[]')
      FROM (SELECT DISTINCT establishment FROM ${placesOn(parametersOf(null, asAt))} places WHERE establishment IS NOT NULL) placed LEFT JOIN (
        SELECT coalesce(urn, ukprn) AS establishment, mode() WITHIN GROUP (ORDER BY name) AS name FROM placement WHERE name IS NOT NULL
        GROUP BY 1 HAVING count(DISTINCT child_id) > 1) called USING (establishment)) AS establishment`.execute(db);
  return found ?? { team: [], area: [], establishment: [] };
}

/** The first of the filters that names a team or an area that there is not, nor was, in words; null where there is none such. */
export async function unknownName(db: Database, filters: readonly Filter[]): Promise<string | null> {
  for (const filter of filters) {
    if (!isName(filter)) continue;
    if ((await teamsMeant(db, filter)).length === 0) return `There is no ${filter.key} “${filter.value}”. ${await among(db, columnOf(filter))}`;
  }
  return null;
}

/** What a team or an area that a filter asks for by a former name is called now. Null where it is not, and where by its name now others are meant as well. */
export async function nameNow(db: Database, filter: Filter): Promise<string | null> {
  if (!isName(filter)) return null;
  const meant = await teamsMeant(db, filter);
  const [now, ...others] = new Set(meant.map(({ name }) => name));
  if (now === undefined || now === null || now === filter.value || others.length > 0) return null;
  const named = await teamsMeant(db, { ...filter, value: now });
  return named.length === meant.length ? now : null;
}

const isName = ({ key, value }: Filter): boolean => (key === 'team' || key === 'area') && value !== NOT_RECORDED;

const columnOf = ({ key }: Filter): Fragment => (key === 'team' ? sql`name` : sql`area`);

async function teamsMeant(db: Database, filter: Filter): Promise<{ name: string | null }[]> {
  const { rows } = await sql<{ name: string | null }>`SELECT ${columnOf(filter)} AS name FROM team WHERE ${filter.key === 'team' ? teamNamed(filter.value) : areaNamed(filter.value)}`.execute(db);
  return rows;
}

async function among(db: Database, column: Fragment): Promise<string> {
  const { rows } = await sql<{ name: string }>`SELECT ${column} AS name FROM team WHERE ended_at IS NULL AND ${column} IS NOT NULL GROUP BY 1 ORDER BY ${column} COLLATE names`.execute(db);
  return rows.length === 0 ? 'There is none yet.' : `Choose from: ${rows.map(({ name }) => name).join(', ')}.`;
}
