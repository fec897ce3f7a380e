import assert from 'node:assert/strict';
import { on } from 'node:events';
import { test } from 'node:test';
import { milliseconds } from './clock.ts';
import { LivePages } from './live.ts';

test('however many changes follow one that was told, pages hear of them half a second later and once', async (t) => {
  let [heard, changes] = [(): void => {}, 0];
  const pages = new LivePages({
    changed: () => { changes += 1; }, standing: async (tokens) => new Set(tokens), now: () => '2026-11-22T09:00:00.000Z',
    listen: async (hearing) => {
      heard = hearing.heard;
      return { check: async () => {}, stop: async () => {} };
    },
  });
  t.after(() => pages.stop());
  const stream = pages.open({ token: 'one', staffId: 'odile' });
  assert.ok(stream !== null);
  const told: { event: string; at: number }[] = [];
  for await (const [text] of on(stream, 'data') as AsyncIterable<[Buffer]>) {
    for (const [, event = ''] of text.toString().matchAll(/^event: (\w+)/gm)) if (event === 'changed') told.push({ event, at: milliseconds() });
    // On opening a page, and as soon as it listens: then a burst, and another once that was told.
    if (told.length === 2 || told.length === 3) for (let count = 0; count < 20; count += 1) heard();
    if (told.length === 4) break;
  }
  const [, listening, , again] = told.map(({ at }) => at) as [number, number, number, number];
  // Two rests of half a second. A busy machine may be late with the first of these, so that less lies between; that they are two `changes` says.
  assert.ok(again - listening > 400, `two bursts told within ${again - listening} ms`);
  assert.equal(changes, 4, 'twenty changes are one');
});

test('a page whose sign-in goes on under another token while it is looked at is not ended', async (t) => {
  const [first, answer, again] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const pages = new LivePages({
    changed: () => {}, listen: async () => ({ check: async () => {}, stop: async () => {} }), now: () => '2026-11-22T09:00:00.000Z',
    standing: async (tokens) => {
      (tokens.includes('new') ? again : first).resolve();
      await answer.promise;
      return new Set(tokens.filter((token) => token === 'new'));
    },
  });
  t.after(() => pages.stop());
  let said = '';
  pages.open({ token: 'old', staffId: 'odile' })?.on('data', (text: Buffer) => (said += text.toString()));
  await first.promise;
  pages.goOn('old', 'new');
  answer.resolve();
  await again.promise;
  assert.doesNotMatch(said, /event: ended/);
});

test('a page that opens its stream while the sign-ins of others are looked at is not ended with them', async (t) => {
  const [first, answer, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const pages = new LivePages({
    changed: () => {}, listen: async () => ({ check: async () => {}, stop: async () => {} }), now: () => '2026-11-22T09:00:00.000Z',
    // The first one was disabled; whether is known when the test says.
    standing: async (tokens) => {
      (tokens.includes('two') ? second : first).resolve();
      await answer.promise;
      return new Set(tokens.filter((token) => token !== 'one'));
    },
  });
  t.after(() => pages.stop());
  const said = { one: '', two: '' };
  const hear = (token: 'one' | 'two'): void => void pages.open({ token, staffId: token })?.on('data', (text: Buffer) => (said[token] += text.toString()));
  hear('one');
  await first.promise;
  hear('two');
  answer.resolve();
  await second.promise;
  assert.match(said.one, /event: ended/);
  assert.doesNotMatch(said.two, /event: ended/);
});
