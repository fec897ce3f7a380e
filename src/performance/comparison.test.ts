import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../calendar/day.ts';
import { type Compared, comparisonLines, earlierThan } from './comparison.ts';
import { type Figure, gather } from './figure.ts';
import { findMeasure } from './measures.sql.ts';
import { readWindow } from './windows.ts';

const asAt = day('2026-11-21');

function measureNamed(id: string): Compared['measure'] {
  const found = findMeasure(id);
  if (found === null) throw new Error(`there is no measure ${id}`);
  return found.measure;
}

const [requests, rate, stock] = [measureNamed('requests.received'), measureNamed('six_weeks.decided.within'), measureNamed('caseload.total')];

function figure(measure: Compared['measure'], yes: number, total = yes): Figure {
  return gather(measure, [{ category: null, because: null, days: null, total, yes, unknown: 0 }]);
}

/** The lines for a figure, with those of earlier in the order in which they are asked for. */
function lines(measure: Compared['measure'], written: string | null, figures: readonly Figure[], from = '2000-01-01'): string[] {
  const read = written === null ? null : readWindow(written, asAt);
  if (read !== null && 'problem' in read) throw new Error(read.problem);
  const [now, ...before] = figures as [Figure, ...Figure[]];
  const earlier = earlierThan(read, asAt).map((of, index) => ({ ...of, figure: before[index] as Figure }));
  return comparisonLines({ measure, window: read, now, earlier }, day(from));
}

test('a count is compared with the period before and with the same one last year', () => {
  const figures = [15, 12, 17].map((count) => figure(requests, count));
  const table: [window: string, before: string, lastYear: string][] = [
    ['month:2026-06', 'Up 3 from May', 'Down 2 from June 2025'],
    ['month', 'Up 3 from October at the same point', 'Down 2 from November 2025 at the same point'],
    ['quarter:2026-Q1', 'Up 3 from the quarter 2025-Q4', 'Down 2 from the quarter 2025-Q1'],
    ['rolling-month', 'Up 3 from the month before', 'Down 2 from the same days last year'],
  ];
  for (const [window, ...expected] of table) assert.deepEqual(lines(requests, window, figures), expected);
});

test('where the period before is that of last year it is said once', () => {
  const figures = [15, 15].map((count) => figure(requests, count));
  assert.deepEqual(lines(requests, 'calendar-year:2025', figures), ['The same as in the calendar year 2024']);
  assert.deepEqual(lines(requests, 'academic-year', figures), ['The same as in the academic year 2025-26 at the same point']);
  assert.deepEqual(lines(requests, 'rolling-12-months', figures), ['The same as in the 12 months before']);
});

test('how things stand is compared with a month and a year before', () => {
  assert.deepEqual(lines(stock, null, [1500, 1488, 1500].map((count) => figure(stock, count))), ['Up 12 from 21 October 2026', 'The same as on 21 November 2025']);
});

test('rates are compared in points, and small ones not at all', () => {
  const table: [now: Figure, before: Figure, words: string][] = [
    [figure(rate, 50, 100), figure(rate, 33, 100), 'Up 17.0 points from May'], [figure(rate, 1, 9), figure(rate, 33, 100), '33.0% in May'],
    [figure(rate, 50, 100), figure(rate, 1, 9), '1 of 9 in May'], [figure(rate, 50, 100), figure(rate, 0), 'None in May'],
  ];
  assert.deepEqual(lines(rate, 'month:2026-06', [figure(rate, 0), figure(rate, 0), figure(rate, 33, 100)]), ['33.0% in June 2025']);
  for (const [now, before, words] of table) assert.equal(lines(rate, 'month:2026-06', [now, before, before])[0], words);
});

test('of what lies before the first return nothing is told', () => {
  const figures = [15, 12, 17].map((count) => figure(requests, count));
  assert.deepEqual(lines(requests, 'month:2026-06', figures, '2026-01-01'), ['Up 3 from May', 'No return loaded tells of June 2025']);
  assert.deepEqual(lines(stock, null, figures, '2026-01-01'), ['Up 3 from 21 October 2026', 'No return loaded tells of 21 November 2025']);
});
