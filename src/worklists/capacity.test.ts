import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Day, day } from '../calendar/day.ts';
import { capacityWeeks } from './capacity.ts';

const tuesday = day('2026-11-17');
const on = (text: string, count = 1): Day[] => Array<Day>(count).fill(day(text));

/** Advice due, what can be given in a week, and what is due and left in each of the first weeks. */
const examples: readonly (readonly [what: string, due: (Day | null)[], perWeek: number | null, first: (readonly [number, number | null])[]])[] = [
  ['nothing', [], 3, [[0, 0], [0, 0]]],
  ['as much as can be given', [...on('2026-11-20', 3), ...on('2026-11-23', 3)], 3, [[3, 0], [3, 0]]],
  ['more than can be given carries over', [...on('2026-11-20', 5), ...on('2026-11-23', 2)], 3, [[5, 2], [2, 1]]],
  ['what is overdue comes first', [...on('2026-11-16', 4), ...on('2026-11-17', 1)], 3, [[1, 2], [0, 0]]],
  ['Sunday belongs to the week before', [...on('2026-11-22'), ...on('2026-11-23')], 0, [[1, 1], [1, 2]]],
  ['nobody said how many', on('2026-11-20', 5), null, [[5, null], [0, null]]],
  ['advice without a day is in no week', [null, null], 1, [[0, 0], [0, 0]]],
];

for (const [what, due, perWeek, first] of examples) {
  test(`weeks of advice: ${what}`, () => {
    const { weeks } = capacityWeeks(due, perWeek, tuesday);
    assert.equal(weeks.length, 6);
    assert.deepEqual(weeks.slice(0, 2).map(({ due: count, left }) => [count, left]), first);
    assert.equal(weeks[0]?.from, '2026-11-16');
  });
}

test('what is overdue is counted by itself', () => assert.equal(capacityWeeks(on('2026-11-16', 4), 3, tuesday).overdue, 4));
