import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNhsNumber } from './nhs-number.ts';

test('the check digit decides', () => {
  for (const right of ['9990000018', '9990000026', '9990000034', '9990000050', '9991234561']) assert.equal(isNhsNumber(right), isRight(right), right);
  assert.equal(isNhsNumber('9990000018'), true);
  assert.equal(isNhsNumber('9990000019'), false);
  assert.equal(isNhsNumber('0000000000'), true);
});

test('of the ten last digits at most one fits, and of one nine in eleven none does', () => {
  const fitting = Array.from({ length: 110 }, (_, i) => `999${String(i).padStart(6, '0')}`)
    .map((nine) => Array.from({ length: 10 }, (_, last) => `${nine}${last}`).filter(isNhsNumber).length);
  assert.ok(fitting.every((count) => count <= 1));
  assert.equal(fitting.filter((count) => count === 0).length, 10);
});

test('what is no ten digits is none', () => {
  for (const wrong of ['', '999000001', '99900000180', '999 000 0018', '99900000a8']) assert.equal(isNhsNumber(wrong), false, wrong);
});

/** Weighed the other way about: all ten digits, the check digit with the weight 1, come to a multiple of 11. */
function isRight(digits: string): boolean {
  return [...digits].reduce((sum, digit, place) => sum + Number(digit) * (10 - place), 0) % 11 === 0;
}
