// What a measure is. A measure is a query of rows, one for each case that could count; the figure, the list, the
// export, the explanation and the return are all views of those rows.
import { addDays, dayFrom, partsOf } from '../calendar/day.ts';
import type { Day } from '../calendar/day.ts';
import type { WindowKind } from './windows.ts';

/** The days that a measure is asked for. */
export interface Parameters {
  /** First and last day of the window; for a stock, of the window that `asAt` lies in. */
  readonly from: Day;
  readonly to: Day;
  /** The day as at which cases stand. */
  readonly asAt: Day;
  /**
   * `as-at`: what happened after `asAt` has not happened yet. `as-stated`: outcomes and reviews are taken as the
   * return states them, whatever their day (the counting of the national return).
   */
  readonly basis: 'as-at' | 'as-stated';
}

/** Who lays the definition down. */
export type Source = 'DfE' | 'law' | 'council';

/** A measure in words: everything but its query. */
export interface MeasureDescription {
  readonly id: string;
  /** Goes up whenever the definition changes, so that two figures are never compared unawares. */
  readonly version: number;
  readonly title: string;
  readonly definition: string;
  readonly source: Source;
  /** Where the definition stands: section of a guide, regulation. */
  readonly citation: string;
  /** `flow` counts what happened in a window; `stock` counts how things stand as at a day. */
  readonly basis: 'flow' | 'stock';
  /** Kinds of window it may be asked for, the usual one first; empty where a window makes no difference. */
  readonly windows: readonly WindowKind[];
  /** `share` is a part of a whole (numerator of denominator); `count` counts rows (both are the same number). */
  readonly kind: 'share' | 'count';
  /** Measures without which it must not be shown. */
  readonly pairings: readonly string[];
  /** Other names that people know it by. */
  readonly aliases: readonly string[];
  /** What a row is about, for example "request". */
  readonly rowIs: string;
  /** Which day puts a row in the window, or where it stands: heads a column of lists. Null where rows bear no day. */
  readonly dayIs: string | null;
  /** From what to what the days of a row run: heads a column of lists. Null where rows carry no days taken or waited. */
  readonly daysAre: string | null;
  /** What the categories are, those that are always listed, and what codes mean; absent where there are none. */
  readonly categories?: Categories;
  /** Belongs to the measures of the national return. */
  readonly inReturn: boolean;
}

export interface Categories {
  readonly title: string;
  readonly known: readonly string[];
  /** Words for those that are codes; a category without any is its own word. */
  readonly words?: Readonly<Record<string, string>>;
}

/** The text that stands for "not recorded" where a value is named in an address, a filter or an export. */
export const NOT_RECORDED = 'not_recorded';

/** A category as people say it. */
export function categoryWords({ categories }: Pick<MeasureDescription, 'categories'>, category: string | null): string {
  if (category === null || category === NOT_RECORDED) return 'Not recorded';
  return categories?.words?.[category] ?? category;
}

/** 31 August before `asAt`: the day on which ages of a school year are taken. */
export function schoolYearAgeDay(asAt: Day): Day {
  const { year } = partsOf(asAt);
  const thisYear = dayFrom(year, 8, 31);
  return thisYear < asAt ? thisYear : dayFrom(year - 1, 8, 31);
}

/** The parameters of the national return of `year` with census day `censusDay`: the calendar year before, as stated. */
export function returnParameters(year: number, censusDay: Day): Parameters {
  return { from: dayFrom(year - 1, 1, 1), to: addDays(dayFrom(year, 1, 1), -1), asAt: censusDay, basis: 'as-stated' };
}
