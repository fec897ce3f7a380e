import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../test/chances.ts';
import type { Day } from '../calendar/day.ts';
import { canonical } from './canonical.ts';
import { beginning, contentOf, contentText, type Header, instantText, linkOf, type StoredEntry, verifyChain } from './chain.ts';
import type { Facts, Json } from './entry.ts';

const json = fc.jsonValue() as fc.Arbitrary<Json>;

test('a value has one text, whatever the order of its names, and the text gives the value again', () => {
  fc.assert(fc.property(json, (value) => {
    const text = canonical(value);
    assert.deepEqual(canonical(JSON.parse(text) as Json), text);
    assert.equal(canonical(turnedRound(value)), text);
  }), { numRuns: 500 });
});

function turnedRound(value: Json): Json {
  if (Array.isArray(value)) return value.map(turnedRound);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([name, inner]) => [name, turnedRound(inner)]));
}

test('texts are written in one way', () => {
  assert.equal(canonical({ b: [1.0, -0, 1e21], a: 'é\n"', c: null }), '{"a":"é\\n\\"","b":[1,0,1e+21],"c":null}');
  assert.throws(() => canonical(Number.NaN), /not a number that the record can hold/);
});

test('an instant has one form', () => {
  assert.equal(instantText('2026-03-01T09:00:00Z'), '2026-03-01T09:00:00.000000Z');
  assert.equal(instantText('2026-03-01T09:00:00.12Z'), '2026-03-01T09:00:00.120000Z');
  assert.throws(() => instantText('2026-03-01T09:00:00+01:00'), /not an instant in UTC/);
});

function chainOf(facts: readonly Facts[]): StoredEntry[] {
  const chain: StoredEntry[] = [];
  for (const [i, fact] of facts.entries()) {
    const header: Header = {
      subjectKind: 'child', subjectId: '11111111-1111-4111-8111-111111111111', seq: i + 1, kind: 'PERSON', shape: 1,
      occurredOn: '2026-01-05' as Day, occurredAt: null, recordedAt: `2026-01-05T10:00:00.${String(i).padStart(6, '0')}Z`,
      recordedBy: 'officer', source: 'staff', operationId: `22222222-2222-4222-8222-${String(i).padStart(12, '0')}`, correctsSeq: null,
    };
    const [salt, text] = [`salt${i}`, contentText({ facts: fact, reason: null, sourceRow: null })];
    chain.push({ ...header, ...linkOf(header, salt, text, chain.at(-1)?.digest ?? beginning), salt, text });
  }
  return chain;
}

const factsList = fc.array(fc.dictionary(fc.string(), json), { minLength: 1, maxLength: 8 }) as fc.Arbitrary<Facts[]>;

test('a chain as recorded verifies, also where content was disposed of, and gives the facts back', () => {
  fc.assert(fc.property(factsList, fc.nat(7), (facts, gone) => {
    const chain = chainOf(facts);
    assert.equal(verifyChain(chain), null);
    assert.equal(verifyChain(chain.map((entry, i) => (i === gone ? { ...entry, salt: null, text: null } : entry))), null);
    chain.forEach((entry, i) => assert.equal(canonical(contentOf(entry.text).facts), canonical(facts[i] as Json)));
  }), { numRuns: 200 });
});

const changes: Readonly<Record<string, (entry: StoredEntry) => Partial<StoredEntry>>> = {
  text: (entry) => ({ text: `${entry.text} ` }),
  salt: () => ({ salt: 'other' }),
  commitment: () => ({ commitment: 'ff'.repeat(32) }),
  digest: () => ({ digest: 'ff'.repeat(32) }),
  previous: () => ({ previous: 'ff'.repeat(32) }),
  kind: () => ({ kind: 'OTHER' }),
  day: () => ({ occurredOn: '2026-01-06' as Day }),
  instant: () => ({ recordedAt: '2026-01-05T10:00:01.000000Z' }),
  person: () => ({ recordedBy: 'somebody else' }),
  source: () => ({ source: 'batch' }),
  correction: () => ({ correctsSeq: 1 }),
};

for (const [name, change] of Object.entries(changes)) {
  test(`a changed ${name} is found at its entry`, () => {
    fc.assert(fc.property(factsList, fc.nat(7), (facts, at) => {
      const place = at % facts.length;
      const chain = chainOf(facts).map((entry, i) => (i === place ? { ...entry, ...change(entry) } : entry));
      assert.equal(verifyChain(chain)?.seq, place + 1);
    }), { numRuns: 40 });
  });
}

test('an entry left out, doubled or swapped is found', () => {
  const chain = chainOf([{}, {}, {}, {}]);
  const [a, b, c, d] = chain as [StoredEntry, StoredEntry, StoredEntry, StoredEntry];
  assert.deepEqual(verifyChain([a, c, d]), { seq: 2, fault: 'MISSING' });
  assert.deepEqual(verifyChain([a, b, b, c]), { seq: 3, fault: 'MISSING' });
  assert.deepEqual(verifyChain([a, { ...c, seq: 2 }, { ...b, seq: 3 }, d]), { seq: 2, fault: 'PREVIOUS' });
});
