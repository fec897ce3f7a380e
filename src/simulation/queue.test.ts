import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberOf } from './day-numbers.ts';
import { day } from '../calendar/day.ts';
import { Queue } from './queue.ts';
import { seeded } from './seeded.ts';

const most = (waited: readonly number[]): number => Math.max(...waited);
const share = (waited: readonly number[], within: number): number => waited.filter((days) => days <= within).length / waited.length;

/** Two cases a day come for three years; in post are people for `posts` of them. Returns the days that each waited. */
function lived(posts: number, inTimeFirst: number): number[] {
  const queue = new Queue({ posts, borne: 8, inTimeFirst }, seeded(1), 520);
  const waited: number[] = [];
  let now = numberOf(day('2022-01-03'));
  const end = now + 1095;
  for (; now < end; now += 1) {
    const came = now;
    if (now % 7 < 5) for (const _ of [1, 2]) queue.join(came + 30, () => waited.push(now - came));
    queue.work(now);
  }
  return waited;
}

test('with people enough hardly anybody waits', () => {
  assert.ok(share(lived(1.3, 1), 10) > 0.9);
});

test('with too few all wait, but none for ever: agency staff come when the backlog is more than is borne', () => {
  const waited = lived(0.8, 0);
  assert.ok(share(waited.slice(-300), 30) < 0.1);
  assert.ok(most(waited) < 200);
});

test('where those in time go first, about half are in time and the others wait the longer', () => {
  const waited = lived(0.9, 0.6).slice(-400);
  const inTime = share(waited, 30);
  assert.ok(inTime > 0.4 && inTime < 0.9, String(inTime));
  assert.ok(most(waited) > 60 && most(waited) < 400, String(most(waited)));
});
