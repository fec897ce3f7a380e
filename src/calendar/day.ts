// A day is a civil date in Europe/London, held as its ISO text ("2026-09-15"): it compares, sorts, stores
// and prints as itself. All arithmetic is Temporal's; this is the one place that imports it.
import { Temporal } from 'temporal-polyfill';

/** A civil date in England, as ISO text `ccyy-mm-dd`, always a real date. */
export type Day = string & { readonly isDay: true };

/** The time zone that turns an instant into a day. */
const ZONE = 'Europe/London';

const known = new Map<string, Temporal.PlainDate>();

function plain(day: Day): Temporal.PlainDate {
  const found = known.get(day);
  if (found !== undefined) return found;
  const made = Temporal.PlainDate.from(day);
  if (known.size > 60_000) known.clear();
  known.set(day, made);
  return made;
}

function realDate(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    plain(text as Day);
    return text as Day;
  } catch {
    return null;
  }
}

const WITHIN_REACH = /^(1[89]|2[01])/;

/**
 * The day written in `text` as `ccyy-mm-dd`, or null where it is not a real date in that form. Years outside 1800 to
 * 2199 are none: "9999-12-31" in a file stands for "no day", and what is counted from it would be no day to PostgreSQL.
 */
export function parseDay(text: string): Day | null {
  return WITHIN_REACH.test(text) ? realDate(text) : null;
}

/** The day written in `text`. Throws where it is not one: for texts that the program itself wrote. */
export function day(text: string): Day {
  const parsed = realDate(text);
  if (parsed === null) throw new Error(`"${text}" is not a day (ccyy-mm-dd)`);
  return parsed;
}

/**
 * The instant written in `text` (`2026-11-21T09:30:00Z`, or with an offset such as `+01:00`) as ISO text in UTC with six
 * decimals, as the record has them; null where it is none in that form. ISO 8601 has more forms, which the database would not read.
 */
export function parseInstant(text: string): string | null {
  if (!WITHIN_REACH.test(text) || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  try {
    return Temporal.Instant.from(text).toString({ smallestUnit: 'microsecond' });
  } catch {
    return null;
  }
}

/** The civil date in England at an instant given as ISO text with an offset. Throws on other text. */
export function dayOfInstant(instant: string): Day {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString() as Day;
}

/** The clock time in England at an instant given as ISO text, in whole minutes since midnight. */
export function minutesOfInstant(instant: string): number {
  const time = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainTime();
  return time.hour * 60 + time.minute;
}

/** Counts from a day, and remembers: the same few periods are counted for every child. */
function remembering(count: (from: Temporal.PlainDate, by: number) => Temporal.PlainDate): (from: Day, by: number) => Day {
  const periods = new Map<number, Map<Day, Day>>();
  return (from, by) => {
    let known = periods.get(by);
    if (known === undefined) {
      if (periods.size > 500) periods.clear();
      periods.set(by, known = new Map());
    }
    const found = known.get(from);
    if (found !== undefined) return found;
    const made = count(plain(from), by).toString() as Day;
    if (known.size > 20_000) known.clear();
    known.set(from, made);
    return made;
  };
}

/** `count` days after `from` (before it where negative). */
export const addDays: (from: Day, count: number) => Day = remembering((from, days) => from.add({ days }));

/** The same day number `count` months on, or the last day of that month where there is none. */
export const addMonths: (from: Day, count: number) => Day = remembering((from, months) => from.add({ months }));

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return plain(from).until(plain(to), { largestUnit: 'days' }).days;
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(of: Day): number {
  return plain(of).dayOfWeek;
}

/** Year, month (1 to 12) and day of the month. */
export function partsOf(of: Day): { year: number; month: number; date: number } {
  const { year, month, day: date } = plain(of);
  return { year, month, date };
}

/** The day with these numbers. Throws where there is none. */
export function dayFrom(year: number, month: number, date: number): Day {
  return Temporal.PlainDate.from({ year, month, day: date }, { overflow: 'reject' }).toString() as Day;
}

/** Whole years of age on `on` of somebody born on `born`. Born on 29 February: a year older on 1 March. */
export function ageOn(born: Day, on: Day): number {
  const a = partsOf(born);
  const b = partsOf(on);
  const before = b.month < a.month || (b.month === a.month && b.date < a.date);
  return b.year - a.year - (before ? 1 : 0);
}
