import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stated } from '../../test/entries.ts';
import { inventReturns } from '../../test/returns.ts';
import type { Json } from '../case-history/entry.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { deriveWith } from '../casework/derive.ts';
import { assertedBy, assertionOf, changesBy } from './import-change.ts';

const derivation = deriveWith('test')([]);
const child = '00000000-0000-4000-8000-000000000001';
const at = '2026-11-02T09:00:00.000000Z';
const known = inventReturns(8, { children: 80, year: 2025 }).filter(({ requests }) => requests.length === 1 && requests[0]?.requestOutcome === 'Y') as [ReturnRecord, ...ReturnRecord[]];
const later = (record: ReturnRecord): ReturnRecord => ({ ...structuredClone(record), year: 2026, referenceDate: '2026-01-15' as never });

test('a later return that says the same, event for event, changes nothing', () => {
  for (const record of known) {
    const again = later(record);
    assert.equal(changesBy(derivation, [stated(1, record)], assertionOf(child, again, null), at) !== null, false);
    assert.equal(assertedBy([stated(1, record)], again), null, 'it is still an assertion of its own');
    assert.equal(assertedBy([stated(1, record)], structuredClone(record)), stated(1, record).source);
  }
});

test('a later return with another day changes something', () => {
  const [record] = known;
  const again = later(record);
  Object.assign(again.requests[0] as object, { requestOutcomeDate: '2024-12-24' });
  assert.equal(changesBy(derivation, [stated(1, record)], assertionOf(child, again, { as: 'read' } as Json), at) !== null, true);
});
