import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry, story } from '../../test/entries.ts';
import type { Entry } from './entry.ts';
import { fieldChanges } from './field-changes.ts';
import { fieldHistory } from './field-history.ts';

const request = entry(1, 'REQUEST_RECEIVED', '2026-01-05');
const corrected = entry(2, 'REQUEST_RECEIVED', '2026-01-12', { correctsSeq: 1, reason: 'The letter was stamped a week later' });
const told = (before: readonly Entry[], after: readonly Entry[], table: string): unknown =>
  fieldChanges(before, after).filter((one) => one.table === table).map(({ row, column, was, is }) => [row, column, was, is]);

test('a corrected day: what it was and what it is', () => {
  assert.deepEqual(told([request], [request, corrected], 'request'), [['1', 'received_on', '2026-01-05', '2026-01-12']]);
});

test('nothing more recorded changes nothing', () => {
  assert.deepEqual(fieldChanges([request, corrected], [request, corrected]), []);
});

test('each field is one that its history says held a value, and now holds another', () => {
  const all = [request, corrected, entry(3, 'PERSON', null, { facts: { surname: 'Ashdown' } }), entry(4, 'REQUEST_RECEIVED', null, { correctsSeq: 1, facts: null })];
  const byName = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  for (const [i, added] of all.entries()) {
    const history = fieldHistory(all.slice(0, i + 1)).filter(({ values }) => values.at(-1)?.from.some(({ seq }) => seq === added.seq));
    const held = history.map(({ table, row, column, values }) => ({ table, row, column, was: values.at(-2)?.value ?? null, is: values.at(-1)?.value ?? null }));
    const changes = fieldChanges(all.slice(0, i), all.slice(0, i + 1)).filter(({ table }) => table !== 'identity' && table !== 'name_word');
    assert.ok(changes.length > 0);
    assert.deepEqual(changes.sort(byName), held.sort(byName));
  }
});

test('an earlier request that comes to be known is new, and the later one, now the second, is the same', () => {
  const later = story(['REQUEST_RECEIVED', '2026-01-05'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-02']);
  const earlier = story(['REQUEST_RECEIVED', '2024-03-04'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2024-04-01']);
  const after = [...later, ...earlier.map((one, i) => ({ ...one, seq: i + 3, recordedAt: '2026-11-02T09:00:00.000000Z' }))];
  const changes = fieldChanges(later, after).filter(({ table }) => table === 'request');
  assert.ok(changes.some(({ row, column, was, is }) => row === '1' && column === 'received_on' && was === null && is === '2024-03-04'));
  assert.deepEqual(changes.filter(({ row, was }) => row !== '1' || was !== null), []);
});
