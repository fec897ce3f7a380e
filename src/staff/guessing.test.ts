import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitAfter, waitText } from './guessing.ts';

test('ten failures are free; then waits grow to a quarter of an hour and no further', () => {
  assert.deepEqual([0, 1, 9].map(waitAfter), [0, 0, 0]);
  assert.deepEqual([10, 11, 12, 14, 15, 16, 400].map(waitAfter), [30, 60, 120, 480, 900, 900, 900]);
});

test('a wait in words', () => {
  assert.deepEqual([30, 59.2, 60, 61, 900].map(waitText), ['30 seconds', '60 seconds', '1 minute', '2 minutes', '15 minutes']);
});
