import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from './entry.ts';
import { readableTo } from './field-classes.ts';

const entry = (kind: string, facts: Entry['facts'] = {}): Entry => ({
  kind, facts, subjectKind: 'child', subjectId: 'a', seq: 1, occurredOn: null, recordedAt: '2026-11-02T09:00:00.000Z', recordedBy: 'b', source: 'staff', reason: null, operationId: 'c',
} as unknown as Entry);

const read = (fields: readonly string[]): string => JSON.stringify(readableTo({ fields: new Set(fields) }, [entry('PERSON', { surname: 'Vexmoor', ethnicity: 'WIRT', sex: 'F' }), entry('LOOKED_AFTER_STARTED'), entry('LOOKED_AFTER_ENDED')]).map(({ kind, facts }) => [kind, facts]));

test('a fact of a class that one does not see gives way to words, and an entry that is itself such a fact is left out', () => {
  assert.equal(read(['name', 'social-care']), JSON.stringify([['PERSON', { surname: 'Vexmoor', ethnicity: 'Not shown to your role', sex: 'F' }], ['LOOKED_AFTER_STARTED', {}], ['LOOKED_AFTER_ENDED', {}]]));
  assert.equal(read(['ethnicity']), JSON.stringify([['PERSON', { surname: 'Not shown to your role', ethnicity: 'WIRT', sex: 'F' }]]));
});

test('what a row of a tracker says of such a fact is left out of the row', () => {
  const row = { kind: 'TRACKER_ROW', facts: { lookedAfter: true, steps: [{ kind: 'LOOKED_AFTER_STARTED', on: '2026-01-05' }, { kind: 'ANOTHER' }] } } as unknown as Entry;
  const facts = (fields: readonly string[]): string => JSON.stringify(readableTo({ fields: new Set(fields) }, [row])[0]?.facts);
  assert.equal(facts(['ethnicity']), JSON.stringify({ steps: [{ kind: 'ANOTHER' }] }));
  assert.equal(facts(['social-care']), JSON.stringify(row.facts));
});
