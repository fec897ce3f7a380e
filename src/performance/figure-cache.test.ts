import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedFor, sharedForGood } from './figure-cache.ts';

test('the same question is worked out once a second and shared by all who ask', async () => {
  let [now, worked] = [0, 0];
  const answer = sharedFor<number>(1000, () => now);
  const work = (): Promise<number> => Promise.resolve((worked += 1));
  assert.deepEqual(await Promise.all([answer('a', work), answer('a', work), answer('b', work)]), [1, 1, 2]);
  now = 999;
  assert.equal(await answer('a', work), 1);
  now = 1000;
  assert.equal(await answer('a', work), 3);
});

test('a failure is not shared with those who ask after it', async () => {
  const answer = sharedFor<number>(1000, () => 0);
  await assert.rejects(answer('a', () => Promise.reject(new Error('down'))), /down/);
  assert.equal(await answer('a', () => Promise.resolve(1)), 1);
});

test('what cannot change is worked out once, and of many questions those asked last are remembered', async () => {
  let worked = 0;
  const answer = sharedForGood<number>(2);
  const work = (): Promise<number> => Promise.resolve((worked += 1));
  assert.deepEqual(await Promise.all([answer('a', work), answer('b', work), answer('a', work)]), [1, 2, 1]);
  assert.equal(await answer('c', work), 3);
  assert.deepEqual([await answer('a', work), await answer('b', work)], [1, 4]);
  await assert.rejects(answer('d', () => Promise.reject(new Error('down'))), /down/);
  assert.equal(await answer('d', work), 5);
});
