// The status of a row of `deadline` on a day, in SQL: the same as `statusOn` of standing.ts, kept equal by one table
// of examples.
import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../calendar/day.ts';

/** The status, as an expression over the columns of `deadline`; `today` is a day. */
export function statusSql(today: Day): RawBuilder<string> {
  const now = sql`${today}::date`;
  return sql<string>`case
    when known_on > ${now} then 'NOT_STARTED'
    when done_on <= ${now} then case
      when due_on is null or done_on <= due_on then 'MET'
      when ${exemptSql(today)} then 'DONE_LATE_EXEMPT' else 'DONE_LATE' end
    when not_applicable or closed_on <= ${now} then 'NOT_APPLICABLE'
    when due_on is null then 'NOT_STARTED'
    when due_on = ${now} then 'OPEN_DUE_TODAY'
    when due_on > ${now} then 'OPEN_IN_TIME'
    when ${exemptSql(today)} then 'OPEN_EXEMPT' else 'OPEN_OVERDUE' end`;
}

/** A valid exception takes the limit away, as known on a day. */
export function exemptSql(today: Day): RawBuilder<boolean> {
  return sql<boolean>`(exempt and coalesce(exempt_from <= ${today}::date, true))`;
}

/** Over, with nothing recorded that says whether it was done. */
export function notRecordedSql(today: Day): RawBuilder<boolean> {
  return sql<boolean>`(unrecorded and ${statusSql(today)} = 'NOT_APPLICABLE')`;
}

/** Days late on a day, 0 where in time; null where not started or not applicable. */
export function daysLateSql(today: Day): RawBuilder<number | null> {
  const now = sql`${today}::date`;
  return sql<number | null>`case when ${statusSql(today)} in ('NOT_STARTED', 'NOT_APPLICABLE') or due_on is null then null
    else greatest(0, case when done_on <= ${now} then done_on else ${now} end - due_on) end`;
}

/** A breach cannot be avoided any more: open, not excused, and a window that must come first no longer fits. */
export function breachInevitableSql(today: Day): RawBuilder<boolean> {
  return sql<boolean>`(${statusSql(today)} like 'OPEN%' and not ${exemptSql(today)} and coalesce(inevitable_from <= ${today}::date, false))`;
}
