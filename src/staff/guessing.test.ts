import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitText } from '../platform/layout/format.ts';
import { networkOf, waitAfter } from './guessing.ts';

test('ten refusals are free; then waits grow to a quarter of an hour and no further', () => {
  const waits = (refusals: number[]): number[] => refusals.map((count) => waitAfter(count, 10));
  assert.deepEqual(waits([0, 1, 9]), [0, 0, 0]);
  assert.deepEqual(waits([10, 11, 12, 14, 15, 16, 400]), [30, 60, 120, 480, 900, 900, 900]);
});

test('a wait in words', () => {
  assert.deepEqual([0.4, 30, 59.2, 60, 61, 900].map(waitText), ['1 second', '30 seconds', '60 seconds', '1 minute', '2 minutes', '15 minutes']);
});

test('one network, however its address is written', () => {
  assert.deepEqual(['192.0.2.7', '::ffff:192.0.2.7', '192.0.2.7:50123'].map(networkOf), Array(3).fill('192.0.2.7'));
  assert.deepEqual(['2001:db8:1:2::9', '2001:DB8:1:2:aaaa:bbbb:cccc:dddd', '[2001:db8:1:2::1]:443'].map(networkOf), Array(3).fill('2001:db8:1:2'));
  assert.deepEqual(['2001:db8::9', '::1', 'unix'].map(networkOf), ['2001:db8:0:0', '0:0:0:0', 'unix']);
});
