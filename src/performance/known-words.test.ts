import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loweredWords } from './known-words.ts';

const words = (asked: string, at: string): string | null => loweredWords({ asked, at, lowered: true });

test('an instant that was lowered is said with the one asked for and the reason', () => {
  const because = 'because a change begun then was still being written.';
  const table: [asked: string, at: string, said: string][] = [
    ['2026-11-22T10:15:02.5Z', '2026-11-22T10:14:58.123456Z', 'Asked as known at 10:15:02am on 22 November 2026; answered as known at 10:14:58am'],
    ['2026-06-02T23:00:30Z', '2026-06-02T22:59:59.9Z', 'Asked as known at 12:00:30am on 3 June 2026; answered as known at 11:59:59pm on 2 June 2026'],
    ['2026-11-22T12:15:02.5Z', '2026-11-22T12:15:02.4Z', 'Asked as known at 12:15:02pm on 22 November 2026; answered as known a moment before'],
  ];
  for (const [asked, at, said] of table) assert.equal(words(asked, at), `${said}, ${because}`);
});

test('an instant that was not lowered needs no words', () => {
  assert.equal(loweredWords({ asked: '2026-11-22T10:15:02Z', at: '2026-11-22T10:15:01.5Z', lowered: false }), null);
});
