import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countText, dayText, initialsText, monthText, numberText, percentText, shareText, shortDayText,
} from './format.ts';

test('days and months in words', () => {
  assert.equal(dayText('2026-06-04'), '4 June 2026');
  assert.equal(shortDayText('2026-09-14'), '14 Sep 2026');
  assert.equal(monthText('2026-02'), 'February 2026');
  for (const none of [null, undefined, '']) assert.equal(dayText(none), 'Not recorded');
  assert.equal(shortDayText(null), 'Not recorded');
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
