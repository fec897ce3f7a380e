import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AUTHORITIES, authorityOf, ENDED_AUTHORITIES } from './local-authorities.ts';

test('there are 153 authorities in nine regions, each with three digits of its own', () => {
  assert.equal(AUTHORITIES.length, 153);
  assert.equal(new Set(AUTHORITIES.map((a) => a.code)).size, 153);
  assert.equal(new Set(AUTHORITIES.map((a) => a.region)).size, 9);
  assert.ok(AUTHORITIES.every((a) => /^\d{3}$/.test(a.code) && a.name !== ''));
});

test('an authority is found by its code; one that ended is not, but its successors are', () => {
  assert.equal(authorityOf('801')?.name, 'Bristol, City of');
  assert.equal(authorityOf('999'), null);
  assert.equal(authorityOf('909'), null);
  assert.deepEqual(ENDED_AUTHORITIES['909']?.successors.map((code) => authorityOf(code)?.name), ['Cumberland', 'Westmorland and Furness']);
});
