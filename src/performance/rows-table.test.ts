import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterWords } from './filters.ts';
import { categoryWords } from './measure.ts';
import { findMeasure, measures } from './measures.sql.ts';
import { columnsOf, rowCells } from './rows-table.ts';

test('a case in a list is told in words, without the code of a date', () => {
  const found = findMeasure('caseload.total');
  const row = { child_id: '388c5acd-ceb0-41de-8970-146e18b15a12', counted_on: null, numerator: null, excluded_because: null, category: null, days: null };
  const told = (text: string): string | undefined => found === null ? undefined : rowCells({ ...row, case: text }, found.measure, { children: new Set([row.child_id]), names: new Map(), opens: true })['case'];
  assert.equal(told('7265N-KEEP1/assessment-1/NA.FINAL_PLAN'), '7265N-KEEP1, assessment 1');
  assert.equal(told('7265N-KEEP1/plan-2/phase-transfer-1'), '7265N-KEEP1, plan 2, phase transfer 1');
  assert.equal(told('7265N-KEEP1/dispute-1/order-2026-03-02'), '7265N-KEEP1, dispute 1, order of 2 Mar 2026');
  assert.equal(told('7265N-KEEP1/child'), '7265N-KEEP1');
});

function headings(id: string): string[] {
  const found = findMeasure(id);
  return found === null ? [] : columnsOf(found.measure, false, false).map(({ name }) => name);
}

test('each column says which day, and days of what', () => {
  assert.deepEqual(headings('open_overdue.final_plan'), ['Case', 'Last lawful day', 'How long overdue', 'Days overdue']);
  assert.deepEqual(headings('twenty_weeks.all'), ['Case', 'Day the plan was issued', 'Yes or no', 'Days from request to plan']);
  assert.deepEqual(headings('persons'), ['Case']);
  for (const { id, dayIs, daysAre } of measures) assert.ok(dayIs !== 'Day' && (daysAre === null || daysAre.startsWith('Days ')), id);
});

test('codes are told in words, in lists and as filters', () => {
  const table: [id: string, category: string | null, words: string][] = [
    ['open_overdue.review', '85-182', '12 to 26 weeks overdue (85 to 182 days)'], ['caseload.by_sex', 'F', 'Female'], ['ceased.by_reason', '4', 'Moved on to paid employment'],
    ['caseload.by_primary_need', 'ASD', 'Autistic spectrum disorder'], ['budgets.direct_payment', 'I', 'Integrated'], ['residential', 'A', '38 to 51 weeks'],
    ['caseload.by_age', '9', '9'], ['caseload.by_age', null, 'Not recorded'], ['advice.in_six_weeks', 'SOCIAL_CARE', 'Social care'],
  ];
  for (const [id, category, words] of table) assert.equal(categoryWords(findMeasure(id)?.measure ?? {}, category), words, id);
  const said = (['sex=F', 'ethnicity=WBRI', 'need=SEMH', 'age-band=5-10', 'age=9', 'ethnicity=not_recorded', 'category=ASD'] as const).map((text) => {
    const [key, value = ''] = text.split('=') as ['sex', string];
    return filterWords({ key, value }, (category) => `<${category}>`);
  });
  assert.deepEqual(said, ['Sex: Female', 'Ethnicity: White British', 'Primary need: Social, emotional and mental health', 'Age band: 5 to 10', 'Age: 9', 'Ethnicity: not recorded', 'Category: <ASD>']);
});
