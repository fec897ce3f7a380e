import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stated, story } from '../../test/entries.ts';
import { inventCouncil } from '../../test/returns.ts';
import { day, type Day } from '../calendar/day.ts';
import { rowsOf } from '../case-history/derived-table.ts';
import type { ReturnActivePlan, ReturnRecord } from '../case-history/return-record.ts';
import { settle } from '../case-history/settle.ts';
import type { Entry } from '../case-history/entry.ts';
import type { Deadline } from './deadline.ts';
import { deadlineTable } from './deadline-table.ts';
import { deriveRows, derivedTables } from './derived-tables.ts';
import { lawWith } from './law.ts';
import { standing } from './standing.ts';
import { working } from './working.ts';
import { workOut } from './work-out.ts';

const law = lawWith();
const datesOf = (entries: readonly Entry[]): Deadline[] => workOut(settle(entries), law);

function workingOf(code: string, told: Parameters<typeof story>): string {
  const date = datesOf(story(...told)).findLast((one) => one.code === code);
  assert.ok(date, `${code} was not worked out`);
  return working({ ...date, ruleSet: date.rule.ruleSet }, law.rules);
}

describe('the working of a date', () => {
  for (const [code, told, text] of [
    ['NA.DECIDE_ASSESS', [['REQUEST_RECEIVED', '2026-09-15']], 'Request received Tuesday 15 September 2026. Six weeks, not counting that day: Tuesday 27 October 2026. SEND Regulations 2014, regulation 5(1).'],
    ['NA.FINAL_PLAN', [['BROUGHT_TO_ATTENTION', '2026-11-04']], 'Authority became responsible Wednesday 4 November 2026. 20 weeks, not counting that day: Wednesday 24 March 2027. SEND Regulations 2014, regulation 13(2).'],
    ['NA.DRAFT_LATEST', [['REQUEST_RECEIVED', '2026-09-15']], '“Send the final plan” falls on Tuesday 2 February 2027. At least 15 days before that day: Monday 18 January 2027. Arithmetic from SEND Regulations 2014, regulations 13(1)(a) and 13(2).'],
    ['TO.NAME', [['TRIBUNAL_ORDER_MADE', '2026-10-06', { order: 'NAME', directedDate: '2026-10-30' }]], 'Tribunal order made Tuesday 6 October 2026. Day directed by the Tribunal: Friday 30 October 2026. SEND Regulations 2014, regulation 44(2), and 42(2) for mediation agreements.'],
    ['PT.FINAL', [['PHASE_TRANSFER_IDENTIFIED', '2027-09-14', { kind: 'PRIMARY_TO_SECONDARY', transferDate: '2028-09-01' }]], 'Phase transfer coming Tuesday 14 September 2027. Transfer Friday 1 September 2028. Before 15 February of the year of the transfer; before 31 March where it is from a secondary school to a post-16 institution: Monday 14 February 2028. SEND Regulations 2014, regulation 18(1).'],
    ['CE.EARLIEST', [['CEASE_DECISION_NOTIFIED', '2026-09-16'], ['APPEAL_LODGED', '2026-10-20']], 'Told that the plan will end Wednesday 16 September 2026. No day can be given while the appeal is open. Children and Families Act 2014, section 45(4).'],
  ] as const) {
    test(`${code}: ${text.slice(0, 60)}…`, () => assert.equal(workingOf(code, told as unknown as Parameters<typeof story>), text));
  }

  test('names the reading that a council has chosen', () => {
    const strict = lawWith({ settings: { ...law.settings, dayOne: 'TRIGGER_DAY' } });
    const date = workOut(settle(story(['REQUEST_RECEIVED', '2026-09-15'])), strict).find((one) => one.code === 'NA.DECIDE_ASSESS') as Deadline;
    assert.equal(
      working({ ...date, ruleSet: date.rule.ruleSet }, strict.rules),
      'Request received Tuesday 15 September 2026. Six weeks, that day being the first: Monday 26 October 2026. This council reads it so: it is the first day, so that the limit ends a day sooner. SEND Regulations 2014, regulation 5(1).',
    );
  });
});

const activePlan: ReturnActivePlan = {
  transferLa: null, placements: [], needs: [], reviewMeeting: null, reviewOutcome: null, lastReview: null, reviewDraft: null, phaseTransferDueDate: null, phaseTransferFinalDate: null,
};

function returned(referenceDate: string, plan: Partial<ReturnActivePlan>, more: Partial<ReturnRecord['requests'][number]> = {}): ReturnRecord {
  const person = { surname: 'Invented', forename: 'Odile', personBirthDate: day('2012-03-10'), sex: 'F', ethnicity: null, postCode: null, upn: null, uniqueLearnerNumber: null, upnUnknown: 'UN3' };
  return {
    year: Number(referenceDate.slice(0, 4)), referenceDate: referenceDate as Day, person,
    requests: [{
      receivedDate: day('2019-01-07'), requestSource: '1', rya: null, requestOutcomeDate: day('2019-02-01'), requestOutcome: 'Y', requestMediation: null, requestTribunal: null, exported: null,
      assessment: {
        assessmentOutcome: 'Y', assessmentOutcomeDate: day('2019-06-20'), assessmentMediation: null, assessmentTribunal: null, otherMediation: null, otherTribunal: null, week20: true,
        namedPlan: { startDate: day('2019-06-20'), planRes: null, planWbp: null, pb: null, oa: null, dp: null, ceaseDate: null, ceaseReason: null, planDetails: [] },
      },
      activePlan: { ...activePlan, ...plan }, ...more,
    }],
  };
}

describe('what is known from returns alone', () => {
  const today = day('2026-11-21');
  const status = (dates: readonly Deadline[], code: string): string[] => dates.filter((date) => date.code === code).map((date) => standing(date, today).status);

  test('a step that a return cannot state is neither open nor done', () => {
    const dates = datesOf([stated(1, returned('2026-01-15', { reviewMeeting: day('2025-05-01'), reviewOutcome: 'A', lastReview: day('2025-05-20') }))]);
    for (const code of ['AR.FINAL', 'AR.FINAL_DEVON', 'AR.AMEND_NOTICE', 'AR.REPORT']) assert.deepEqual(status(dates, code), ['NOT_APPLICABLE'], code);
    assert.deepEqual(status(dates, 'AR.DECISION'), ['MET']);
  });

  test('once staff record a step of the same review it is', () => {
    const dates = datesOf([
      stated(1, returned('2026-01-15', { reviewMeeting: day('2025-05-01'), reviewOutcome: 'A', lastReview: day('2025-05-20') })),
      ...story(['REVIEW_REPORT_SENT', '2025-05-10']).map((entry) => ({ ...entry, seq: 2 })),
    ]);
    assert.deepEqual(status(dates, 'AR.FINAL'), ['OPEN_OVERDUE']);
  });

  test('only the last year of reviews is known: a return names one review', () => {
    const dates = datesOf([stated(1, returned('2026-01-15', { reviewMeeting: day('2025-12-01'), reviewOutcome: 'M', lastReview: day('2025-12-10') }))]);
    assert.deepEqual(dates.filter((date) => date.code === 'AR.COMPLETE_BY').map((date) => date.dueOn), ['2026-12-09']);
  });

  test('an exception is taken from the return, without its ground', () => {
    const dates = datesOf([stated(1, returned('2026-01-15', {}))]);
    assert.deepEqual(dates.filter((date) => date.code === 'NA.FINAL_PLAN').map((date) => [date.exempt, date.dueOn, standing(date, today).status]), [['NOT_RECORDED', '2019-05-27', 'DONE_LATE_EXEMPT']]);
  });

  test('a due day stated is the quoted one', () => {
    const dates = datesOf([stated(1, returned('2026-01-15', { phaseTransferDueDate: day('2026-02-15'), phaseTransferFinalDate: day('2026-02-15') }))]);
    const final = dates.find((date) => date.code === 'PT.FINAL') as Deadline;
    assert.deepEqual([final.dueOn, final.quotedOn, final.doneOn], ['2026-02-14', '2026-02-15', '2026-02-15']);
    assert.equal(standing(final, today).metOnQuotedDate, true);
  });

  test('an assessment finished before the period has no open limit', () => {
    const request = returned('2026-01-15', {}).requests[0];
    assert.ok(request?.assessment);
    const historical = returned('2026-01-15', {}, { requestOutcomeDate: null, requestOutcome: 'H', assessment: { ...request.assessment, assessmentOutcome: 'H', assessmentOutcomeDate: null } });
    const open = datesOf([stated(1, historical)]).filter((date) => date.code.startsWith('NA.') && standing(date, today).status.startsWith('OPEN'));
    assert.deepEqual(open.map((date) => date.code), []);
  });
});

describe('the derived rows', () => {
  test('are those of every table, each row as wide as its columns, and no two alike in their key', () => {
    for (const record of [...inventCouncil(7, { children: 60, years: [2024, 2025, 2026] }).returns.values()].flat()) {
      const rows = deriveRows(settle([stated(1, record)]), law);
      assert.equal(rows.length, derivedTables.length);
      rows.forEach((table, i) => {
        for (const row of table) assert.equal(row.length, Object.keys(derivedTables[i]?.columns ?? {}).length, derivedTables[i]?.name);
      });
      const numbers = (rows.at(-1) ?? []).map(([no]) => no);
      assert.equal(new Set(numbers).size, numbers.length);
    }
  });

  test('do not depend on the order of loading', () => {
    const entries = story(['REQUEST_RECEIVED', '2026-01-07'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-02-10'], ['FINAL_PLAN_SENT', '2026-05-20']);
    const rows = (list: readonly Entry[]): unknown => rowsOf(deadlineTable, { case: settle(list), deadlines: datesOf(list) });
    assert.deepEqual(rows([...entries].reverse()), rows(entries));
  });
});
