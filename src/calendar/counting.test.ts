import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { bankHolidays } from './bank-holidays.ts';
import { lastDay, type Span } from './counting.ts';
import { day } from './day.ts';
import { receivedOn } from './receipt.ts';
import { birthday, curriculumYear, schoolYearOf } from './school-year.ts';
import { lastDayToAppeal, tribunalDaysAfter } from './tribunal-time.ts';
import { spanInWords } from './words.ts';
import { calendarWith, workingDaysBetween } from './working-days.ts';

const calendar = calendarWith(bankHolidays);

const examples: [string, Span, string, string][] = [
  ['2026-09-15', { counting: 'W-AFTER', count: 6 }, '2026-10-27', 'six weeks, not counting that day'],
  ['2026-03-28', { counting: 'W-AFTER', count: 1 }, '2026-04-04', 'one week, not counting that day'],
  ['2026-10-12', { counting: 'D-AFTER', count: 15 }, '2026-10-27', '15 days, not counting that day'],
  ['2026-10-12', { counting: 'D-AFTER', count: 0 }, '2026-10-12', 'at once'],
  ['2026-10-21', { counting: 'D-FROM', count: 15 }, '2026-11-04', '15 days, that day being the first'],
  ['2026-12-31', { counting: 'M-AFTER', count: 2 }, '2027-02-28', 'two months, to the same day of the month'],
  ['2027-12-31', { counting: 'M-AFTER', count: 2 }, '2028-02-29', 'two months, to the same day of the month'],
  ['2025-05-10', { counting: 'M-FROM', count: 12 }, '2026-05-09', '12 months beginning with that day'],
  ['2024-02-29', { counting: 'M-FROM', count: 12 }, '2025-02-28', '12 months beginning with that day'],
  ['2027-03-01', { counting: 'M-FROM', count: 12 }, '2028-02-29', '12 months beginning with that day'],
  ['2026-12-23', { counting: 'WD-AFTER', count: 3 }, '2026-12-30', 'three working days, not counting that day'],
  ['2026-12-24', { counting: 'WD-FROM', count: 2 }, '2026-12-29', 'two working days beginning with that day'],
  ['2026-12-26', { counting: 'WD-FROM', count: 1 }, '2026-12-29', 'one working day beginning with that day'],
  ['2028-02-15', { counting: 'BEFORE' }, '2028-02-14', 'before that day'],
  ['2026-11-11', { counting: 'AT-LEAST-BEFORE', count: 2, unit: 'weeks' }, '2026-10-28', 'at least two weeks before that day'],
  ['2027-07-31', { counting: 'AT-LEAST-BEFORE', count: 5, unit: 'months' }, '2027-02-28', 'at least five months before that day'],
];

describe('ways of counting', () => {
  for (const [from, span, due, words] of examples) {
    test(`${spanInWords(span)}, from ${from}`, () => {
      assert.equal(lastDay(day(from), span, calendar), due);
      assert.equal(spanInWords(span), words);
    });
  }

  // The naive definition walks a day at a time on plain numbers; see the program for what it compares.
  for (const zone of ['Europe/London', 'America/Los_Angeles', 'Pacific/Auckland']) {
    test(`ten thousand random periods are those of the naive definition, run in ${zone}`, () => {
      const out = execFileSync(process.execPath, ['test/naive-counting.ts'], { env: { ...process.env, TZ: zone }, encoding: 'utf8' });
      assert.match(out, new RegExp(`10000 periods agree in ${zone}`));
    });
  }
});

describe('working days', () => {
  test('a day that is not worked gives way to the one before', () => {
    assert.equal(calendar.practicalDay(day('2027-03-29')), '2027-03-25');
    assert.equal(calendar.practicalDay(day('2027-03-25')), '2027-03-25');
    assert.equal(calendar.practicalDay(day('2027-01-03')), '2026-12-31');
  });

  test('days between leave out the last', () => {
    assert.equal(workingDaysBetween(day('2026-10-12'), day('2026-11-02'), calendar), 15);
    assert.equal(workingDaysBetween(day('2026-10-13'), day('2026-11-02'), calendar), 14);
    assert.equal(workingDaysBetween(day('2026-11-02'), day('2026-11-02'), calendar), 0);
  });
});

describe('time under the Tribunal rules', () => {
  for (const [ends, last, why] of [
    ['2026-11-10', '2026-11-10', 'a working day stands'], ['2026-11-14', '2026-11-16', 'a Saturday'], ['2025-12-29', '2026-01-02', 'Christmas'],
    ['2027-01-01', '2027-01-04', 'New Year, then a weekend'], ['2026-12-25', '2027-01-04', 'Christmas Day'], ['2027-08-20', '2027-09-01', 'August'],
    ['2026-08-01', '2026-09-01', '31 August 2026 is a bank holiday'], ['2027-07-31', '2027-08-02', 'a 31 July that is not worked'], ['2022-12-24', '2022-12-28', 'a Saturday before Christmas'],
  ] as const) {
    test(`${why}: ${ends} runs to ${last}`, () => assert.equal(lastDayToAppeal(day(ends), calendar), last));
  }

  test('thirty days leave out August and Christmas', () => {
    assert.equal(tribunalDaysAfter(day('2026-07-31'), 1, calendar), '2026-09-01');
    assert.equal(tribunalDaysAfter(day('2026-12-24'), 1, calendar), '2027-01-04');
    assert.equal(tribunalDaysAfter(day('2026-09-01'), 30, calendar), '2026-10-13');
  });
});

describe('receipt', () => {
  for (const [on, at, channel, expected] of [
    ['2026-11-06', '2026-11-06T17:30:00Z', 'email', '2026-11-09'], ['2026-11-06', '2026-11-06T17:00:00Z', 'email', '2026-11-06'],
    ['2026-07-14', '2026-07-14T16:30:00Z', 'email', '2026-07-15'], ['2026-11-07', null, 'hand', '2026-11-09'], ['2026-11-07', null, 'signed-for', '2026-11-07'],
    ['2026-11-06', null, 'post', '2026-11-09'], ['2026-11-07', null, null, '2026-11-09'],
  ] as const) {
    test(`${channel ?? 'no channel'} ${at ?? on}: ${expected} in business hours`, () => {
      assert.equal(receivedOn({ on: day(on), at, channel }, 'BUSINESS_DAY_5PM', calendar), expected);
      assert.equal(receivedOn({ on: day(on), at, channel }, 'ACTUAL', calendar), on);
    });
  }
});

describe('school years', () => {
  test('run from 1 September', () => {
    assert.equal(schoolYearOf(day('2026-08-31')), 2025);
    assert.equal(schoolYearOf(day('2026-09-01')), 2026);
    assert.equal(curriculumYear(day('2016-08-31'), 2026), 6);
    assert.equal(curriculumYear(day('2016-09-01'), 2026), 5);
    assert.equal(curriculumYear(day('2022-01-10'), 2026), 0);
  });

  test('a birthday on 29 February is on 1 March of a common year', () => {
    assert.equal(birthday(day('2004-02-29'), 25), '2029-03-01');
    assert.equal(birthday(day('2003-09-12'), 25), '2028-09-12');
  });
});
