import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address } from './web-address.ts';

test('an address with parts and a query', () => {
  const reviews = address('/cases/:reference/reviews/:number');
  assert.equal(reviews.pattern, '/cases/:reference/reviews/:number');
  assert.equal(reviews({ reference: 'A1', number: '2' }), '/cases/A1/reviews/2');
  assert.equal(reviews({ reference: '../x?y', number: '2' }, { tab: 'a b', page: 2, none: undefined, empty: '' }), '/cases/..%2Fx%3Fy/reviews/2?tab=a+b&page=2');
});

test('an address without parts takes the query first', () => {
  assert.equal(address('/rows')({ measure: 'six_weeks.decided' }), '/rows?measure=six_weeks.decided');
  assert.equal(address('/rows')(), '/rows');
});
