// In which order day and month stand in the columns of a tracker: counted over all its rows, and told once for a column.
import type { Json } from '../case-history/entry.ts';
import { countText } from '../platform/layout/format.ts';
import { dayFormOf, wordsOf } from './tracker-cells.ts';
import { dayOrderOf, readTrackerDay } from './tracker-days.ts';
import type { TrackerMapping } from './tracker-mapping.ts';
import { plainName } from './tracker-sheet.ts';
import { targetNamed } from './tracker-targets.ts';

/** How many days of a column can only be day first, only month first, or either. What tells itself, as "3 Feb 2026" does, is none of them. */
export interface DaysOfColumn { readonly column: string; readonly dayFirst: number; readonly monthFirst: number; readonly either: number }

/** Counts the days of the columns that a mapping reads as such. `add` takes a row as read, or several about one child. */
export function countDays(mapping: TrackerMapping): { readonly add: (raw: Json) => void; readonly counted: () => DaysOfColumn[] } {
  const wanted = new Map(Object.entries(mapping.columns).flatMap(([name, column]) => (targetNamed(column.to)?.type.is === 'day' ? [[plainName(name), wordsOf(mapping, column.values)] as const] : [])));
  const counts = new Map<string, { column: string; dayFirst: number; monthFirst: number; either: number }>();
  const add = (raw: Json): void => {
    for (const [heading, text] of [raw].flat().flatMap((row) => Object.entries(row ?? {}))) {
      const words = wanted.get(plainName(heading));
      const order = words === undefined || typeof text !== 'string' || words.has(text.toLowerCase()) ? null : dayOrderOf(text);
      if (order === null) continue;
      const count = counts.get(heading) ?? { column: heading, dayFirst: 0, monthFirst: 0, either: 0 };
      counts.set(heading, count);
      count[order] += 1;
    }
  };
  return { add, counted: () => [...counts.values()] };
}

/** The answer that takes each day that stands the other way round as the only day that it can be. */
const EACH = 'each';

/** The orders in words. */
export const ORDER_WORDS = { dmy: 'day first', mdy: 'month first', ymd: 'year first' } as const;

/** What is told of a column in which some days can be read in the other order only, and how it can be read. `isBirth`: only the column as a whole can be read otherwise. */
export function turnedColumn(days: DaysOfColumn | undefined, { order, count, isBirth }: { order: keyof typeof ORDER_WORDS; count: number; isBirth: boolean }): { message: string; meanings: { value: string; words: string }[] } {
  const told = days === undefined ? '' : `Of its days ${days.dayFirst} can only be day first, ${days.monthFirst} only month first, and ${days.either} either. `;
  const now = (one: 'dmy' | 'mdy'): string => (one === order ? ', as now' : '');
  return {
    message: `${told}The column is read ${ORDER_WORDS[order]}, and so is what can be either: ${countText(count, 'cell holds', 'cells hold')} no day that way. Choose how it is read, or put the days right in the sheet.`,
    meanings: [
      { value: 'dmy', words: `Read the column day first${now('dmy')}` }, { value: 'mdy', words: `Read the column month first${now('mdy')}` },
      ...(isBirth ? [] : [{ value: EACH, words: `${ORDER_WORDS[order].replace(/^./, (letter) => letter.toUpperCase())}, but these as the only day that each can be` }]),
    ],
  };
}

/** What an answer about a column comes to: itself, or what each of these texts means. */
export function answersInFull<Answer extends { readonly column: string; readonly value: string; readonly means: string }>(answer: Answer, mapping: TrackerMapping, texts: readonly string[]): { column: string; value: string; means: string }[] {
  if (answer.value !== '' || answer.means !== EACH) return [answer];
  return texts.flatMap((value) => {
    const days = (['dmy', 'mdy'] as const).flatMap((order) => {
      const read = readTrackerDay(value, { ...dayFormOf(mapping), order });
      return 'value' in read ? [read.value] : [];
    });
    return days[0] === undefined || days.length > 1 ? [] : [{ column: answer.column, value, means: days[0] }];
  });
}
