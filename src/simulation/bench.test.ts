import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, lineOf, type Measured, median, quantile } from './bench.ts';

const measured: Measured = { name: 'loading', unit: 's', figure: 9, floor: 3, floorIs: 'a copy', most: { figure: 10, ratio: 3 } };

test('a figure holds up to its most, in itself and against its floor', () => {
  assert.equal(judge(measured).holds, true);
  assert.equal(judge({ ...measured, figure: 9.1 }).holds, false);
  assert.equal(judge({ ...measured, figure: 11, floor: 5 }).holds, false);
  assert.equal(judge(measured).ratio, 3);
});

test('a figure that nothing is set for is not judged', () => {
  const { most: _most, ...free } = measured;
  assert.equal(judge(free).holds, null);
});

test('a line tells figure, floor, ratio, what is allowed and whether it holds', () => {
  const line = lineOf(judge({ ...measured, figure: 12.345 }));
  assert.match(line, /^loading +12\.3 s +floor +3 s +ratio +4\.1\d +NOT MET: at most 3 times the floor and 10 s \(floor: a copy\)$/);
});

test('the median is the middle one, a quantile the least that its share does not exceed', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 3, 2]), 2);
  assert.equal(quantile(Array.from({ length: 100 }, (_, i) => 100 - i), 0.95), 95);
  assert.equal(quantile([7], 0.95), 7);
});
