import { sql } from 'kysely';
import { addMonths, dayFrom, type Day, partsOf } from '../calendar/day.ts';
import { returnsLoaded } from '../exchange/import-batch.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Figure } from './figure.ts';
import { figure } from './figures.sql.ts';
import { passes } from './filters.sql.ts';
import { findMeasure } from './measures.sql.ts';
import type { Measure } from './measure.sql.ts';
import { parametersOf, type Reading, windowOf } from './question.ts';
import { type Window, windowBefore } from './windows.ts';
import type { Compared, Coverage, MonthCounts } from './line-of-sight.ts';

function measureNamed(id: string): Measure {
  const found = findMeasure(id);
  if (found === null) throw new Error(`there is no measure "${id}"`);
  return found.measure;
}

/** A measure as asked, and a window before, where it has windows. */
export async function compared(db: Database, id: string, reading: Reading): Promise<Compared> {
  const measure = measureNamed(id);
  const window = windowOf(measure, reading);
  const ask = (of: Window | null, asAt: Day): Promise<Figure> => figure(db, { measure, parameters: parametersOf(of, asAt), filters: reading.filters });
  const earlier = window === null ? null : windowBefore(window);
  return {
    measure, window, now: await ask(window, reading.asAt),
    before: earlier === null ? null : { window: earlier, figure: await ask(earlier, earlier.to) },
  };
}

/** A flow by month, the last month being that of the as-at day: `months` of them, empty ones included. */
export async function byMonth(db: Database, id: string, { asAt, filters }: Reading, months: number): Promise<MonthCounts[]> {
  const { year, month } = partsOf(asAt);
  const from = addMonths(dayFrom(year, month, 1), 1 - months);
  const measure = measureNamed(id);
  const conditions = [sql`r.excluded_because is null`, ...filters.map(passes)];
  const { rows } = await sql<MonthCounts>`
    select to_char(month, 'YYYY-MM') as month, count(r.child_id)::int as denominator, (count(*) filter (where r.numerator))::int as numerator
    from generate_series(${from}::date, ${asAt}::date, interval '1 month') as month
    left join (select * from (${measure.rows({ from, to: asAt, asAt, basis: 'as-at' })}) r where ${sql.join(conditions, sql` and `)}) r
      on date_trunc('month', r.counted_on) = month
    group by month order by month`.execute(db);
  return rows;
}

/** What the returns loaded by `knownAt`, or by now, cover. A request received after the last census day says that the record goes on. */
export async function coverageOf(db: Database, asAt: Day, knownAt: string | undefined): Promise<Coverage> {
  const { years, censusDay } = await returnsLoaded(db, knownAt);
  const from = years[0] === undefined ? null : dayFrom(years[0] - 1, 1, 1);
  if (censusDay === null || censusDay >= asAt) return { years, from, endsOn: null };
  const { rows } = await sql<{ later: boolean }>`
    select exists (select from request where received_on > ${censusDay}::date and received_on <= ${asAt}::date) as later`.execute(db);
  return { years, from, endsOn: rows[0]?.later === true ? null : censusDay };
}
