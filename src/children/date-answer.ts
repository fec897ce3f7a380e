// A date as people type it into three boxes: day, month (a number or a name) and year.
import { type Day, dayFrom, parseDay, partsOf } from '../calendar/day.ts';

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];

/** The years of the days that can be typed. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2100;

export type DatePart = 'day' | 'month' | 'year';
export type DateParts = { readonly [part in DatePart]: string };

/** The day, or null where all boxes are empty; or what is wrong, and in which box first. */
export type DateReading = { readonly on: Day | null } | { readonly wrong: DatePart; readonly message: string };

const PARTS: readonly DatePart[] = ['day', 'month', 'year'];

/** The number of the month that a number or name means: "9", "09", "Sep", "September"; null where it means none. */
export function monthNumber(text: string): number | null {
  const typed = text.trim().toLowerCase().replace(/\.$/, '');
  if (/^\d{1,2}$/.test(typed)) return Number(typed);
  const named = typed.length < 3 ? -1 : MONTHS.findIndex((month) => month.startsWith(typed));
  return named < 0 ? null : named + 1;
}

/** Reads the three boxes. `name` is what the date is called, for messages in the wording of the GOV.UK date input. */
export function readDate(parts: DateParts, name: string): DateReading {
  const missing = PARTS.filter((part) => parts[part].trim() === '');
  if (missing.length === 3) return { on: null };
  if (missing.length > 0) return { wrong: missing[0] ?? 'day', message: `${name} must include a ${missing.join(' and ')}` };
  const [date, month, year] = [parts.day.trim(), monthNumber(parts.month), parts.year.trim()];
  if (!/^\d{1,2}$/.test(date)) return { wrong: 'day', message: `${name} must be a real date` };
  if (month === null) return { wrong: 'month', message: `${name} must be a real date` };
  if (!/^\d{4}$/.test(year)) return { wrong: 'year', message: 'Year must include 4 numbers' };
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return { wrong: 'year', message: `Year must be between ${FIRST_YEAR} and ${LAST_YEAR}` };
  const on = realDay(year, month, date);
  return on === null ? { wrong: wrongPart(month, date), message: `${name} must be a real date` } : { on };
}

/** The day of three numbers, or null where there is none between 1900 and 2100. */
export function realDay(year: string, month: number, date: string): Day | null {
  const on = parseDay(`${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`);
  return on !== null && on >= dayFrom(FIRST_YEAR, 1, 1) && on <= dayFrom(LAST_YEAR, 12, 31) ? on : null;
}

function wrongPart(month: number, date: string): DatePart {
  if (Number(date) < 1 || Number(date) > 31) return 'day';
  return month < 1 || month > 12 ? 'month' : 'day';
}

/** A day as the three boxes show it. */
export function datePartsOf(on: Day | null): DateParts {
  if (on === null) return { day: '', month: '', year: '' };
  const { year, month, date } = partsOf(on);
  return { day: String(date), month: String(month), year: String(year) };
}
