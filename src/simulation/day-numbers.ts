// Days as numbers, so that years can be gone through a day at a time: 0 is Monday 5 January 1970.
import { bankHolidays } from '../calendar/bank-holidays.ts';
import { addDays, type Day, day } from '../calendar/day.ts';

const texts: Day[] = [day('1970-01-05')];
const numbers = new Map<Day, number>([[texts[0] as Day, 0]]);

function reach(count: number): void {
  while (texts.length <= count) {
    const next = addDays(texts.at(-1) as Day, 1);
    numbers.set(next, texts.length);
    texts.push(next);
  }
}

/** The day with a number from 0. */
export function dayNumbered(number: number): Day {
  if (number >= texts.length) reach(number + 3660);
  return texts[number] as Day;
}

/** The number of a day; none before 1970. */
export function numberOf(on: Day): number {
  while ((texts.at(-1) as Day) < on) reach(texts.length + 3660);
  return numbers.get(on) ?? 0;
}

/** Year of a numbered day. */
export function yearOf(number: number): number {
  return Number(dayNumbered(number).slice(0, 4));
}

/** Month of a numbered day, 1 to 12. */
export function monthOf(number: number): number {
  return Number(dayNumbered(number).slice(5, 7));
}

/** Whether it is neither a weekend nor a bank holiday. */
export function isWorked(number: number): boolean {
  return number % 7 < 5 && !bankHolidays.has(dayNumbered(number));
}

/** `number` itself where that is worked, else the next day that is. */
export function workedFrom(number: number): number {
  let on = number;
  while (!isWorked(on)) on += 1;
  return on;
}

/** Whole years of age. */
export function ageAt(born: Day, number: number): number {
  const on = dayNumbered(number);
  return Number(on.slice(0, 4)) - Number(born.slice(0, 4)) - (on.slice(5) < born.slice(5) ? 1 : 0);
}

/** Age at the start of the school year that holds the day: by it cohorts move on. */
export function cohortAge(born: Day, number: number): number {
  const began = yearOf(number) - (monthOf(number) >= 9 ? 0 : 1);
  return began - Number(born.slice(0, 4)) - (born.slice(5) > '08-31' ? 1 : 0);
}

/** Share of those in post who are at work: leave follows the school holidays. An assumption; nothing is published. */
export function atWork(number: number): number {
  if (!isWorked(number)) return 0;
  const on = dayNumbered(number).slice(5);
  if (on >= '12-22' || on <= '01-02') return 0.15;
  if (on >= '07-25' && on <= '08-31') return 0.6;
  const holiday = (on >= '02-13' && on <= '02-20') || (on >= '04-01' && on <= '04-14') || (on >= '05-25' && on <= '05-31') || (on >= '10-24' && on <= '10-31');
  return holiday ? 0.7 : 0.95;
}
