import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readDate } from './date-answer.ts';

const name = 'Day it was received';

describe('three boxes', () => {
  const table: [title: string, day: string, month: string, year: string, expected: string | null | { wrong: string; message: RegExp }][] = [
    ['numbers', '27', '3', '2026', '2026-03-27'],
    ['numbers with noughts', '07', '03', '2026', '2026-03-07'],
    ['a month by name', '27', 'March', '2026', '2026-03-27'],
    ['a month by its first letters', '27', 'sept', '2026', '2026-09-27'],
    ['a month with a stop, and spaces', ' 27 ', ' Mar. ', ' 2026 ', '2026-03-27'],
    ['nothing', '', '', '', null],
    ['no day', '', '3', '2026', { wrong: 'day', message: /must include a day$/ }],
    ['no month', '27', '', '2026', { wrong: 'month', message: /must include a month$/ }],
    ['no year', '27', '3', '', { wrong: 'year', message: /must include a year$/ }],
    ['only a day', '27', '', '', { wrong: 'month', message: /must include a month and year$/ }],
    ['two numbers for the year', '27', '3', '26', { wrong: 'year', message: /^Year must include 4 numbers$/ }],
    ['the 31st of September', '31', '9', '2026', { wrong: 'day', message: /must be a real date$/ }],
    ['29 February in a common year', '29', '2', '2026', { wrong: 'day', message: /must be a real date$/ }],
    ['29 February in a leap year', '29', '2', '2028', '2028-02-29'],
    ['a month that is none', '27', '13', '2026', { wrong: 'month', message: /must be a real date$/ }],
    ['a name that is no month', '27', 'Marzo', '2026', { wrong: 'month', message: /must be a real date$/ }],
    ['letters that could be two months', '27', 'ju', '2026', { wrong: 'month', message: /must be a real date$/ }],
    ['a word for the day', 'first', '3', '2026', { wrong: 'day', message: /must be a real date$/ }],
    ['a year long ago', '27', '3', '0026', { wrong: 'year', message: /^Year must be between 1900 and 2100$/ }],
  ];
  for (const [title, day, month, year, expected] of table) {
    test(title, () => {
      const read = readDate({ day, month, year }, name);
      if (expected === null || typeof expected === 'string') return assert.deepEqual(read, { on: expected });
      assert.ok('message' in read);
      assert.equal(read.wrong, expected.wrong);
      assert.match(read.message, expected.message);
    });
  }
});
