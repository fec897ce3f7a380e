import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, questionOf, tally, today } from '../../test/asked-figures.ts';
import { testDatabase } from '../../test/database.ts';
import { inventCases } from '../../test/invented-cases.ts';
import { derivedTables } from '../deadlines/derived-tables.ts';
import type { Database } from '../platform/database.ts';
import { operatorNamed } from '../platform/viewer.ts';
import { caseRows, figure, rowsFor } from './figures.sql.ts';
import { measures } from './measures.sql.ts';
import { withScratch } from './scratch.sql.ts';

const { db } = await testDatabase();
const cases = inventCases(11, 150, today);

const scratch = (use: (db: Database) => Promise<void>): Promise<void> => withScratch(db, derivedTables, cases.map(({ rows }) => rows), use);

const windows: [window: string | undefined, asAt: string][] = [
  [undefined, '2026-11-21'], ['calendar-year:2025', '2026-01-15'], ['financial-year:2025-26', '2026-11-21'], ['academic-year', '2025-10-31'],
  ['quarter:2025-Q4', '2026-11-21'], ['month', '2026-02-28'], ['rolling-month', '2026-03-31'], ['rolling-12-months', '2026-06-15'],
];

test('each figure is the count of its rows, for every measure and window, and no case is counted twice', () => scratch(async (on) => {
  let some = 0;
  for (const { id } of measures) {
    for (const [window, asAt] of windows) {
      const question = questionOf(id, window, asAt);
      const rows = await caseRows(on, question);
      const found = await figure(on, question);
      assert.deepEqual(counts(found), tally(rows), `${id} ${window} ${asAt}`);
      assert.equal(new Set(rows.map((row) => row.case)).size, rows.length, `${id} names a case twice`);
      const inParts = found.categories.reduce((sum, part) => sum + part.denominator, 0);
      if (question.measure.categories !== undefined) assert.equal(inParts, found.denominator);
      const { reasons } = question.measure.rows(question.parameters);
      assert.deepEqual(Object.keys(found.excluded), reasons.filter((because) => because in found.excluded), `${id}: reasons stand in the order of the definition`);
      some += rows.length;
    }
  }
  assert.ok(some > 10_000);
}));

test('one category can be asked for by name', () => scratch(async (on) => {
  const whole = await figure(on, questionOf('caseload.by_sex', undefined, '2026-11-21'));
  const part = await figure(on, questionOf('caseload.by_sex.F', undefined, '2026-11-21'));
  assert.equal(part.denominator, whole.categories.find(({ category }) => category === 'F')?.denominator);
}));

test('what happened after the as-at day has not happened yet', () => scratch(async (on) => {
  const early = await figure(on, questionOf('requests.not_made', 'month:2026-05', '2026-05-31'));
  const late = await figure(on, questionOf('requests.not_made', 'month:2026-05', '2026-11-21'));
  assert.equal(early.denominator, late.denominator);
  assert.ok(early.numerator > late.numerator);
}));

const viewer = operatorNamed('test');

test('a list for somebody holds the same cases, in pages', () => scratch(async (on) => {
  const question = questionOf('caseload.total', undefined, '2026-11-21');
  const all = await caseRows(on, question, 'counted');
  const page = await rowsFor(on, viewer, question, { part: 'counted', page: { limit: 10, offset: 5 }, now: '2026-11-21T10:42:00Z' });
  assert.deepEqual(page.map((row) => row.case), all.slice(5, 15).map((row) => row.case));
}));
