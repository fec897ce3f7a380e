import assert from 'node:assert/strict';
import { test } from 'node:test';
import { story } from '../../test/entries.ts';
import { settle } from './settle.ts';

type Story = Parameters<typeof story>;
const started = (on: string): Story[number] => ['LOOKED_AFTER_STARTED', on];
const ended = (on: string): Story[number] => ['LOOKED_AFTER_ENDED', on];

test('periods of being looked after, in whatever order they are recorded', () => {
  const table: [Story, [string, string | null][]][] = [
    [[], []],
    [[started('2026-01-05')], [['2026-01-05', null]]],
    [[started('2026-01-05'), ended('2026-03-01')], [['2026-01-05', '2026-03-01']]],
    [[ended('2026-03-01'), started('2026-01-05')], [['2026-01-05', '2026-03-01']]],
    [[started('2026-01-05'), started('2026-02-01'), ended('2026-03-01')], [['2026-01-05', '2026-03-01']]],
    [[ended('2026-03-01')], []],
    [[started('2026-01-05'), ended('2026-01-05'), started('2026-04-01')], [['2026-01-05', '2026-01-05'], ['2026-04-01', null]]],
  ];
  for (const [told, periods] of table) {
    assert.deepEqual(settle(story(...told)).lookedAfter.map(({ fromOn, untilOn }) => [fromOn, untilOn]), periods, JSON.stringify(told));
  }
});
