// A figure and a count of it written by hand, which share no code, come to the same for every measure.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { disturbed } from '../../test/disturbed-returns.ts';
import { inventCases } from '../../test/invented-cases.ts';
import { inventReturns } from '../../test/returns.ts';
import { day } from '../calendar/day.ts';
import { caseTables } from '../case-history/case-tables.ts';
import { derivedTables } from '../deadlines/derived-tables.ts';
import { figure } from '../performance/figures.sql.ts';
import { readFilter } from '../performance/filters.ts';
import { measures } from '../performance/measures.sql.ts';
import { parametersOf, readQuestion, windowOf } from '../performance/question.ts';
import { childRowsOf } from '../performance/return-rows.ts';
import { withScratch } from '../performance/scratch.sql.ts';
import { handQuery } from './bench-count.sql.ts';
import { countByHand } from './bench-counts.sql.ts';

const { db } = await testDatabase();
const today = day('2026-11-21');
const children = inventCases(5, 400, today).map(({ rows }) => rows);

const asked: [window: string | undefined, asAt: string][] = [
  [undefined, '2026-11-21'], ['calendar-year:2025', '2026-01-15'], ['financial-year', '2026-03-31'], ['rolling-12-months', '2025-10-31'], ['month', '2026-06-15'],
];

test('for every measure, in several windows and on several days', () => withScratch(db, derivedTables, children, async (on) => {
  let some = 0;
  for (const measure of measures) {
    for (const [window, asAt] of asked) {
      const reading = readQuestion({ window, asAt }, today);
      assert.ok('asAt' in reading);
      const parameters = parametersOf(windowOf(measure, reading), reading.asAt);
      const found = await figure(on, { measure, parameters, filters: [] });
      const { rows } = await handQuery(countByHand(measure.id)(parameters)).execute(on);
      assert.deepEqual(rows, [{ n: found.denominator, yes: found.numerator }], `${measure.id} ${window} ${asAt}`);
      some += found.numerator > 0 ? 1 : 0;
    }
  }
  assert.ok(some > 200, `only ${some} figures were of something`);
}));

test('for what returns full of errors say, too', async () => {
  for (const seed of [1, 2, 3]) {
    const records = disturbed(inventReturns(seed, { children: 200, year: 2025 }), seed).map((record) => childRowsOf(randomUUID(), [record]));
    await withScratch(db, caseTables, records, async (on) => {
      const parameters = parametersOf({ from: day('2024-01-01'), to: day('2024-12-31') }, day('2025-01-16'));
      for (const measure of measures.filter(({ inReturn }) => inReturn)) {
        const found = await figure(on, { measure, parameters, filters: [] });
        const { rows } = await handQuery(countByHand(measure.id)(parameters)).execute(on);
        assert.deepEqual(rows, [{ n: found.denominator, yes: found.numerator }], `${measure.id} ${seed}`);
      }
    });
  }
});

test('and with a filter', () => withScratch(db, derivedTables, children, async (on) => {
  const parameters = parametersOf({ from: day('2025-09-01'), to: day('2026-08-31') }, today);
  for (const measure of measures) {
    for (const text of ['sex=F', 'age=9', 'age-band=5-10', 'need=ASD', 'establishment=900001', 'looked-after=yes']) {
      const filter = readFilter(text);
      assert.ok('key' in filter);
      const found = await figure(on, { measure, parameters, filters: [filter] });
      const { rows } = await handQuery(countByHand(measure.id)(parameters), { filter, asAt: today }).execute(on);
      assert.deepEqual(rows, [{ n: found.denominator, yes: found.numerator }], `${measure.id} ${text}`);
    }
  }
}));
