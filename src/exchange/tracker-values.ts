// What the page of a tracker's values says of them, and what it takes as their meaning.
import { parseDay } from '../calendar/day.ts';
import { countText } from '../platform/layout/format.ts';
import type { Compared } from './tracker-compared.ts';
import { readTrackerDay } from './tracker-days.ts';
import { NOTHING } from './tracker-meanings.ts';
import type { AlikeValues, Meaning } from './tracker-problems.ts';

/** Something wrong with what was typed, and at which field. */
export type Errors = readonly { readonly field: string; readonly message: string }[];

/** The first places: the sheet is named once. */
export function placesOf({ places }: AlikeValues): string {
  const [first = '', ...others] = places.slice(0, 3);
  const more = places.length > 3 ? ` and ${countText(places.length - 3, 'more place')}` : '';
  return `${[first, ...others.map((place) => place.split(', ').at(-1)?.toLowerCase() ?? '')].join(', ')}${more}`;
}

/** Rows that are none of a child, by the reason. */
export function excludedBy({ rows }: Compared): { readonly why: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { verdict, why } of rows) if (verdict === 'excluded') counts.set(why ?? 'There is nothing in the row', (counts.get(why ?? 'There is nothing in the row') ?? 0) + 1);
  return [...counts].map(([why, count]) => ({ why, count }));
}

/** The children whom the rows of these values are about. */
export function childrenOf({ rows }: Compared, values: readonly Pick<AlikeValues, 'rows'>[]): string[] {
  const asked = new Set(values.flatMap((one) => one.rows));
  return rows.flatMap(({ row, child }) => (child !== null && asked.has(row) ? child : []));
}

const nameOf = ({ column, value }: Pick<Meaning, 'column' | 'value'>): string => JSON.stringify([column, value]);

/** Finds the values that an answer speaks of. */
export function valuesNamed(all: readonly AlikeValues[]): (answer: Pick<Meaning, 'column' | 'value'>) => AlikeValues | undefined {
  const known = new Map(all.map((one) => [nameOf(one), one]));
  return (answer) => known.get(nameOf(answer));
}

/** What is wrong with the answer at a place of the form: a day is typed; everything else is chosen from a list. */
export function wrongIn({ means }: Pick<Meaning, 'means'>, known: AlikeValues | undefined, i: number): Errors {
  if (means === '' || (means === NOTHING && known?.value !== '')) return [];
  const field = `means-${i + 1}`;
  if (known === undefined || !known.canMean) return [{ field, message: 'This value cannot be given a meaning: put it right in the sheet' }];
  if (known.meanings !== null) return known.meanings.some(({ value }) => value === means) ? [] : [{ field, message: known.value === '' ? `Choose how the days of “${known.column}” are read` : `Choose what “${known.value}” means` }];
  const day = readTrackerDay(means, { order: 'dmy', shortYears: false });
  return 'value' in day || parseDay(means) !== null ? [] : [{ field, message: `Enter a day for “${known.value}”, such as 3/2/2026, or ${NOTHING} for nothing` }];
}

/** What stays typed and not saved when these answers take the place of earlier ones. */
export function typedBesides(typed: readonly Meaning[], answers: readonly Meaning[]): Meaning[] {
  const answered = new Set(answers.map(nameOf));
  return typed.filter((one) => !answered.has(nameOf(one)));
}

/** Finds the meaning that stands in the field of some values: as it was typed, else as it is proposed. */
export function meaningsShown(typed: readonly Meaning[]): (values: AlikeValues) => string {
  const known = new Map(typed.map((one) => [nameOf(one), one.means]));
  return (values) => known.get(nameOf(values)) ?? values.proposed;
}
