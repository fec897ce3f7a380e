// A figure: counts of the rows of a measure.
import { NOT_RECORDED } from './measure.ts';
import type { MeasureDescription } from './measure.ts';

/** Rows that share a category, a reason not to count, and the days taken where the measure has them. */
export interface Group {
  readonly category: string | null;
  /** Null: they count. */
  readonly because: string | null;
  readonly days: number | null;
  readonly total: number;
  readonly yes: number;
  /** Whether they are in the numerator is not recorded. */
  readonly unknown: number;
}

/** Days taken or waited by the rows that count, to one decimal; all null where there are none. */
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

/** The figure that the groups add up to. Categories that are always listed come first, then the others found; reasons stand in the order of `reasons`. */
export function gather(measure: MeasureDescription, unordered: readonly Group[], reasons: readonly string[] = []): Figure {
  const place = ({ because }: Group): number => (because === null ? -1 : reasons.indexOf(because));
  const groups = [...unordered].sort((a, b) => place(a) - place(b));
  const whole = { ...groups.reduce(withGroup, nothing), days: measure.daysAre !== null ? waitsOf(groups) : null };
  if (measure.categories === undefined) return { ...whole, categories: [] };
  const found = [...new Set(groups.map(({ category }) => category ?? NOT_RECORDED))].sort(inNumber);
  const names = new Set([...measure.categories.known, ...found.filter((name) => name !== NOT_RECORDED), NOT_RECORDED]);
  const of = (name: string): Group[] => groups.filter(({ category }) => (category ?? NOT_RECORDED) === name);
  return { ...whole, categories: [...names].map((category) => ({ category, ...of(category).reduce(withGroup, nothing) })) };
}

function waitsOf(groups: readonly Group[]): Waits {
  const counted = groups.flatMap(({ because, days, total }) => (because === null && days !== null ? [{ days, total }] : []));
  const inOrder = counted.sort((a, b) => a.days - b.days);
  const all = inOrder.reduce((sum, { total }) => sum + total, 0);
  if (all === 0) return { mean: null, median: null, p90: null, longest: null };
  const mean = inOrder.reduce((sum, { days, total }) => sum + days * total, 0) / all;
  return {
    mean: toTenth(mean), median: toTenth(percentile(inOrder, (all - 1) * 0.5)), p90: toTenth(percentile(inOrder, (all - 1) * 0.9)),
    longest: inOrder.at(-1)?.days ?? null,
  };
}

/** The value at a place (from 0) among counted values in order; between two places, in proportion. */
function percentile(inOrder: readonly { days: number; total: number }[], place: number): number {
  const at = (index: number): number => {
    let passed = 0;
    return inOrder.find(({ total }) => (passed += total) > index)?.days ?? 0;
  };
  const [low, high] = [at(Math.floor(place)), at(Math.ceil(place))];
  return low + (high - low) * (place - Math.floor(place));
}

const toTenth = (value: number): number => Math.round(value * 10) / 10;

const inNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** A share in per cent to one decimal; null where there is nothing to share. */
export function percentage(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : toTenth((numerator * 100) / denominator);
}
