import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Day } from '../calendar/day.ts';
import { numberOf } from './day-numbers.ts';
import { typed } from './drafts.ts';
import { seeded } from './seeded.ts';

test('however days are mistyped, nothing is recorded before the day it is said to have happened', () => {
  const chance = seeded(7);
  const first = numberOf('2025-01-01' as Day);
  const entries = Array.from({ length: 20_000 }, (_, n) => first + (n % 365)).flatMap((on) => typed(chance, { kind: 'ADVICE_REQUESTED', on, facts: {}, recordedOn: on, by: 'x' }, first + 900).map((entry) => ({ ...entry, meant: on })));
  assert.ok(entries.some(({ on, meant }) => on !== null && on !== meant));
  assert.deepEqual(entries.filter(({ on, recordedOn }) => on !== null && on > recordedOn), []);
});
