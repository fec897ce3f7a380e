import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayAsTyped, instantAsTyped, typedDay, typedInstant } from './typed-days.ts';

const NOW = '2026-11-21T10:42:00.000Z';

test('a day is read as people type it', () => {
  for (const text of ['27 September 2026', '27 sep 2026', '27/9/2026', '27-09-2026', '27.9.2026', ' 2026-09-27 ']) assert.equal(typedDay(text), '2026-09-27', text);
  for (const text of ['', 'yesterday', '31 September 2026', '27 September', '27/9/26', '2026-02-30', '27 September 2026 noon']) assert.equal(typedDay(text), null, text);
});

test('a day stands for the instant at which it has ended in England', () => {
  assert.equal(typedInstant('27 September 2026', NOW), '2026-09-27T23:00:00.000000Z');
  assert.equal(typedInstant('15 January 2026', NOW), '2026-01-16T00:00:00.000000Z');
  assert.equal(typedInstant('25 October 2026', NOW), '2026-10-26T00:00:00.000000Z');
  assert.equal(typedInstant('21 November 2026', NOW), '2026-11-21T10:42:00.000000Z');
  assert.equal(typedInstant('2026-09-27T09:30Z', NOW), '2026-09-27T09:30:00.000000Z');
  assert.equal(typedInstant('yesterday', NOW), null);
});

test('a box shows what was typed', () => {
  assert.equal(dayAsTyped('2026-09-27'), '27 September 2026');
  assert.equal(dayAsTyped(undefined), '');
  assert.equal(instantAsTyped(typedInstant('27 September 2026', NOW) ?? ''), '27 September 2026');
  assert.equal(instantAsTyped('2026-09-27T09:30:00.000000Z'), '2026-09-27T09:30:00.000000Z');
  assert.equal(instantAsTyped(undefined), '');
});
