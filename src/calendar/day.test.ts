import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseDay, parseInstant } from './day.ts';

describe('a day as written', () => {
  const days: [text: string, read: string | null][] = [
    ['2026-11-21', '2026-11-21'], ['2024-02-29', '2024-02-29'], ['2025-02-29', null], ['2026-13-01', null], ['2026-1-1', null],
    ['21/11/2026', null], ['1800-01-01', '1800-01-01'], ['2199-12-31', '2199-12-31'], ['9999-12-31', null], ['0000-01-01', null],
  ];
  for (const [text, read] of days) test(`${text} is ${read ?? 'none'}`, () => assert.equal(parseDay(text), read));
});

describe('an instant as written', () => {
  const instants: [text: string, read: string | null][] = [
    ['2026-11-21T09:30:00Z', '2026-11-21T09:30:00.000000Z'], ['2026-11-21T09:30Z', '2026-11-21T09:30:00.000000Z'],
    ['2026-06-21T09:30:00.123456+01:00', '2026-06-21T08:30:00.123456Z'], ['2026-11-21', null], ['2026-11-21T09:30:00', null],
    ['2026-11-21T25:30:00Z', null], ['20261121T093000Z', null], ['+012026-01-01T00:00Z', null],
    ['2026-11-21T09:30Z[Europe/London]', null],
  ];
  for (const [text, read] of instants) test(`${text} is ${read ?? 'none'}`, () => assert.equal(parseInstant(text), read));
});
