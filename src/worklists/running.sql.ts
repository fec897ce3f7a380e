// Which dates of a case are to be done, over the columns of `deadline`.
import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import { exemptSql } from '../deadlines/standing.sql.ts';

/** The legal duties: those that it would be unlawful to miss. */
export const legalDuty: RawBuilder<boolean> = sql`(nature = 'duty' AND force IN ('STATUTORY', 'CASE_LAW'))`;

/**
 * The dates that run on a day, over the columns of `deadline`: those whose `statusSql` begins with OPEN, in the plain
 * comparisons that a list of thousands of cases needs.
 */
export function isRunning(today: Day): RawBuilder<boolean> {
  const now = sql`${today}::date`;
  return sql<boolean>`(due_on IS NOT NULL AND NOT not_applicable AND (done_on IS NULL OR done_on > ${now}) AND (closed_on IS NULL OR closed_on > ${now}) AND (known_on IS NULL OR known_on <= ${now}))`;
}

/** Of dates that run, those past their last lawful day although an exception is recorded. */
export function isExcused(today: Day): RawBuilder<boolean> {
  return sql<boolean>`(${exemptSql(today)} AND due_on < ${today}::date)`;
}
