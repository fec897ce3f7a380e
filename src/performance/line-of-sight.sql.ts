import { sql } from 'kysely';
import { addMonths, dayFrom, type Day, partsOf } from '../calendar/day.ts';
import type { ReturnsLoaded } from '../exchange/import-batch.sql.ts';
import type { Database } from '../platform/database.ts';
import { type Earlier, earlierThan } from './comparison.ts';
import { countsByDay, type Question } from './figures.sql.ts';
import { findMeasure } from './measures.sql.ts';
import type { Measure } from './measure.sql.ts';
import { parametersOf, type Reading, windowOf } from './question.ts';
import type { Window } from './windows.ts';
import type { Coverage } from './line-of-sight.ts';
import type { MonthCounts } from './line-of-sight-charts.ts';

function measureNamed(id: string): Measure {
  const found = findMeasure(id);
  if (found === null) throw new Error(`there is no measure "${id}"`);
  return found.measure;
}

/** The measure of a tile or chart as asked, and the same of earlier, where it is compared. */
export interface Comparison {
  readonly measure: Measure;
  readonly window: Window | null;
  readonly now: Question;
  readonly earlier: readonly (Earlier & { readonly question: Question })[];
}

/** The figures to ask for: a measure, and where it is to be `compared`, the same of earlier. */
export function comparisonOf(id: string, reading: Reading, compared: boolean): Comparison {
  const measure = measureNamed(id);
  const window = windowOf(measure, reading);
  const question = (of: Window | null, asAt: Day): Question => ({ measure, parameters: parametersOf(of, asAt), filters: reading.filters });
  const earlier = compared ? earlierThan(window, reading.asAt) : [];
  return { measure, window, now: question(window, reading.asAt), earlier: earlier.map((of) => ({ ...of, question: question(of.window, of.asAt) })) };
}

/** A flow by month, the last month being that of the as-at day: `months` of them, empty ones included. */
export async function byMonth(db: Database, id: string, { asAt, filters }: Pick<Reading, 'asAt' | 'filters'>, months: number): Promise<MonthCounts[]> {
  const { year, month } = partsOf(asAt);
  const first = addMonths(dayFrom(year, month, 1), 1 - months);
  const parameters = parametersOf({ from: first, to: asAt }, asAt);
  const days = await countsByDay(db, { measure: measureNamed(id), parameters, filters });
  return Array.from({ length: months }, (_, i) => {
    const name = addMonths(first, i).slice(0, 7);
    const within = days.filter(({ on }) => on.startsWith(name));
    const sum = (of: 'denominator' | 'numerator'): number => within.reduce((total, counts) => total + counts[of], 0);
    return { month: name, denominator: sum('denominator'), numerator: sum('numerator') };
  });
}

/** What the returns loaded cover. A request received after the last census day says that the record goes on. */
export async function coverageOf(db: Database, asAt: Day, { years, censusDay }: ReturnsLoaded): Promise<Coverage> {
  const from = years[0] === undefined ? null : dayFrom(years[0] - 1, 1, 1);
  if (censusDay === null || censusDay >= asAt) return { years, from, endsOn: null };
  const { rows } = await sql<{ later: boolean }>`
    select exists (select from request where received_on > ${censusDay}::date and received_on <= ${asAt}::date) as later`.execute(db);
  return { years, from, endsOn: rows[0]?.later === true ? null : censusDay };
}
