// Values of a tracker that could not be taken, put together where one answer serves all of them.
import { problemKey } from './given-problem.ts';
import { dayFormOf } from './tracker-cells.ts';
import type { Compared } from './tracker-compared.ts';
import { type DaysOfColumn, turnedColumn } from './tracker-day-orders.ts';
import { isTurned, readTrackerDay } from './tracker-days.ts';
import type { MappedColumn, TrackerMapping } from './tracker-mapping.ts';
import { type Meanings, meaningsOf, NOTHING, proposedDay, proposedFor } from './tracker-meanings.ts';
import { plainName } from './tracker-sheet.ts';
import { type Target, targetNamed } from './tracker-targets.ts';

/** Cells of one column with the same words and the same trouble. */
export interface AlikeValues {
  /** Names it among the problems of the file, as `problemKey` does. */
  readonly key: string;
  /** Which problem of the file the first of them is: 1, 2, 3 … */
  readonly place: number;
  readonly column: string;
  /** Empty where it is not one value: a row as a whole, or the days of a column that stand the other way round. */
  readonly value: string;
  /** What stands in the cells, each once. */
  readonly texts: readonly string[];
  readonly message: string;
  readonly places: readonly string[];
  readonly rows: readonly number[];
  /** What can be chosen as their meaning; null where it is to be typed, such as a day. */
  readonly meanings: Meanings;
  /** Whether saying what the words mean mends them: not where a name or number is wrong. */
  readonly canMean: boolean;
  /** What is proposed as their meaning; empty where nothing is. */
  readonly proposed: string;
}

/** What an officer says that the words of a column mean; empty where they say nothing. */
export interface Meaning { readonly column: string; readonly value: string; readonly means: string }

function columnIn(mapping: TrackerMapping, column: string): MappedColumn | undefined {
  return Object.entries(mapping.columns).find(([name]) => plainName(name) === plainName(column))?.[1];
}

/** The values that could not be taken: those that can be given a meaning first, and of these the ones that come most often. */
export function alikeValues({ problems, days = [] }: Pick<Compared, 'problems' | 'days'>, mapping: TrackerMapping): AlikeValues[] {
  const groups = Map.groupBy(problems.map((problem, i) => ({ ...problem, place: i + 1, key: problemKey(problem) })), ({ key }) => key);
  return [...groups.values()].map((cells) => putTogether(cells, mapping, days)).sort((a, b) => Number(b.canMean) - Number(a.canMean) || b.places.length - a.places.length);
}

type Cell = Compared['problems'][number] & Pick<AlikeValues, 'key' | 'place'>;

function putTogether(cells: readonly Cell[], mapping: TrackerMapping, days: readonly DaysOfColumn[]): AlikeValues {
  const { key, place, element, value, message } = cells[0] as Cell;
  const mapped = element === '' ? undefined : columnIn(mapping, element);
  const target = mapped === undefined ? undefined : targetNamed(mapped.to);
  const meanings = meaningsOf(target);
  const texts = [...new Set(cells.map((cell) => cell.value))];
  const base = { key, place, column: element, texts, places: cells.map(({ at }) => at), rows: cells.flatMap(({ row }) => row ?? []) };
  if (target?.type.is === 'day' && isTurned(message) && texts.length > 1) {
    const counted = days.find(({ column }) => column === element);
    return { ...base, value: '', canMean: true, proposed: '', ...turnedColumn(counted, { order: dayFormOf(mapping, mapped).order, count: cells.length, isBirth: isWho(target) }) };
  }
  return {
    ...base, value: element === '' ? '' : value, message, meanings, proposed: target?.type.is === 'day' ? proposedDay(value, dayFormOf(mapping, mapped)) : proposedFor(value, target, meanings),
    canMean: target !== undefined && value !== '' && (target.type.is === 'day' || meanings !== null) && !isWho(target),
  };
}

const isWho = ({ name }: Target): boolean => name === 'dob';

const DAY_ORDERS = ['dmy', 'mdy'] as const;

/** A day that was typed, as it is read whatever the order of days in the sheet; anything else as it is. */
function asStored(means: string): string {
  const day = readTrackerDay(means, { order: 'dmy', shortYears: false });
  return 'value' in day ? day.value : means;
}

/** The mapping with what words of some columns mean, and how their days are read; an answer that is left empty changes nothing. */
export function withMeanings(mapping: TrackerMapping, answers: readonly Meaning[]): TrackerMapping {
  const columns = Object.fromEntries(Object.entries(mapping.columns).map(([name, column]) => {
    const own = answers.filter((answer) => answer.means !== '' && plainName(answer.column) === plainName(name));
    if (own.length === 0) return [name, column];
    const values = { ...column.values, ...Object.fromEntries(own.filter(({ value }) => value !== '').map(({ value, means }) => [value, means === NOTHING ? '' : asStored(means)])) };
    // An answer about no value is one about the order of the column's days.
    const order = own.map(({ value, means }) => (value === '' ? DAY_ORDERS.find((one) => one === means) : undefined)).find((one) => one !== undefined);
    return [name, { ...column, values, ...(order === undefined ? {} : { order }) }];
  }));
  return { ...mapping, columns };
}
