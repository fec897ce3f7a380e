import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DayForm, readTrackerDay } from './tracker-days.ts';

const form: DayForm = { order: 'dmy', shortYears: false };

const TOLD: readonly [text: string, on: string, form?: Partial<DayForm>][] = [
  ['3/2/2026', '2026-02-03'], ['03.02.2026', '2026-02-03'], ['03-02-2026', '2026-02-03'], ['3 2 2026', '2026-02-03'], ['2026-02-03', '2026-02-03'],
  ['2026-02-03T00:00:00', '2026-02-03'], ['2026-02-03 14:20:00', '2026-02-03'], ['3/2/2026 09:30', '2026-02-03'], ['3 Feb 2026', '2026-02-03'], ['3rd February 2026', '2026-02-03'],
  ['Tue 3 Feb 2026', '2026-02-03'], ['Tuesday, 3 February 2026', '2026-02-03'], ['February 3, 2026', '2026-02-03'], ['3-Feb-26', '2026-02-03', { shortYears: true }],
  ['46056', '2026-02-03'], ['46056.75', '2026-02-03'], ['2/3/2026', '2026-02-03', { order: 'mdy' }], ['2026/2/3', '2026-02-03'], ['26/2/3', '2026-02-03', { order: 'ymd', shortYears: true }],
];
for (const [text, on, more] of TOLD) test(`"${text}" is ${on}`, () => assert.deepEqual(readTrackerDay(text, { ...form, ...more }), { value: on }));

const WRONG: readonly [text: string, says: RegExp, form?: Partial<DayForm>][] = [
  ['TBC', /no day\. Write it as/], ['w/c 3/2', /no day/], ['3/2', /no day/], ['Feb 2026', /no day/], ['12/13/2025', /no month 13\. If 13 December 2025 is meant, write 2025-12-13/],
  ['31/02/2026', /no such day/], ['3/2/26', /two digits only/], ['3-Feb-26', /two digits only/], ['3/2/126', /no day/], ['12345', /no day of a spreadsheet/], ['99999', /no day of a spreadsheet/],
  ['13/2/2026', /no month 13\. If 13 February 2026/, { order: 'mdy' }], ['3/2/2026?', /no day/], ['3/2/2026 or 4/2/2026', /no day/], ['1/1/9999', /no such day/], ['3 Foo 2026', /no month 0|no such day/],
];
for (const [text, says, more] of WRONG) {
  test(`"${text}" is not guessed`, () => {
    const read = readTrackerDay(text, { ...form, ...more });
    assert.match('wrong' in read ? read.wrong : JSON.stringify(read), says);
  });
}
