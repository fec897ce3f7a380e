import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMeasure } from './measures.sql.ts';
import { rowCells } from './rows-table.ts';

test('a case in a list is told in words, without the code of a date', () => {
  const found = findMeasure('caseload.total');
  const row = { child_id: '388c5acd-ceb0-41de-8970-146e18b15a12', counted_on: null, numerator: null, excluded_because: null, category: null, days: null };
  const told = (text: string): string | undefined => found === null ? undefined : rowCells({ ...row, case: text }, found.measure)['case'];
  assert.equal(told('7265N-KEEP1/assessment-1/NA.FINAL_PLAN'), '7265N-KEEP1, assessment 1');
  assert.equal(told('7265N-KEEP1/plan-2/phase-transfer-1'), '7265N-KEEP1, plan 2, phase transfer 1');
  assert.equal(told('7265N-KEEP1/dispute-1/order-2026-03-02'), '7265N-KEEP1, dispute 1, order of 2 Mar 2026');
  assert.equal(told('7265N-KEEP1/child'), '7265N-KEEP1');
});
