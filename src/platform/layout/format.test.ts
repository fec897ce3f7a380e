import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countText, dayText, initialsText, momentText, monthText, numberText, percentText, shareText, shortDayText, timeText,
} from './format.ts';

test('days and months in words', () => {
  assert.equal(dayText('2026-06-04'), '4 June 2026');
  assert.equal(shortDayText('2026-09-14'), '14 Sep 2026');
  assert.equal(monthText('2026-02'), 'February 2026');
  for (const none of [null, undefined, '']) assert.equal(dayText(none), 'Not recorded');
  assert.equal(shortDayText(null), 'Not recorded');
});

test('times are those of clocks in England, in summer and winter', () => {
  const table = [
    ['2026-06-04T08:32:10.123456Z', '9:32am'], ['2026-12-04T09:32:00Z', '9:32am'], ['2026-12-04T12:00:00Z', 'midday'],
    ['2026-06-04T23:00:00Z', 'midnight'], ['2026-06-04T23:05:00Z', '12:05am'], ['2026-06-04T12:10:00Z', '1:10pm'],
  ] as const;
  for (const [instant, text] of table) assert.equal(timeText(instant), text);
  assert.equal(momentText('2026-06-30T23:30:00Z'), '12:30am on 1 July 2026');
});

test('numbers, and shares that small numbers do not distort', () => {
  assert.equal(numberText(12345), '12,345');
  assert.equal(numberText(null), 'Not recorded');
  assert.equal(percentText(12, 22), '54.5%');
  assert.equal(percentText(3, 8), '3 of 8');
  assert.equal(percentText(0, 0), 'None to count');
  assert.equal(shareText(1200, 2400), '50.0% (1,200 of 2,400)');
  assert.equal(shareText(3, 8), '3 of 8');
  assert.equal(countText(1, 'child', 'children'), '1 child');
  assert.equal(countText(1204, 'child', 'children'), '1,204 children');
});

test('initials for titles', () => assert.equal(initialsText('Amira Jane Shah-Osei'), 'A. J. S. O.'));
