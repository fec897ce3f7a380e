// Figures asked for in tests, and counts of their rows to hold them against.
import assert from 'node:assert/strict';
import { day } from '../src/calendar/day.ts';
import type { Figure } from '../src/performance/figure.ts';
import type { CaseRow, Question } from '../src/performance/figures.sql.ts';
import { type Filter, readFilter } from '../src/performance/filters.ts';
import { findMeasure } from '../src/performance/measures.sql.ts';
import { parametersOf, readQuestion, windowOf } from '../src/performance/question.ts';

export const today = day('2026-11-21');

/** The filter written so. */
export function filterOf(text: string): Filter {
  const filter = readFilter(text);
  assert.ok('key' in filter, text);
  return filter;
}

/** The question about a measure; `window` undefined for its usual one. */
export function questionOf(id: string, window: string | undefined, asAt: string, filters: readonly Filter[] = []): Question {
  const reading = readQuestion({ window, asAt }, today);
  const found = findMeasure(id);
  assert.ok(found !== null && 'asAt' in reading, id);
  return { measure: found.measure, parameters: parametersOf(windowOf(found.measure, reading), reading.asAt), filters: [...found.filters, ...filters] };
}

/** How many of the rows count, and how. */
export const tally = (rows: readonly CaseRow[]): object => ({
  denominator: rows.filter((row) => row.excluded_because === null).length,
  numerator: rows.filter((row) => row.excluded_because === null && row.numerator === true).length,
  notRecorded: rows.filter((row) => row.excluded_because === null && row.numerator === null).length,
  left: rows.filter((row) => row.excluded_because !== null).length,
});

/** The same of a figure. */
export const counts = ({ denominator, numerator, notRecorded, excluded }: Figure): object => ({
  denominator, numerator, notRecorded, left: Object.values(excluded).reduce((sum, count) => sum + count, 0),
});
