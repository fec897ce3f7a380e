import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry } from '../../test/entries.ts';
import { fieldHistory } from './field-history.ts';

const valuesOf = (entries: Parameters<typeof fieldHistory>[0], table: string, column: string): unknown =>
  fieldHistory(entries).find((field) => field.table === table && field.column === column)?.values.map(({ value, from }) => [value, from.map((e) => e.seq)]);

const request = entry(1, 'REQUEST_RECEIVED', '2026-01-05');
const corrected = entry(2, 'REQUEST_RECEIVED', '2026-01-12', { correctsSeq: 1, reason: 'The letter was stamped a week later' });

test('a corrected day shows both values, each with the entry it comes from', () => {
  assert.deepEqual(valuesOf([request, corrected], 'request', 'received_on'), [['2026-01-05', [1]], ['2026-01-12', [2]]]);
});

test('a retracted event leaves "not recorded" as its last value', () => {
  const retracted = entry(2, 'REQUEST_RECEIVED', null, { correctsSeq: 1, facts: null });
  assert.deepEqual(valuesOf([request, retracted], 'request', 'received_on'), [['2026-01-05', [1]], [null, [2]]]);
});

test('a field that never changed has one value, however many entries follow', () => {
  const named = entry(1, 'PERSON', null, { facts: { surname: 'Ashdown' } });
  assert.deepEqual(valuesOf([named, entry(2, 'REQUEST_RECEIVED', '2026-01-05')], 'child', 'surname'), [['Ashdown', [1]]]);
});

test('a field that no source states is not listed', () => {
  assert.equal(valuesOf([request], 'child', 'postcode'), undefined);
});
