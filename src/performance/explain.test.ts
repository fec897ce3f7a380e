import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../calendar/day.ts';
import { explain } from './explain.ts';
import { gather } from './figure.ts';
import { findMeasure } from './measures.sql.ts';
import { windowAt } from './windows.ts';

const asked = { window: windowAt('calendar-year', day('2026-11-21')), asAt: day('2026-11-21'), knownAt: '2026-11-21T09:00:00Z', filters: [{ key: 'sex', value: 'not_recorded' }] } as const;

test('an explanation says what is in, what is out and why, and does the sum', () => {
  const measure = findMeasure('twenty_weeks.excl')?.measure;
  assert.ok(measure !== undefined);
  const found = gather(measure, [
    { category: null, days: null, because: null, total: 90, yes: 41, unknown: 0 },
    { category: null, days: null, because: 'Day received not recorded', total: 2, yes: 0, unknown: 0 },
    { category: null, days: null, because: 'An exception applied to the 20-week limit', total: 6, yes: 0, unknown: 0 },
  ]);
  const { steps, working, period, filters, source, pairings } = explain(measure, found, asked);
  assert.deepEqual(steps.map(({ words, count }) => `${count} ${words}`), [
    '98 Rows that could count (one row is one plan issued)', '6 Left out: An exception applied to the 20-week limit',
    '2 Left out: Day received not recorded', '90 Counted', '41 Of those: yes', '49 Of those: no',
    '0 Of those: not recorded whether yes or no',
  ]);
  assert.equal(working, '41 of 90 is 45.6%');
  assert.equal(period, '1 January 2026 to 21 November 2026 (calendar year 2026 so far)');
  assert.deepEqual(filters, ['Sex: not recorded']);
  assert.equal(source, 'Department for Education: SEN2, plans issued within 20 weeks. Version 1 of the definition.');
  assert.ok(pairings.includes('twenty_weeks.all.within') && pairings.includes('open_overdue.final_plan'));
});

test('a share of nothing is not nought per cent', () => {
  const measure = findMeasure('IND.6W')?.measure;
  assert.ok(measure !== undefined);
  assert.equal(explain(measure, gather(measure, []), asked).working, '0 of 0: nothing to divide by');
});
