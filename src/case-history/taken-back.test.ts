import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../test/chances.ts';
import { entry, stated, story } from '../../test/entries.ts';
import { inventCouncil } from '../../test/returns.ts';
import type { Case } from './case.ts';
import { caseTables } from './case-tables.ts';
import { rowsOf } from './derived-table.ts';
import type { Entry } from './entry.ts';
import type { ReturnRecord } from './return-record.ts';
import { statementOf } from './return-statements.ts';
import { settle } from './settle.ts';

const years = [2023, 2024, 2025, 2026];
const tables = (settled: Case): unknown => caseTables.map((table) => [table.name, rowsOf(table, settled)]);
const kindsOf = (settled: Case): string[] => settled.episodes.flatMap(({ events }) => events.map(({ kind }) => kind)).sort();

/** Staff say that what the return in entry `about` tells under its request did not happen. */
function denied(seq: number, kind: string, about: string, more: Partial<Entry> = {}): Entry {
  return entry(seq, kind, null, { facts: { about, happened: false }, reason: 'Another child', ...more });
}

function record(year: number, change: (request: ReturnRecord['requests'][number]) => void = () => undefined): ReturnRecord {
  const found = inventCouncil(3, { children: 80, years: [2026] }).returns.get(2026)?.find((r) => r.requests.length === 1 && r.requests[0]?.activePlan != null);
  const made = Object.assign(structuredClone(found) as ReturnRecord, { year, referenceDate: `${year}-01-15` });
  const [request] = made.requests;
  Object.assign(request as object, { receivedDate: '2021-09-01', requestOutcome: 'Y', requestOutcomeDate: '2021-10-01', exported: null });
  Object.assign(request?.assessment ?? {}, { assessmentOutcome: 'Y', assessmentOutcomeDate: '2022-03-01', week20: null });
  Object.assign(request?.assessment?.namedPlan ?? {}, { startDate: '2022-03-01', ceaseDate: null, ceaseReason: null });
  Object.assign(request?.activePlan ?? {}, { transferLa: null, reviewMeeting: null, lastReview: null, reviewOutcome: null, reviewDraft: null, phaseTransferDueDate: null, phaseTransferFinalDate: null });
  change(request as ReturnRecord['requests'][number]);
  return made;
}

describe('what a return tells and staff say did not happen', () => {
  test('is in no derived row: a plan that never was', () => {
    const before = settle([stated(1, record(2026))]);
    assert.equal(before.plans.length, 1);
    const after = settle([stated(1, record(2026)), denied(2, 'FINAL_PLAN_SENT', '1/1')]);
    assert.deepEqual([after.plans, after.assessments.map((one) => [one.requestOutcome, one.assessmentOutcome, one.ended])], [[], [['assess', null, false]]]);
    assert.deepEqual(kindsOf(after), ['DECISION_TO_ASSESS_NOTIFIED', 'REQUEST_RECEIVED']);
  });

  test('stands again once that is taken back', () => {
    const all = [stated(1, record(2026)), denied(2, 'FINAL_PLAN_SENT', '1/1'), entry(3, 'FINAL_PLAN_SENT', null, { correctsSeq: 2, facts: null })];
    assert.deepEqual(tables(settle(all)), tables(settle(all.slice(0, 1))));
  });

  test('is denied in every return that said so before, loaded before or since; a later census day has the last word', () => {
    const denial = denied(2, 'PLAN_FIRST_MADE', '1/1');
    assert.equal(settle([stated(1, record(2026)), denial, stated(3, record(2024)), stated(4, record(2025))]).plans.length, 0);
    assert.equal(settle([stated(1, record(2026)), denial, stated(3, record(2027))]).plans.length, 1);
  });

  test('leaves the other reviews of the same plan', () => {
    const review = (meeting: string, letter: string) => (request: ReturnRecord['requests'][number]): void => {
      Object.assign(request.activePlan ?? {}, { reviewMeeting: meeting, lastReview: letter, reviewOutcome: 'M' });
    };
    const all = [stated(1, record(2025, review('2024-02-01', '2024-02-20'))), stated(2, record(2026, review('2025-02-03', '2025-02-24'))), stated(3, record(2024, review('2024-02-02', '2024-02-20')))];
    const gone = [denied(4, 'REVIEW_MEETING_HELD', '1/1'), denied(5, 'REVIEW_DECISION_NOTIFIED', '1/1')];
    assert.deepEqual(settle([...all, ...gone]).plans[0]?.reviews.map((one) => one.meetingOn), ['2025-02-03']);
    assert.deepEqual(settle([...all, ...gone.slice(0, 1)]).plans[0]?.reviews.map((one) => [one.meetingOn, one.decisionOn]), [[null, '2024-02-20'], ['2025-02-03', '2025-02-24']]);
  });

  test('a request goes only with all that followed from it', () => {
    const refused = record(2026, (request) => Object.assign(request, { requestOutcome: 'N', assessment: null, activePlan: null }));
    const gone = (kind: string, seq: number): Entry => denied(seq, kind, '1/1');
    assert.deepEqual(settle([stated(1, refused), gone('REQUEST_RECEIVED', 2)]).assessments.map((one) => [one.receivedOn, one.requestOutcome]), [[null, 'refuse']]);
    assert.deepEqual(settle([stated(1, refused), gone('REQUEST_RECEIVED', 2), gone('DECISION_NOT_TO_ASSESS_NOTIFIED', 3)]).assessments, []);
  });

  test('stays denied where the file is rolled back and loaded again; another file of that day speaks for itself', () => {
    const again = (next: ReturnRecord): Entry[] => [stated(1, record(2026)), denied(2, 'FINAL_PLAN_SENT', '1/1'), entry(3, 'SEN2_RECORD', null, { correctsSeq: 1, facts: null }), stated(4, next)];
    assert.equal(settle(again(record(2026))).plans.length, 0);
    assert.equal(settle([...again(record(2026)), entry(5, 'FINAL_PLAN_SENT', null, { correctsSeq: 2, facts: null })]).plans.length, 1);
    assert.equal(settle(again(record(2026, (request) => Object.assign(request, { receivedDate: '2021-09-02' })))).plans.length, 1);
  });

  test('of nothing that a return tells, it changes nothing', () => {
    const all = story(['REQUEST_RECEIVED', '2026-01-05']);
    for (const about of ['1', '1/1', '9/1', 'x', '']) assert.deepEqual(tables(settle([...all, denied(2, 'REQUEST_RECEIVED', about)])), tables(settle(all)));
  });
});

test('whatever is taken back, loading the years in any order gives the same record', () => {
  const children = new Map<string, ReturnRecord[]>();
  for (const records of inventCouncil(17, { children: 60, years }).returns.values()) {
    for (const one of records) {
      const key = one.person.upn ?? one.person.uniqueLearnerNumber ?? `${one.person.forename}/${one.person.surname}`;
      children.set(key, [...children.get(key) ?? [], one]);
    }
  }
  const several = [...children.values()].filter((records) => records.length > 1);
  let taken = 0;
  fc.assert(fc.property(fc.constantFrom(...several), fc.nat(), fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.nat(3), (records, which, order, pause) => {
    const inOrder = settle(records.map((one, i) => stated(i + 1, one)));
    const told = inOrder.episodes.flatMap(({ events }) => events).filter(({ kind, on }) => on !== null && statementOf(kind) !== undefined);
    const event = told[which % Math.max(1, told.length)];
    if (event === undefined) return;
    taken += 1;
    const results = [[0, 1, 2, 3], order].map((places) => tables(settle(loaded(records, places.flatMap((place) => records[place] ?? []), event, pause))));
    assert.deepEqual(results[1], results[0]);
  }), { numRuns: 400 });
  assert.ok(taken > 200, `${taken} events were taken back`);
});

/** The years in this order; the denial, as soon as a return that tells the event is there and `pause` others were loaded. */
function loaded(records: readonly ReturnRecord[], places: readonly ReturnRecord[], event: { kind: string; on: string | null }, pause: number): Entry[] {
  const tells = (one: ReturnRecord): number => 1 + one.requests.findIndex((request) => statementOf(event.kind)?.states(request) === true && statementOf(event.kind)?.day(request) === event.on);
  const entries: Entry[] = [];
  for (const one of places) {
    entries.push(stated(entries.length + 1, one));
    const at = entries.findIndex((held) => held.kind === 'SEN2_RECORD' && tells(held.facts as unknown as ReturnRecord) > 0);
    const done = entries.some((held) => held.kind !== 'SEN2_RECORD');
    if (!done && at >= 0 && (entries.length > pause || entries.length === records.length)) {
      entries.push(denied(entries.length + 1, event.kind, `${at + 1}/${tells(entries[at]?.facts as unknown as ReturnRecord)}`));
    }
  }
  return entries;
}
