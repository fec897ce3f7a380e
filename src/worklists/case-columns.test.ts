import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../calendar/day.ts';
import { lineOf } from './case-columns.ts';
import type { ListedCase } from './listed-case.ts';

const today = day('2026-11-22');
const listed: ListedCase = {
  childId: '00000000-0000-4000-8000-000000000001', reference: '7K2QM-3XD0A', surname: 'Quxworthy', forename: 'Zuleika', stage: 'plan', caseworkerId: null, caseworker: null, workedOn: null,
  dueOn: day('2026-11-19'), code: 'AR.COMPLETE_BY', body: null, ruleSet: null, triggerKind: null, excused: false, aheadOn: day('2026-11-27'), overdue: 2, inevitable: false, dataProblem: false,
  bodies: [], views: false, settings: 0, mediator: false, appeal: false,
};

test('a line whose date is past tells the next one to come, if it is near', () => {
  assert.deepEqual(lineOf(listed, today).notes, ['2 dates overdue', 'Next: 27 Nov 2026, due Friday']);
  assert.deepEqual(lineOf({ ...listed, aheadOn: day('2026-11-30') }, today).notes, ['2 dates overdue']);
  assert.deepEqual(lineOf({ ...listed, dueOn: day('2026-11-27'), overdue: 0 }, today).notes, []);
});
