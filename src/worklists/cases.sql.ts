// The one relation behind every list of cases: a row for each live case of a scope, with all that a list shows, sorts
// and filters by. Counts and lists are views of it, so that they cannot differ.
import { type RawBuilder, sql } from 'kysely';
import { addDays, type Day } from '../calendar/day.ts';
import { schoolYearOf } from '../calendar/school-year.ts';
import { mayList } from '../casework/may-see.sql.ts';
import { withTeams } from '../casework/team-of-case.sql.ts';
import type { Viewer } from '../platform/viewer.ts';
import { NEXT_DAYS, type Scope, SOON_DAYS } from './views.ts';

function inScope(viewer: Viewer, scope: Scope): RawBuilder<boolean> {
  if (scope.kind === 'mine') return sql<boolean>`c.caseworker_id = ${viewer.staffId}::uuid`;
  if (scope.kind === 'service') return sql<boolean>`true`;
  return withTeams(sql`ARRAY[${scope.team}::uuid]`);
}

/**
 * The live cases of a scope that `viewer` may find in a list, as a query: a request or assessment open, a plan in force,
 * or a legal duty to be done. Its columns are those of the list below.
 */
export function casesOf(viewer: Viewer, scope: Scope, today: Day): RawBuilder<unknown> {
  const now = sql`${today}::date`;
  const schoolYear = `${schoolYearOf(today)}-08-31`;
  return sql`SELECT c.child_id, c.reference, c.surname, c.forename, c.caseworker_id, worker.name AS caseworker, c.worked_on, c.stage, c.need,
      c.next_no, c.due_on, c.excused, c.overdue, c.ahead_on, coalesce(c.ahead_on <= ${addDays(today, NEXT_DAYS)}::date, false) AS due_soon,
      c.assessing OR c.overdue > 0 OR coalesce(c.ahead_on <= ${addDays(today, SOON_DAYS)}::date, false) AS busy, coalesce(c.inevitable_from <= ${now}, false) AS inevitable,
      (extract(year FROM age(${schoolYear}::date, c.birth_on)) - 4)::int AS school_year, coalesce(string_to_array(c.bodies, chr(10)), '{}') AS bodies,
      c.views, c.settings, c.mediator, c.appeal, c.data_problem
    FROM live_case c LEFT JOIN staff worker ON worker.id = c.caseworker_id
    WHERE c.from_on <= ${now} AND (c.until_on IS NULL OR c.until_on > ${now}) AND ${inScope(viewer, scope)} AND ${mayList(viewer, today)}`;
}
