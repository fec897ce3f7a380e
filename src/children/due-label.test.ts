import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../calendar/day.ts';
import { dueLabel, guidanceLabel } from './due-label.ts';

const tuesday = day('2026-11-17');

for (const [dueOn, label] of [
  ['2026-11-14', 'Overdue 3 days'], ['2026-11-16', 'Overdue 1 day'], ['2026-11-17', 'Due today'], ['2026-11-18', 'Due tomorrow'],
  ['2026-11-20', 'Due Friday'], ['2026-11-23', 'Due Monday'], ['2026-11-24', 'In 7 days'], ['2027-01-01', 'In 45 days'], ['2022-11-13', 'Overdue 1,465 days'],
] as const) {
  test(`a date of ${dueOn} is labelled "${label}" on Tuesday 17 November`, () => assert.equal(dueLabel(day(dueOn), tuesday), label));
}

test('late under an exception is never called overdue', () => {
  assert.equal(dueLabel(day('2026-11-10'), tuesday, true), '7 days late, exception applies');
  assert.equal(dueLabel(day('2026-11-20'), tuesday, true), 'Due Friday');
});

test('a date that is no legal duty has passed, and is never called overdue', () => {
  assert.equal(guidanceLabel(day('2026-11-14'), tuesday), 'Passed 3 days ago');
  assert.equal(guidanceLabel(day('2026-11-16'), tuesday), 'Passed 1 day ago');
  assert.equal(guidanceLabel(day('2026-11-17'), tuesday), 'Due today');
});
