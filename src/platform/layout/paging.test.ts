import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paging } from './paging.ts';

const link = (page: number): string => `/list?page=${page}`;

test('one page has nothing to move between', () => {
  assert.deepEqual(paging(1, 25, link), { page: 1, pages: 1, before: 0, pagination: null });
  assert.equal(paging(1, 0, link).pages, 1);
});

test('a page that is not there is the first', () => {
  for (const asked of [0, -1, 4, 1.5, NaN]) assert.equal(paging(asked, 60, link).page, 1);
});

test('in the middle: both neighbours, both ends, dots between', () => {
  const { before, pagination } = paging(10, 500, link);
  assert.equal(before, 225);
  assert.deepEqual(pagination?.previous, { href: '/list?page=9' });
  assert.deepEqual(pagination?.next, { href: '/list?page=11' });
  const texts = pagination?.items.map((item) => ('ellipsis' in item ? '…' : `${item.number}${item.current ? '*' : ''}`));
  assert.deepEqual(texts, ['1', '…', '9', '10*', '11', '…', '20']);
});
