// Bank holidays in England and Wales, from the checked-in table; refreshed by a reviewed change, never fetched.
import table from '../../reference/bank-holidays.json' with { type: 'json' };
import { type Day, day } from './day.ts';

/** Every bank holiday of the table, 2014 to 2029. */
export const bankHolidays: ReadonlySet<Day> = new Set(Object.keys(table.days).map(day));

/** Where the table comes from and which version it is. */
export const bankHolidaySource: { readonly source: string; readonly licence: string; readonly version: string } = table;

/** The first and last year that the table covers; outside them only weekends are known. */
export const bankHolidayYears: { readonly from: number; readonly to: number } = yearsOf([...bankHolidays]);

function yearsOf(days: readonly Day[]): { from: number; to: number } {
  const years = days.map((on) => Number(on.slice(0, 4)));
  return { from: Math.min(...years), to: Math.max(...years) };
}
