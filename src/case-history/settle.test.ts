import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../test/chances.ts';
import { entry, stated, story } from '../../test/entries.ts';
import { inventCouncil } from '../../test/returns.ts';
import type { Case } from './case.ts';
import type { ReturnRecord } from './return-record.ts';
import { caseTables } from './case-tables.ts';
import { rowsOf } from './derived-table.ts';
import type { Entry } from './entry.ts';
import { settle } from './settle.ts';

const tables = (settled: Case): unknown => caseTables.map((table) => [table.name, rowsOf(table, settled)]);
const outcome = (settled: Case): unknown => settled.assessments.map((a) => [a.requestOutcome, a.requestOutcomeOn, a.assessmentOutcome, a.assessmentOutcomeOn, a.ended]);

describe('a story recorded by staff', () => {
  test('from request to plan is one assessment and one plan', () => {
    const settled = settle(story(
      ['REQUEST_RECEIVED', '2026-01-05', { requestSource: '1' }], ['DECISION_TO_ASSESS_NOTIFIED', '2026-02-10'],
      ['ADVICE_REQUESTED', '2026-02-11', { body: 'HEALTH' }], ['ADVICE_RECEIVED', '2026-03-20', { body: 'HEALTH' }],
      ['DRAFT_PLAN_SERVED', '2026-04-20'], ['FINAL_PLAN_SENT', '2026-05-25'],
    ));
    assert.equal(settled.assessments.length, 1);
    assert.deepEqual(outcome(settled), [['assess', '2026-02-10', 'issue', '2026-05-25', true]]);
    assert.equal(settled.assessments[0]?.draftServedOn, '2026-04-20');
    assert.deepEqual(settled.assessments[0]?.advice, [{ body: 'HEALTH', requestedOn: '2026-02-11', bodyReceivedOn: '2026-02-11', receivedOn: '2026-03-20' }]);
    assert.deepEqual(settled.plans.map((plan) => [plan.startOn, plan.assessmentNo]), [['2026-05-25', 1]]);
  });

  test('of two records that were joined, an event is about an entry of its own', () => {
    const subjectId = '00000000-0000-4000-8000-000000000002';
    const settled = settle([
      ...story(['REQUEST_RECEIVED', '2025-03-03'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2025-04-01']),
      entry(1, 'REQUEST_RECEIVED', '2025-09-01', { subjectId }),
      entry(2, 'DECISION_TO_ASSESS_NOTIFIED', '2025-10-01', { subjectId, facts: { about: '1' } }),
    ]);
    assert.deepEqual(settled.assessments.map((one) => [one.requestOutcome, one.requestOutcomeOn]), [['refuse', '2025-04-01'], ['assess', '2025-10-01']]);
  });

  test('a step of a dispute belongs to the decision that it names, also once that was corrected', () => {
    const told = [
      ...story(['REQUEST_RECEIVED', '2025-03-03'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2025-04-01'], ['REQUEST_RECEIVED', '2025-05-01'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2025-06-01']),
      entry(5, 'DECISION_NOT_TO_ASSESS_NOTIFIED', '2025-04-03', { correctsSeq: 2 }),
      entry(6, 'APPEAL_LODGED', '2025-06-10', { facts: { about: '2' } }),
      entry(7, 'MEDIATION_CERTIFICATE_ISSUED', '2025-06-20', { facts: { about: '6' } }),
    ];
    assert.deepEqual(settle(told).disputes.map(({ noticeOn, appealOn }) => [noticeOn, appealOn]), [['2025-04-03', '2025-06-10']]);
    assert.deepEqual(settle(told).episodes.filter(({ kind }) => kind === 'DISPUTE').map(({ events }) => events.length), [3, 1]);
  });

  test('a request that nobody decided is undecided and open', () => {
    assert.deepEqual(outcome(settle(story(['REQUEST_RECEIVED', '2026-01-05']))), [['undecided', null, null, null, false]]);
  });

  test('a second request while one is open restarts nothing', () => {
    const settled = settle(story(['REQUEST_RECEIVED', '2026-01-05'], ['REQUEST_RECEIVED', '2026-01-20']));
    assert.deepEqual(settled.assessments.map((a) => a.receivedOn), ['2026-01-05']);
  });

  test('a request after a refusal is a new one', () => {
    const settled = settle(story(['REQUEST_RECEIVED', '2026-01-05'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01'], ['REQUEST_RECEIVED', '2026-06-01']));
    assert.deepEqual(outcome(settled), [['refuse', '2026-02-01', null, null, true], ['undecided', null, null, null, false]]);
  });

  test('a refusal that is overturned keeps its outcome and day while the case goes on', () => {
    const settled = settle(story(['REQUEST_RECEIVED', '2026-01-05'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01'],
      ['DECISION_TO_ASSESS_NOTIFIED', '2026-04-01'], ['FINAL_PLAN_SENT', '2026-08-01']));
    assert.deepEqual(outcome(settled), [['refuse', '2026-02-01', 'issue', '2026-08-01', true]]);
  });

  test('a plan counts as sent on the latest of the days on which it went out', () => {
    const settled = settle(story(['REQUEST_RECEIVED', '2026-01-05'], ['FINAL_PLAN_SENT', '2026-05-25', { familySentOn: '2026-05-25', settingSentOn: '2026-05-27' }]));
    assert.equal(settled.assessments[0]?.assessmentOutcomeOn, '2026-05-27');
  });

  test('two yearly reviews are two reviews of the plan', () => {
    const settled = settle(story(['PLAN_FIRST_MADE', '2024-03-01'], ['REVIEW_MEETING_HELD', '2025-02-01'], ['REVIEW_DECISION_NOTIFIED', '2025-02-20', { outcome: 'MAINTAIN' }],
      ['REVIEW_NOTICE_GIVEN', '2026-01-01'], ['REVIEW_MEETING_HELD', '2026-01-20'], ['AMENDMENT_NOTICE_SENT', '2026-02-10'], ['FINAL_AMENDED_PLAN_SENT', '2026-03-01']));
    assert.deepEqual(settled.plans[0]?.reviews.map((r) => [r.no, r.meetingOn, r.decisionOn, r.amendmentNoticeOn, r.finalOn]), [
      [1, '2025-02-01', '2025-02-20', null, null], [2, '2026-01-20', null, '2026-02-10', '2026-03-01']]);
  });

  test('of two notices of amendments the first counts, and both are told', () => {
    const told = story(['PLAN_FIRST_MADE', '2024-03-01'], ['REVIEW_MEETING_HELD', '2026-01-20'], ['REVIEW_DECISION_NOTIFIED', '2026-02-10', { outcome: 'AMEND' }], ['AMENDMENT_NOTICE_SENT', '2026-02-10'], ['AMENDMENT_NOTICE_SENT', '2026-03-02']);
    const settled = settle(told);
    assert.deepEqual(settled.plans[0]?.reviews.map((one) => one.amendmentNoticeOn), ['2026-02-10']);
    assert.deepEqual(settled.episodes.find(({ kind }) => kind === 'REVIEW')?.events.flatMap(({ kind, on }) => (kind === 'AMENDMENT_NOTICE_SENT' ? [on] : [])), ['2026-02-10', '2026-03-02']);
    const corrected = settle([...told, entry(6, 'AMENDMENT_NOTICE_SENT', '2026-02-12', { correctsSeq: 4 })]);
    assert.deepEqual(corrected.plans[0]?.reviews.map((one) => one.amendmentNoticeOn), ['2026-02-12']);
  });

  test('amendments once the plan was amended are a new episode', () => {
    const told = story(['PLAN_FIRST_MADE', '2024-01-05'], ['AMENDMENT_NOTICE_SENT', '2024-03-01'], ['FINAL_AMENDED_PLAN_SENT', '2024-04-01'], ['AMENDMENT_NOTICE_SENT', '2026-03-01']);
    assert.deepEqual(settle(told).episodes.filter((e) => e.kind === 'AMENDMENT').map((e) => e.events.map((v) => v.on)), [['2024-03-01', '2024-04-01'], ['2026-03-01']]);
  });

  test('an amendment outside a review is an episode of its own', () => {
    const settled = settle(story(['PLAN_FIRST_MADE', '2026-01-05'], ['AMENDMENT_NOTICE_SENT', '2026-03-01']));
    assert.deepEqual(settled.episodes.filter((e) => e.kind === 'AMENDMENT').map((e) => e.events.map((v) => v.on)), [['2026-03-01']]);
  });
});

describe('corrections', () => {
  const request = entry(1, 'REQUEST_RECEIVED', '2026-01-05');

  test('a correction takes the place of the whole entry', () => {
    const settled = settle([request, entry(2, 'REQUEST_RECEIVED', '2026-01-12', { correctsSeq: 1 })]);
    assert.deepEqual(settled.assessments.map((a) => a.receivedOn), ['2026-01-12']);
  });

  test('a correction of a correction stands', () => {
    const chain = [request, entry(2, 'REQUEST_RECEIVED', '2026-01-12', { correctsSeq: 1 }), entry(3, 'REQUEST_RECEIVED', '2026-01-13', { correctsSeq: 2 })];
    assert.deepEqual(settle(chain).assessments.map((a) => a.receivedOn), ['2026-01-13']);
  });

  test('a retraction leaves nothing', () => {
    assert.deepEqual(settle([request, entry(2, 'REQUEST_RECEIVED', null, { correctsSeq: 1, facts: null })]).assessments, []);
  });

  test('known at an instant before the correction, the first entry stands', () => {
    const later = entry(2, 'REQUEST_RECEIVED', '2026-01-12', { correctsSeq: 1, recordedAt: '2026-12-01T00:00:00.000000Z' });
    assert.deepEqual(settle([request, later], '2026-11-30T00:00:00.000000Z').assessments.map((a) => a.receivedOn), ['2026-01-05']);
  });

  test('an officer’s later word on an imported request wins over the return', () => {
    const record = inventCouncil(3, { children: 40, years: [2026] }).returns.get(2026)?.find((r) => r.requests.length === 1 && r.requests[0]?.receivedDate != null) as ReturnRecord;
    const settled = settle([stated(1, record), entry(2, 'REQUEST_RECEIVED', '2025-03-03', { facts: { about: '1/1' } })]);
    assert.deepEqual(settled.assessments.map((a) => a.receivedOn), ['2025-03-03']);
  });
});

describe('an officer puts right what a return says', () => {
  const record = (): ReturnRecord => {
    const found = structuredClone(inventCouncil(3, { children: 80, years: [2026] }).returns.get(2026)?.find((r) => r.requests.length === 1 && r.requests[0]?.activePlan != null)) as ReturnRecord;
    const [request] = found.requests;
    Object.assign(request?.assessment?.namedPlan ?? {}, { startDate: '2022-03-01', ceaseDate: null, ceaseReason: null });
    Object.assign(request?.activePlan ?? {}, { reviewMeeting: '2025-03-03', lastReview: '2025-03-20', reviewOutcome: 'M', reviewDraft: null });
    return found;
  };
  const about = { facts: { about: '1/1' } };
  const plan = (...entries: Entry[]): Case['plans'][number] => settle([stated(1, record()), ...entries]).plans[0] as Case['plans'][number];

  test('the day of a review meeting', () => {
    assert.deepEqual(plan(entry(2, 'REVIEW_MEETING_HELD', '2025-03-06', about)).reviews.map((r) => [r.meetingOn, r.decisionOn]), [['2025-03-06', '2025-03-20']]);
  });

  test('a need recorded before it was recorded that the plan was made', () => {
    const settled = settle(story(['NEED_RECORDED', '2024-01-10', { need: 'ASD', rank: '1' }], ['PLAN_FIRST_MADE', '2024-03-01']));
    assert.deepEqual(settled.plans.map(({ startOn, needs }) => [startOn, needs]), [['2024-03-01', [{ type: 'ASD', rank: '1' }]]]);
  });

  test('the day a plan started', () => {
    const settled = settle([stated(1, record()), entry(2, 'PLAN_FIRST_MADE', '2022-03-11', about)]);
    assert.deepEqual(settled.plans.map((p) => p.startOn), ['2022-03-11']);
  });

  const withdrawn = (more: object): ReturnRecord => {
    const found = record();
    Object.assign(found.requests[0] as object, { receivedDate: '2025-02-03', requestOutcome: 'W', requestOutcomeDate: '2025-03-03', assessment: null, activePlan: null, ...more });
    return found;
  };
  const assessment = { assessmentOutcome: 'W', assessmentOutcomeDate: '2025-05-05', assessmentMediation: null, assessmentTribunal: null, otherMediation: null, otherTribunal: null, week20: null, namedPlan: null };

  test('the day of a withdrawal, before and after the decision to assess', () => {
    const later = { requestOutcome: 'Y', assessment };
    for (const [more, expected] of [[{}, ['withdrawn', '2025-03-10', null, null]], [later, ['assess', '2025-03-03', 'withdrawn', '2025-03-10']]] as const) {
      const settled = settle([stated(1, withdrawn(more)), entry(2, 'REQUEST_WITHDRAWN', '2025-03-10', about)]);
      assert.deepEqual(settled.assessments.map((one) => [one.requestOutcome, one.requestOutcomeOn, one.assessmentOutcome, one.assessmentOutcomeOn]), [expected]);
      assert.deepEqual([settled.assessments[0]?.endedOn, settled.episodes[0]?.events.filter(({ kind }) => kind === 'REQUEST_WITHDRAWN').map(({ on }) => on)], ['2025-03-10', ['2025-03-10']]);
    }
  });

  test('a phase transfer: which, and the day of the final plan', () => {
    const moving = record();
    Object.assign(moving.requests[0]?.activePlan ?? {}, { phaseTransferDueDate: '2026-02-15', phaseTransferFinalDate: '2026-02-20' });
    const noted = entry(2, 'PHASE_TRANSFER_IDENTIFIED', '2025-09-10', { facts: { about: '1/1', kind: 'SECONDARY_TO_POST16', transferDate: '2026-09-01', dueDate: '2026-03-31' } });
    const sent = entry(3, 'PHASE_TRANSFER_FINAL_PLAN_SENT', '2026-02-10', about);
    const phases = (...entries: Entry[]): unknown => {
      const { plans, episodes } = settle([stated(1, moving), ...entries]);
      return [plans[0]?.phaseTransfers.map((one) => [one.kind, one.dueOn, one.finalOn]), episodes.filter(({ kind }) => kind === 'PHASE_TRANSFER').map(({ events }) => events.map(({ on, seq }) => [on, seq]))];
    };
    assert.deepEqual(phases(), [[[null, '2026-02-15', '2026-02-20']], [[['2026-02-20', 1], [null, 1]]]]);
    assert.deepEqual(phases(noted), [[['SECONDARY_TO_POST16', '2026-03-31', '2026-02-20']], [[['2025-09-10', 2], ['2026-02-20', 1]]]]);
    assert.deepEqual(phases(noted, sent), [[['SECONDARY_TO_POST16', '2026-03-31', '2026-02-10']], [[['2025-09-10', 2], ['2026-02-10', 3]]]]);
    assert.deepEqual(phases(entry(2, 'PHASE_TRANSFER_IDENTIFIED', '2025-09-10', { facts: { kind: 'PRIMARY_TO_SECONDARY', transferDate: '2026-09-01' } })),
      [[['PRIMARY_TO_SECONDARY', '2026-02-15', '2026-02-20']], [[['2025-09-10', 2], ['2026-02-20', 1]]]], 'noted by staff too, it is the same transfer');
  });

  test('the end of a plan, until a later return states another', () => {
    const ended = entry(2, 'PLAN_CEASED', '2026-02-01', { facts: { reason: '2' } });
    assert.equal(plan(ended).ceaseOn, '2026-02-01');
    const later = Object.assign(record(), { year: 2028, referenceDate: '2028-01-20' });
    Object.assign(later.requests[0]?.assessment?.namedPlan ?? {}, { ceaseDate: '2026-03-01', ceaseReason: '2' });
    assert.equal(plan(ended, stated(3, later)).ceaseOn, '2026-03-01');
  });
});

describe('returns', () => {
  const years = [2023, 2024, 2025, 2026];

  /** Every child of a council, with its record in each year's return. */
  function childrenOf(seed: number): ReturnRecord[][] {
    const byChild = new Map<string, ReturnRecord[]>();
    for (const records of inventCouncil(seed, { children: 30, years }).returns.values()) {
      for (const record of records) {
        const key = record.person.upn ?? record.person.uniqueLearnerNumber ?? `${record.person.forename}/${record.person.surname}`;
        byChild.set(key, [...(byChild.get(key) ?? []), record]);
      }
    }
    return [...byChild.values()];
  }

  test('loaded in any order give the same case', () => {
    fc.assert(fc.property(fc.nat(1_000), fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (seed, order) => {
      for (const records of childrenOf(seed)) {
        const load = (list: readonly ReturnRecord[]): Entry[] => list.map((record, i) => stated(i + 1, record));
        const shuffled = order.flatMap((place) => records[place] ?? []);
        assert.deepEqual(tables(settle(load(shuffled))), tables(settle(load(records))));
      }
    }), { numRuns: 40 });
  });

  test('absence asserts nothing: a later return that leaves values out changes none', () => {
    fc.assert(fc.property(fc.nat(1_000), (seed) => {
      for (const [record] of childrenOf(seed)) {
        const bare = { ...(record as ReturnRecord), year: 2027, referenceDate: '2027-01-21', requests: [] } as unknown as ReturnRecord;
        assert.deepEqual(tables(settle([stated(1, record as ReturnRecord), stated(2, bare)])), tables(settle([stated(1, record as ReturnRecord)])));
      }
    }), { numRuns: 20 });
  });

  test('one return gives one assessment for each of its requests, with the outcomes as it states them', () => {
    const codes: Record<string, string> = { Y: 'assess', N: 'refuse', A: 'undecided', W: 'withdrawn', H: 'historical' };
    for (const record of inventCouncil(11, { children: 300, years: [2026] }).returns.get(2026) ?? []) {
      const settled = settle([stated(1, record)]);
      assert.deepEqual(settled.assessments.map((a) => a.requestOutcome).sort(), record.requests.map((r) => codes[r.requestOutcome ?? ''] ?? null).sort());
      assert.deepEqual(settled.plans.map((p) => p.startOn).sort(), record.requests.flatMap((r) => r.assessment?.namedPlan?.startDate ?? []).sort());
    }
  });

  test('"historical" never takes the place of a decision, in whichever order the years are loaded', () => {
    const [earlier, later] = ['N', 'H'].map((code, i) => {
      const record = structuredClone(inventCouncil(5, { children: 60, years: [2026] }).returns.get(2026)?.find((r) => r.requests.length === 1)) as ReturnRecord;
      Object.assign(record, { year: 2025 + i, referenceDate: `${2025 + i}-01-16` });
      Object.assign(record.requests[0] as object, { receivedDate: '2024-02-01', requestOutcome: code, requestOutcomeDate: code === 'N' ? '2024-03-01' : null, assessment: null, activePlan: null });
      return record;
    }) as [ReturnRecord, ReturnRecord];
    for (const order of [[earlier, later], [later, earlier]]) {
      const settled = settle(order.map((record, i) => stated(i + 1, record)));
      assert.deepEqual(settled.assessments.map((a) => [a.requestOutcome, a.requestOutcomeOn]), [['refuse', '2024-03-01']]);
    }
  });
});

test('settle takes any entries in any order without failing', () => {
  const kinds = fc.constantFrom('REQUEST_RECEIVED', 'DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT', 'REVIEW_MEETING_HELD', 'AMENDMENT_NOTICE_SENT', 'TRIBUNAL_ORDER_MADE',
    'PLAN_CEASED', 'PLACEMENT_ENDED', 'PHASE_TRANSFER_FINAL_PLAN_SENT', 'MOVED_IN', 'RELEASED', 'COMPLAINT_ESCALATED', 'UNKNOWN_KIND');
  const days = fc.option(fc.constantFrom('2025-01-05', '2025-06-01', '2026-02-28'), { nil: null });
  fc.assert(fc.property(fc.array(fc.tuple(kinds, days, fc.option(fc.nat(9), { nil: null })), { maxLength: 9 }), (list) => {
    const entries = list.map(([kind, on, corrects], i) => entry(i + 1, kind, on, { correctsSeq: corrects === i + 1 ? null : corrects }));
    assert.equal(settle(entries).lastSeq, entries.length);
  }), { numRuns: 500 });
});
