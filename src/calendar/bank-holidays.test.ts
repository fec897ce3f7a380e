import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bankHolidays } from './bank-holidays.ts';
import { addDays, type Day, day, dayFrom, weekday } from './day.ts';

/** Easter Sunday in the Gregorian calendar (the method of Meeus, Jones and Butcher). */
function easter(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  return dayFrom(year, Math.floor((h + l - 7 * m + 114) / 31), ((h + l - 7 * m + 114) % 31) + 1);
}

function mondayFrom(on: Day, step: 1 | -1): Day {
  return weekday(on) === 1 ? on : mondayFrom(addDays(on, step), step);
}

const moved: Record<number, [from: string, to: string]> = { 2020: ['2020-05-04', '2020-05-08'], 2022: ['2022-05-30', '2022-06-02'] };
const extra: Record<number, string[]> = { 2022: ['2022-06-03', '2022-09-19'], 2023: ['2023-05-08'] };

/** The bank holidays of a year by rule: each that falls on a weekend moves to the next weekday that is free. */
function byRule(year: number): string[] {
  const fixed = [dayFrom(year, 1, 1), dayFrom(year, 12, 25), dayFrom(year, 12, 26)];
  const mondays = [mondayFrom(dayFrom(year, 5, 1), 1), mondayFrom(dayFrom(year, 5, 31), -1), mondayFrom(dayFrom(year, 8, 31), -1)];
  const days = new Set<string>([addDays(easter(year), -2), addDays(easter(year), 1), ...mondays, ...fixed.filter((on) => weekday(on) < 6)]);
  for (const on of fixed.filter((one) => weekday(one) > 5)) {
    let free = on;
    while (weekday(free) > 5 || days.has(free)) free = addDays(free, 1);
    days.add(free);
  }
  const [from, to] = moved[year] ?? [];
  if (from !== undefined && to !== undefined && days.delete(from)) days.add(to);
  return [...days, ...(extra[year] ?? [])].sort();
}

describe('bank holidays in England and Wales', () => {
  for (let year = 2014; year <= 2029; year += 1) {
    test(`the table of ${year} is that of the rule`, () => {
      assert.deepEqual([...bankHolidays].filter((on) => on.startsWith(String(year))).sort(), byRule(year));
    });
  }

  test('the days of 2026 and 2028, written out', () => {
    const of = (year: string): string[] => [...bankHolidays].filter((on) => on.startsWith(year)).map((on) => on.slice(5));
    assert.deepEqual(of('2026'), ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28']);
    assert.deepEqual(of('2028'), ['01-03', '04-14', '04-17', '05-01', '05-29', '08-28', '12-25', '12-26']);
    assert.ok(!bankHolidays.has(day('2022-05-30')));
  });
});
