import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { inventCases } from '../../test/invented-cases.ts';
import type { InventedCase } from '../../test/invented-cases.ts';
import { day } from '../calendar/day.ts';
import { derivedTables } from '../deadlines/derived-tables.ts';
import { mainEthnicity } from '../case-history/kinds/ethnicity.ts';
import type { Database } from '../platform/database.ts';
import { operatorNamed } from '../platform/viewer.ts';
import type { Figure } from './figure.ts';
import { caseRows, figure, rowsFor } from './figures.sql.ts';
import type { CaseRow, Question } from './figures.sql.ts';
import { readFilter } from './filters.ts';
import type { Filter } from './filters.ts';
import { findMeasure, measures } from './measures.sql.ts';
import { parametersOf, readQuestion, windowOf } from './question.ts';
import { withScratch } from './scratch.sql.ts';

const { db } = await testDatabase();
const today = day('2026-11-21');
const cases = inventCases(11, 150, today);
const byChild = new Map(cases.map((one) => [one.rows.childId, one]));

const scratch = (use: (db: Database) => Promise<void>): Promise<void> => withScratch(db, derivedTables, cases.map(({ rows }) => rows), use);

function filterOf(text: string): Filter {
  const filter = readFilter(text);
  assert.ok('key' in filter, text);
  return filter;
}

function questionOf(id: string, window: string | undefined, asAt: string, filters: readonly Filter[] = []): Question {
  const reading = readQuestion({ window, asAt }, today);
  const found = findMeasure(id);
  assert.ok(found !== null && 'asAt' in reading, id);
  return { measure: found.measure, parameters: parametersOf(windowOf(found.measure, reading), reading.asAt), filters: [...found.filters, ...filters] };
}

const tally = (rows: readonly CaseRow[]): object => ({
  denominator: rows.filter((row) => row.excluded_because === null).length,
  numerator: rows.filter((row) => row.excluded_because === null && row.numerator === true).length,
  notRecorded: rows.filter((row) => row.excluded_because === null && row.numerator === null).length,
  left: rows.filter((row) => row.excluded_because !== null).length,
});

const counts = ({ denominator, numerator, notRecorded, excluded }: Figure): object => ({
  denominator, numerator, notRecorded, left: Object.values(excluded).reduce((sum, count) => sum + count, 0),
});

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
      some += rows.length;
    }
  }
  assert.ok(some > 10_000);
}));

/** The primary need of the plan that a row names, or else of the child's latest plan. */
function needOf({ settled }: InventedCase, row: CaseRow): string | null {
  const named = /plan-(\d+)(?:\/(?!AR)|$)/.exec(row.case)?.[1];
  const plan = named === undefined ? settled.plans.at(-1) : settled.plans[Number(named) - 1];
  return plan?.needs.find(({ rank }) => rank === '1')?.type ?? null;
}

const passing: [text: string, passes: (one: InventedCase, row: CaseRow) => boolean][] = [
  ['sex=F', ({ settled }) => settled.person.sex === 'F'],
  ['sex=not_recorded', ({ settled }) => settled.person.sex === null],
  ['ethnicity=WBRI', ({ settled }) => settled.person.ethnicity !== null && mainEthnicity(settled.person.ethnicity) === 'WBRI'],
  ['need=ASD', (one, row) => needOf(one, row) === 'ASD'],
  ['need=not_recorded', (one, row) => needOf(one, row) === null],
];

test('a figure with a filter is the count of the rows that pass it', () => scratch(async (on) => {
  for (const { id } of measures) {
    const everything = await caseRows(on, questionOf(id, 'calendar-year:2025', '2026-11-21'));
    for (const [text, passes] of passing) {
      const found = await figure(on, questionOf(id, 'calendar-year:2025', '2026-11-21', [filterOf(text)]));
      const expected = everything.filter((row) => passes(byChild.get(row.child_id) as InventedCase, row));
      assert.deepEqual(counts(found), tally(expected), `${id} ${text}`);
    }
  }
}));

test('age bands with "not recorded" make the whole', () => scratch(async (on) => {
  const bands = ['under-5', '5-10', '11-15', '16-19', '20-25', 'over-25', 'not_recorded'];
  for (const id of ['requests.received', 'twenty_weeks.all.within', 'caseload.total', 'new_plans', 'ceased.total', 'waiting.by_age']) {
    const ask = (filters: Filter[]): Promise<Figure> => figure(on, questionOf(id, 'calendar-year:2025', '2026-11-21', filters));
    const parts = await Promise.all(bands.map((band) => ask([filterOf(`age-band=${band}`)])));
    assert.equal(parts.reduce((sum, part) => sum + part.denominator, 0), (await ask([])).denominator, id);
  }
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
