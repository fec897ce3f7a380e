import assert from 'node:assert/strict';
import { test } from 'node:test';
import { momentText, shortMomentText, timeText } from './moment.ts';

test('times are those of clocks in England, in summer and winter', () => {
  const table = [
    ['2026-06-04T08:32:10.123456Z', '9:32am'], ['2026-12-04T09:32:00Z', '9:32am'], ['2026-12-04T12:00:00Z', 'midday'],
    ['2026-06-04T23:00:00Z', 'midnight'], ['2026-06-04T23:05:00Z', '12:05am'], ['2026-06-04T12:10:00Z', '1:10pm'],
  ] as const;
  for (const [instant, text] of table) assert.equal(timeText(instant), text);
  assert.equal(momentText('2026-06-30T23:30:00Z'), '12:30am on 1 July 2026');
  assert.equal(momentText('2026-06-30T23:00:00.000000Z'), 'the start of 1 July 2026');
  assert.deepEqual(['2026-06-30T23:30:00Z', '2026-06-30T23:00:00Z'].map(shortMomentText), ['12:30am on 1 Jul 2026', 'the start of 1 Jul 2026']);
});
