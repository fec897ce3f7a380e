import type { Day } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import { figure } from './figures.sql.ts';
import { returnParameters } from './measure.ts';
import { measures } from './measures.sql.ts';

/** Numbers by name: the names of the SEN2 measures, with `.category` after those that have categories. */
export type ReturnMeasures = Record<string, number>;

/**
 * The measures of the national return of `year` with census day `censusDay`, counted over the derived tables that
 * `db` reads, with outcomes as stated. Each number is that of the rows in the numerator.
 */
export async function returnMeasures(db: Database, year: number, censusDay: Day): Promise<ReturnMeasures> {
  const parameters = returnParameters(year, censusDay);
  const numbers: ReturnMeasures = {};
  for (const measure of measures.filter(({ inReturn }) => inReturn)) {
    const { numerator, categories } = await figure(db, { measure, parameters, filters: [] });
    if (measure.categories === undefined) numbers[measure.id] = numerator;
    for (const { category, numerator: count } of categories) numbers[`${measure.id}.${category}`] = count;
  }
  return numbers;
}
