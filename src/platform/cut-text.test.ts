import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutText } from './cut-text.ts';

test('a text that is longer than may be says how much of it is left out', () => {
  assert.equal(cutText('12345', 5), '12345');
  assert.equal(cutText('123456', 5), '12345… (and 1 more character)');
  assert.equal(cutText('x'.repeat(40_000), 500), `${'x'.repeat(500)}… (and 39,500 more characters)`);
});
