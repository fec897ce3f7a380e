import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../test/chances.ts';
import { entry, stated, story, tracked } from '../../test/entries.ts';
import { returned } from '../../test/cases.ts';
import type { Day } from '../calendar/day.ts';
import type { Case } from './case.ts';
import { caseTables } from './case-tables.ts';
import { rowsOf } from './derived-table.ts';
import type { Entry } from './entry.ts';
import { settle } from './settle.ts';
import { emptyAssessment, emptyNamedPlan, type TrackerRequest, type TrackerStep } from './tracker-row.ts';

const on = (text: string): Day => text as Day;
const step = (kind: string, day: string, facts: TrackerStep['facts'] = {}): TrackerStep => ({ kind, on: on(day), facts });
const request = (received: string | null, more: Partial<TrackerRequest> = {}): Partial<TrackerRequest> => ({ receivedDate: received === null ? null : on(received), ...more });
const decided = (day: string): Partial<TrackerRequest> => ({ requestOutcome: 'Y', requestOutcomeDate: on(day) });
const tables = (settled: Case): unknown => caseTables.map((table) => [table.name, rowsOf(table, settled)]);
const requests = (entries: readonly Entry[]): unknown => settle(entries).assessments.map((one) => [one.receivedOn, one.requestOutcome, one.requestOutcomeOn]);

describe('what a tracker says', () => {
  test('from request to plan is one assessment, one plan, and the steps between', () => {
    const settled = settle([tracked(1, '2026-06-30', [request('2026-01-05', {
      ...decided('2026-02-10'), assessment: { ...emptyAssessment(), assessmentOutcome: 'Y', assessmentOutcomeDate: on('2026-05-25'), namedPlan: { ...emptyNamedPlan(), startDate: on('2026-05-25') } },
      steps: [step('ADVICE_REQUESTED', '2026-02-11', { body: 'HEALTH' }), step('ADVICE_RECEIVED', '2026-03-20', { body: 'HEALTH' }), step('DRAFT_PLAN_SERVED', '2026-04-20')],
    })])]);
    assert.deepEqual(settled.assessments.map((one) => [one.receivedOn, one.requestOutcomeOn, one.draftServedOn, one.assessmentOutcomeOn]), [['2026-01-05', '2026-02-10', '2026-04-20', '2026-05-25']]);
    assert.deepEqual(settled.assessments[0]?.advice.map(({ body, requestedOn, receivedOn }) => [body, requestedOn, receivedOn]), [['HEALTH', '2026-02-11', '2026-03-20']]);
    assert.deepEqual(settled.plans.map((plan) => [plan.startOn, plan.assessmentNo]), [['2026-05-25', 1]]);
    assert.ok(settled.episodes[0]?.events.every(({ byReturn }) => byReturn === true));
  });

  test('a request without a decision is undecided, as with one that staff record', () => {
    assert.deepEqual(requests([tracked(1, '2026-03-31', [request('2026-02-03')])]), [['2026-02-03', 'undecided', null]]);
  });

  test('a row with reviews alone makes no request', () => {
    const settled = settle([tracked(1, '2026-03-31', [{ steps: [step('REVIEW_MEETING_HELD', '2026-03-02')] }])]);
    assert.deepEqual([settled.assessments.length, settled.plans.map((plan) => plan.reviews.map(({ meetingOn }) => meetingOn))], [0, [['2026-03-02']]]);
  });

  test('of two refused and asked again, each row is a request of its own', () => {
    assert.deepEqual(requests([tracked(1, '2026-03-31', [request('2024-01-08', { requestOutcome: 'N', requestOutcomeDate: on('2024-02-12') }), request('2026-02-03')])]), [
      ['2024-01-08', 'refuse', '2024-02-12'], ['2026-02-03', 'undecided', null]]);
  });
});

describe('a tracker and the record', () => {
  const later = { recordedAt: '2026-05-02T09:00:00.000001Z' };

  test('a sheet says otherwise than staff recorded before its day: the sheet puts it right, whichever day is earlier', () => {
    for (const day of ['2026-02-03', '2026-02-09']) {
      const told = [entry(1, 'REQUEST_RECEIVED', day, { recordedAt: '2026-02-10T09:00:00.000001Z' }), tracked(2, '2026-03-31', [request('2026-02-05')], later)];
      assert.deepEqual(requests(told), [['2026-02-05', 'undecided', null]], day);
    }
  });

  test('what staff recorded after the day of the sheet stands, also where the sheet is loaded later', () => {
    const told = [
      entry(1, 'REQUEST_RECEIVED', '2026-02-03', { recordedAt: '2026-04-10T09:00:00.000001Z' }), entry(2, 'DRAFT_PLAN_SERVED', '2026-04-07', { recordedAt: '2026-04-10T09:00:00.000002Z' }),
      tracked(3, '2026-03-31', [request('2026-02-05', { steps: [step('DRAFT_PLAN_SERVED', '2026-03-30')] })], later),
    ];
    const settled = settle(told);
    assert.deepEqual(settled.assessments.map((one) => [one.receivedOn, one.draftServedOn]), [['2026-02-03', '2026-04-07']]);
  });

  test('a step that staff recorded before the day of the sheet takes the day of the sheet, and stays one step', () => {
    const told = [...story(['REQUEST_RECEIVED', '2026-01-05'], ['ADVICE_REQUESTED', '2026-02-11', { body: 'HEALTH' }]), tracked(3, '2026-12-31', [request('2026-01-05', { steps: [step('ADVICE_REQUESTED', '2026-02-13', { body: 'HEALTH' }), step('ADVICE_REQUESTED', '2026-02-12', { body: 'SOCIAL_CARE' })] })])];
    assert.deepEqual(settle(told).assessments[0]?.advice.map(({ body, requestedOn }) => [body, requestedOn]), [['SOCIAL_CARE', '2026-02-12'], ['HEALTH', '2026-02-13']]);
  });

  test('what a later sheet leaves empty stays', () => {
    const told = [tracked(1, '2026-03-31', [request('2026-02-03', decided('2026-03-10'))]), tracked(2, '2026-04-30', [request('2026-02-03')])];
    assert.deepEqual(requests(told), [['2026-02-03', 'assess', '2026-03-10']]);
  });

  test('another day in the same cell is a correction where it is near, and the next review where it is not', () => {
    const meetings = (first: string, second: string): unknown => settle([
      tracked(1, '2026-03-31', [{ steps: [step('REVIEW_MEETING_HELD', first)] }]), tracked(2, '2026-09-30', [{ steps: [step('REVIEW_MEETING_HELD', second)] }]),
    ]).plans[0]?.reviews.map(({ meetingOn }) => meetingOn);
    assert.deepEqual(meetings('2026-03-02', '2026-03-05'), ['2026-03-05']);
    assert.deepEqual(meetings('2025-09-04', '2026-09-03'), ['2025-09-04', '2026-09-03']);
  });

  test('a return and a tracker that are days apart speak of one request; the later one has the last word', () => {
    const told = [stated(1, returned(2026, '2025-03-03')), tracked(2, '2025-06-30', [request('2025-03-06', decided('2025-04-11'))])];
    assert.deepEqual(requests(told), [['2025-03-03', 'assess', '2025-04-10']]);
    assert.deepEqual(requests([...told, tracked(3, '2026-02-28', [request('2025-03-07', decided('2025-04-11'))])]), [['2025-03-07', 'assess', '2025-04-11']]);
  });

  test('an old plan and a new request are two stories', () => {
    const old = { requestOutcome: 'H' as const, assessment: { ...emptyAssessment(), assessmentOutcome: 'H' as const, namedPlan: { ...emptyNamedPlan(), startDate: on('2019-05-06') } } };
    assert.equal(settle([tracked(1, '2026-03-31', [request(null, old)]), tracked(2, '2026-04-30', [request('2026-02-03')])]).assessments.length, 2);
  });

  test('the order of loading plays no part', () => {
    const said = [stated(1, returned(2026, '2025-03-03')), tracked(2, '2025-06-30', [request('2025-03-06', { steps: [step('DRAFT_PLAN_SERVED', '2025-06-02')] })]),
      tracked(3, '2026-02-28', [request('2025-03-07', { steps: [step('DRAFT_PLAN_SERVED', '2025-06-05')] })]), tracked(4, '2026-03-31', [{ steps: [step('REVIEW_MEETING_HELD', '2026-03-02')] }])];
    const straight = tables(settle(said));
    fc.assert(fc.property(fc.shuffledSubarray(said, { minLength: said.length }), (shuffled) => {
      const loaded = shuffled.map((one, i) => ({ ...one, seq: i + 1, recordedAt: `2026-11-01T09:00:00.${String(i + 1).padStart(6, '0')}Z` }));
      assert.deepEqual(tables(settle(loaded)), straight);
    }));
  });
});
