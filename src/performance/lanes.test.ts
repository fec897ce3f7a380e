import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inLanes, type Work } from './lanes.ts';

/** Opens lanes named 1, 2, 3 …, and counts how many were open at once. */
function lanes(): { open: (use: Work<number, void>) => Promise<void>; most: () => number; opened: () => number } {
  let [open, most, opened] = [0, 0, 0];
  return {
    most: () => most, opened: () => opened,
    open: async (use) => {
      most = Math.max(most, (open += 1));
      await use(opened += 1).finally(() => { open -= 1; });
    },
  };
}

const tick = (): Promise<void> => new Promise((done) => { setImmediate(done); });

test('work asked for together is done side by side in few lanes, each answer to whoever asked', async () => {
  const { open, most } = lanes();
  const ask = inLanes(open, 3);
  const done = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => ask(async () => tick().then(() => n * n))));
  assert.deepEqual(done, [1, 4, 9, 16, 25, 36, 49]);
  assert.equal(most(), 3);
});

test('work asked for later opens a lane again', async () => {
  const { open, opened } = lanes();
  const ask = inLanes(open, 2);
  assert.equal(await ask(async (lane) => lane), 1);
  assert.equal(await ask(async (lane) => lane), 2);
  assert.equal(opened(), 2);
});

test('what fails fails for whoever asked, and what waited behind it; what is asked after it is answered', async () => {
  const { open } = lanes();
  const ask = inLanes(open, 1);
  const [first, second, third] = await Promise.allSettled([
    ask(async () => 1), ask(async () => tick().then(() => Promise.reject(new Error('down')))), ask(async () => 3),
  ]);
  assert.deepEqual([first?.status, second?.status, third?.status], ['fulfilled', 'rejected', 'rejected']);
  assert.equal(await ask(async () => 4), 4);
});

test('where no lane can be opened, nobody waits for ever', async () => {
  const ask = inLanes<number>(() => Promise.reject(new Error('no connection')), 2);
  const asked = await Promise.allSettled([ask(async () => 1), ask(async () => 2), ask(async () => 3)]);
  assert.ok(asked.every(({ status }) => status === 'rejected'));
});
