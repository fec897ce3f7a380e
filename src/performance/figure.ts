// A figure: counts of the rows of a measure.
import { NOT_RECORDED } from './measure.ts';
import type { MeasureDescription } from './measure.ts';

/** Rows that share a category and a reason not to count. */
export interface Group {
  readonly category: string | null;
  /** Null: they count. */
  readonly because: string | null;
  readonly total: number;
  readonly yes: number;
  /** Whether they are in the numerator is not recorded. */
  readonly unknown: number;
}

/** Days taken or waited by the rows that count. */
export interface Waits {
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  readonly longest: number | null;
}

export interface Counts {
  readonly numerator: number;
  readonly denominator: number;
  /** Of the denominator: rows of which it is not recorded whether they are in the numerator. */
  readonly notRecorded: number;
  /** Rows that could count and do not, by reason. */
  readonly excluded: Readonly<Record<string, number>>;
}

export interface Figure extends Counts {
  /** Counts by category, for a measure that has them. */
  readonly categories: readonly ({ readonly category: string } & Counts)[];
  readonly days: Waits | null;
}

const nothing: Counts = { numerator: 0, denominator: 0, notRecorded: 0, excluded: {} };

function withGroup(counts: Counts, { because, total, yes, unknown }: Group): Counts {
  if (because !== null) return { ...counts, excluded: { ...counts.excluded, [because]: (counts.excluded[because] ?? 0) + total } };
  return {
    ...counts, numerator: counts.numerator + yes, denominator: counts.denominator + total, notRecorded: counts.notRecorded + unknown,
  };
}

/** The figure that the groups add up to. Categories that are always listed come first, then the others found. */
export function gather(measure: MeasureDescription, groups: readonly Group[], days: Waits | null): Figure {
  const total = groups.reduce(withGroup, nothing);
  if (measure.categories === undefined) return { ...total, categories: [], days };
  const found = [...new Set(groups.map(({ category }) => category ?? NOT_RECORDED))].sort(inNumber);
  const names = new Set([...measure.categories.known, ...found.filter((name) => name !== NOT_RECORDED), NOT_RECORDED]);
  const of = (name: string): Group[] => groups.filter(({ category }) => (category ?? NOT_RECORDED) === name);
  return { ...total, categories: [...names].map((category) => ({ category, ...of(category).reduce(withGroup, nothing) })), days };
}

const inNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** A share in per cent to one decimal; null where there is nothing to share. */
export function percentage(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : Math.round((numerator * 1000) / denominator) / 10;
}
