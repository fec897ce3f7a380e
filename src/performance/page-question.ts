// What a page of figures is asked, read from its address.
import { z } from 'zod';
import { type Day, dayOfInstant, parseInstant } from '../calendar/day.ts';
import { FIRST_YEAR, LAST_YEAR } from '../children/date-answer.ts';
import { dayText } from '../platform/layout/format.ts';
import { typedText } from '../platform/typed-text.ts';
import { filterKeys, filterText, filterWords } from './filters.ts';
import { questionNames, type WrittenQuestion } from './figure-addresses.ts';
import { categoryWords, type MeasureDescription } from './measure.ts';
import { type Reading, readQuestion } from './question.ts';
import { typedDay, typedInstant } from './typed-days.ts';

/** The names that a page of figures understands after the question mark. */
export const questionQuery = z.object(
  Object.fromEntries(questionNames.map((name) => [name, typedText])) as { [name in (typeof questionNames)[number]]: typeof typedText },
);

export interface PageQuestion {
  readonly written: WrittenQuestion;
  readonly reading: Reading;
  /** The instant as known at which to answer; undefined for now. */
  readonly knownAt: string | undefined;
  /** What could not be understood, and so was left out: the field and what to do. */
  readonly errors: readonly { readonly field: string; readonly message: string }[];
  /** That, as it was typed, by its field. */
  readonly refused: WrittenQuestion;
}

/** Reads an address. A part that cannot be understood is left out, and said; the others still count. */
export function pageQuestion(written: WrittenQuestion, now: string): PageQuestion {
  const today = dayOfInstant(now);
  const errors: { field: string; message: string }[] = [];
  const kept: { [name: string]: string } = {};
  const refused: { [name: string]: string | undefined } = {};
  for (const name of questionNames) {
    const value = asKept(name, written[name], now);
    const problem = value ? problemOf(name, value, { kept, today, now }) : null;
    if (value && problem === null) kept[name] = value;
    if (problem === null) continue;
    errors.push({ field: name, message: sentence(problem) });
    refused[name] = written[name];
  }
  const reading = readQuestion(partsOf(kept), today);
  if ('problem' in reading) throw new Error(`a question of sound parts could not be read: ${reading.problem}`);
  return { written: kept, reading, knownAt: kept['knownAt'], errors, refused };
}

/** Days typed in words become the ISO text that addresses hold; what is no day stays as it is, to be told of. */
function asKept(name: string, value: string | undefined, now: string): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (name === 'asAt') return typedDay(value) ?? value;
  return name === 'knownAt' ? (typedInstant(value, now) ?? value) : value;
}

function partsOf(kept: WrittenQuestion): { window?: string | undefined; asAt?: string | undefined; filters: string[] } {
  const filters = filterKeys.flatMap((key) => (kept[key] ? [filterText({ key, value: kept[key] })] : []));
  return { window: kept.window, asAt: kept.asAt, filters };
}

interface Around { readonly kept: WrittenQuestion; readonly today: Day; readonly now: string }

// The as-at day is read after the window: a window that begins after it is then the day's fault.
function problemOf(name: string, value: string, { kept, today, now }: Around): string | null {
  if (name === 'knownAt') return instantProblem(value, now);
  if (name === 'asAt' && typedDay(value) === null) return noDay(value, today);
  const reading = readQuestion(partsOf({ ...kept, [name]: value }), today);
  return 'problem' in reading ? reading.problem : null;
}

function instantProblem(value: string, now: string): string | null {
  const instant = parseInstant(value);
  if (instant === null) return noDay(value, dayOfInstant(now));
  return instant > (parseInstant(now) ?? now) ? 'what was known can be asked of past days only' : null;
}

const noDay = (value: string, today: Day): string => `"${value}" is not a day. Write it like ${dayText(today)}, with a year from ${FIRST_YEAR} to ${LAST_YEAR}`;

function sentence(problem: string): string {
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}`;
}

/** The filters chosen, in words, each with the address parts without it; a category by what `measure` says it means. */
export function chosenFilters({ written, reading }: PageQuestion, measure: Pick<MeasureDescription, 'categories'> = {}): { words: string; without: WrittenQuestion }[] {
  return reading.filters.map((filter) => ({
    words: filterWords(filter, (category) => categoryWords(measure, category)), without: { ...written, [filter.key]: undefined },
  }));
}
