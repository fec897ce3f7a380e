// A second definition of every way of counting, written without the calendar's code: days are plain numbers, walked one
// at a time. Run on its own, it compares ten thousand random periods with the program and says how many agree.
import { fc } from './chances.ts';
import { bankHolidays } from '../src/calendar/bank-holidays.ts';
import { lastDay, type Span } from '../src/calendar/counting.ts';
import { type Day, dayOfInstant } from '../src/calendar/day.ts';
import { lastDayToAppeal, tribunalDaysAfter } from '../src/calendar/tribunal-time.ts';
import { calendarWith } from '../src/calendar/working-days.ts';

const monthDays = (year: number, month: number): number =>
  (month === 2 ? ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

const pad = (value: number): string => String(value).padStart(2, '0');
const text = (year: number, month: number, date: number): string => `${year}-${pad(month)}-${pad(date)}`;

/** The day after (step 1) or before (step -1), by turning over the leaves of a calendar. */
export function turn(on: string, step: 1 | -1): string {
  const [year = 0, month = 0, date = 0] = on.split('-').map(Number);
  const next = date + step;
  if (next > monthDays(year, month)) return month === 12 ? text(year + 1, 1, 1) : text(year, month + 1, 1);
  if (next < 1) return month === 1 ? text(year - 1, 12, 31) : text(year, month - 1, monthDays(year, month - 1));
  return text(year, month, next);
}

/** Turns over `count` leaves that `counts` accepts. */
function walk(on: string, count: number, step: 1 | -1, counts: (day: string) => boolean = () => true): string {
  let [at, left] = [on, count];
  while (left > 0) {
    at = turn(at, step);
    if (counts(at)) left -= 1;
  }
  return at;
}

/** 0 for Saturday, by counting from one: 3 January 2015. */
const weekdays = new Map<string, number>();
for (let [at, n] = ['2014-12-27', 0]; at < '2032-01-01'; [at, n] = [turn(at, 1), n + 1]) weekdays.set(at, n % 7);

export const worked = (on: string): boolean => (weekdays.get(on) ?? 0) > 1 && !bankHolidays.has(on as Day);

/** Months by turning leaves until the month has changed often enough, then to the day number or the last day there is. */
function months(on: string, count: number, step: 1 | -1): string {
  const wanted = on.slice(8);
  let [at, left] = [`${on.slice(0, 8)}15`, count];
  while (left > 0) {
    const before = at.slice(0, 7);
    at = turn(at, step);
    if (at.slice(0, 7) !== before) {
      left -= 1;
      at = `${at.slice(0, 8)}15`;
    }
  }
  let last = `${at.slice(0, 8)}01`;
  while (last.slice(8) !== wanted && turn(last, 1).slice(0, 7) === at.slice(0, 7)) last = turn(last, 1);
  return last;
}

/** The last lawful day by the words of the law. */
export function naive(from: string, span: Span): string {
  switch (span.counting) {
    case 'W-AFTER': return walk(from, 7 * span.count, 1);
    case 'D-AFTER': return walk(from, span.count, 1);
    case 'D-FROM': return walk(turn(from, -1), span.count, 1);
    case 'M-AFTER': return months(from, span.count, 1);
    case 'M-FROM': return months(from, span.count, 1).slice(8) === from.slice(8) ? turn(months(from, span.count, 1), -1) : months(from, span.count, 1);
    case 'WD-AFTER': return walk(from, span.count, 1, worked);
    case 'WD-FROM': return walk(turn(from, -1), span.count, 1, worked);
    case 'BEFORE': return turn(from, -1);
    case 'AT-LEAST-BEFORE': return span.unit === 'months' ? months(from, span.count, -1) : walk(from, span.unit === 'weeks' ? 7 * span.count : span.count, -1);
  }
}

const august = (on: string): boolean => on.slice(5, 7) === '08';
const christmas = (on: string): boolean => on.slice(5) >= '12-25' || on.slice(5) === '01-01';

function appeal(ends: string): string {
  let at = ends;
  if (august(ends)) while (august(at)) at = turn(at, 1);
  else if (christmas(ends)) while (christmas(at)) at = turn(at, 1);
  while (!worked(at)) at = turn(at, 1);
  return at;
}

const allDays = [...weekdays.keys()].filter((on) => on > '2015-02-01' && on < '2028-06-01');
const days = fc.constantFrom(...allDays);
const spans: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ counting: fc.constantFrom('W-AFTER', 'M-AFTER', 'M-FROM', 'WD-FROM', 'WD-AFTER', 'D-FROM', 'D-AFTER'), count: fc.integer({ min: 1, max: 20 }) }),
  fc.constant({ counting: 'BEFORE' } as const),
  fc.record({ counting: fc.constant('AT-LEAST-BEFORE' as const), count: fc.integer({ min: 1, max: 12 }), unit: fc.constantFrom('days', 'weeks', 'months') }),
);

function same(found: string, expected: string, what: string): void {
  if (found !== expected) throw new Error(`${what}: the program says ${found}, the naive definition ${expected}`);
}

if (import.meta.main) {
  const calendar = calendarWith(bankHolidays);
  let agreed = 0;
  fc.assert(fc.property(days, spans, (from, span) => {
    same(lastDay(from as Day, span, calendar), naive(from, span), `${JSON.stringify(span)} from ${from}`);
    same(lastDayToAppeal(from as Day, calendar), appeal(from), `time to appeal ending on ${from}`);
    same(tribunalDaysAfter(from as Day, 30, calendar), walk(from, 30, 1, (on) => worked(on) && !august(on) && !christmas(on)), `response after ${from}`);
    same(dayOfInstant(`${from}T12:00:00Z`), from, `noon of ${from}`);
    agreed += 1;
  }), { numRuns: 10_000 });
  process.stdout.write(`${agreed} periods agree in ${Intl.DateTimeFormat().resolvedOptions().timeZone}\n`);
}
