// Days as people type them into a spreadsheet. What can be meant in two ways, or is no day, is never guessed: it comes
// back with what is wrong and how to write it.
import { addDays, type Day, day, parseDay } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';

/** In which order day, month and year stand. ISO days (2026-02-03) are read in any. */
export type DayOrder = 'dmy' | 'mdy' | 'ymd';

/** How the days of a column are to be read. */
export interface DayForm {
  readonly order: DayOrder;
  /** Whether "26" is the year 2026; otherwise two digits are refused. */
  readonly shortYears: boolean;
}

/** A value as read, or what is wrong with it and what to do. */
export type Understood<T> = { readonly value: T } | { readonly wrong: string };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NOUGHT = day('1899-12-30');
// Serial numbers of 1954 to 2064: other numbers of five digits are no days of anybody's case.
const [FIRST_SERIAL, LAST_SERIAL] = [20_000, 60_000];

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?$/;
const THREE = /^(\d{1,4}|[a-z]+)(?:st|nd|rd|th)?[\s/.,-]+(\d{1,4}|[a-z]+)(?:st|nd|rd|th)?[\s/.,-]+(\d{1,4})(?: [\d:.]+(?: ?[ap]m)?)?$/i;
const WEEKDAY = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i;
const SERIAL = /^(\d{5})(?:\.\d+)?$/;

const how = 'Write it as 3/2/2026 or 2026-02-03, or say what it means.';

/** The day in a text that is not empty. */
export function readTrackerDay(text: string, form: DayForm): Understood<Day> {
  const serial = SERIAL.exec(text);
  if (serial !== null) return fromSerial(Number(serial[1]));
  const iso = ISO.exec(text);
  if (iso !== null) return written([iso[1], iso[2], iso[3]] as Triple, { ...form, order: 'ymd' });
  const parts = THREE.exec(text.replace(WEEKDAY, ''));
  if (parts === null) return { wrong: `This is no day. ${how}` };
  return written([parts[1], parts[2], parts[3]] as Triple, form);
}

function fromSerial(serial: number): Understood<Day> {
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return { wrong: `This number is no day of a spreadsheet. ${how}` };
  return { value: addDays(NOUGHT, serial) };
}

type Triple = [string, string, string];

/** The three parts as year, month and day; a month in letters tells itself. */
function inOrder([a, b, c]: Triple, order: DayOrder): Triple {
  if (/^\d{4}$/.test(a)) return [a, b, c];
  if (/^[a-z]+$/i.test(a)) return [c, a, b];
  if (/^[a-z]+$/i.test(b)) return [c, b, a];
  return order === 'mdy' ? [c, a, b] : order === 'ymd' ? [a, b, c] : [c, b, a];
}

function written(parts: Triple, { order, shortYears }: DayForm): Understood<Day> {
  const [yearText, monthText, dateText] = inOrder(parts, order);
  if (yearText.length !== 4 && !(yearText.length === 2 && shortYears)) {
    return { wrong: yearText.length === 2 ? 'The year has two digits only. Write all four, or say where columns are matched that they are years from 2000 on.' : `This is no day. ${how}` };
  }
  const year = yearText.padStart(4, '20');
  const month = /^\d+$/.test(monthText) ? Number(monthText) : MONTHS.indexOf(monthText.slice(0, 3).toLowerCase()) + 1;
  const found = dayOf(year, month, Number(dateText));
  if (found !== null) return { value: found };
  const turned = dayOf(year, Number(dateText), month);
  if (turned !== null) return { wrong: `There is no month ${month}. If ${dayInWords(turned)} is meant, write ${turned}.` };
  return { wrong: `There is no such day. ${how}` };
}

const TURNED = /^There is no month \d+\. If /;

/** Whether a day could not be read because day and month stand the other way round, by what was said of it. */
export const isTurned = (message: string): boolean => TURNED.test(message);

/** In which order the numbers of a day can be meant; null where it tells itself, is the same in both, or is none. */
export function dayOrderOf(text: string): 'dayFirst' | 'monthFirst' | 'either' | null {
  const [, first = '', second = ''] = THREE.exec(text.trim().replace(WEEKDAY, '')) ?? [];
  const [a, b] = [first, second].map((part) => (/^\d{1,2}$/.test(part) ? Number(part) : 0)) as [number, number];
  if (a === b || Math.min(a, b) < 1 || Math.min(a, b) > 12 || Math.max(a, b) > 31) return null;
  return a > 12 ? 'dayFirst' : b > 12 ? 'monthFirst' : 'either';
}

function dayOf(year: string, month: number, date: number): Day | null {
  return parseDay(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);
}
