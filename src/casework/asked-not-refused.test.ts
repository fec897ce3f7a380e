import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { story, tracked } from '../../test/entries.ts';
import type { Day } from '../calendar/day.ts';
import type { Facts } from '../case-history/entry.ts';
import { settle } from '../case-history/settle.ts';
import { questions, unusualSteps } from '../deadlines/unusual-steps.ts';
import { refusals } from './refuse.ts';

type Event = [kind: string, on: string | null, facts?: Facts];
const today = '2026-11-21' as Day;
const request: Event = ['REQUEST_RECEIVED', '2026-01-05'];
const assess: Event = ['DECISION_TO_ASSESS_NOTIFIED', '2026-02-02'];
const draft: Event = ['DRAFT_PLAN_SERVED', '2026-05-04'];
const plan: Event = ['PLAN_FIRST_MADE', '2025-03-17'];
const ended: Event = ['PLAN_CEASED', '2026-02-01', { reason: '2' }];

/** What an officer wants to record, after what, and what is asked about it; null where nothing is. All of it may be recorded. */
const table: [title: string, before: Event[], event: Event, asked: RegExp | null][] = [
  ['not to assess, after all', [request, assess], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-09'], /told on 2 February 2026 that the authority will assess, and on 9 February 2026 that it will not/],
  ['no plan without a decision to assess', [request], ['DECISION_NO_PLAN_NOTIFIED', '2026-04-01'], /No decision to assess is recorded on or before 1 April 2026/],
  ['a final plan without a draft', [request, assess], ['FINAL_PLAN_SENT', '2026-05-25'], /No draft plan is recorded as sent to the family before that day\. Regulation 13\(1\) asks for one/],
  ['a final plan on day 15 of the family’s time', [request, assess, draft], ['FINAL_PLAN_SENT', '2026-05-18'], /15 days for views on the draft of 4 May 2026 end on 18 May 2026, and no waiver is recorded \(regulation 13\(1\)\(a\)\)/],
  ['a final plan on the day after', [request, assess, draft], ['FINAL_PLAN_SENT', '2026-05-19'], null],
  ['a final plan sooner, the family having agreed in writing', [request, assess, draft, ['REPRESENTATIONS_RECEIVED', '2026-05-08', { waiver: true }]], ['FINAL_PLAN_SENT', '2026-05-09'], null],
  ['a final plan before the fresh draft’s time is over', [request, assess, draft, ['DRAFT_REISSUED', '2026-05-15']], ['FINAL_PLAN_SENT', '2026-05-20'], /end on 29 May 2026, and no waiver is recorded/],
  ['a review decision before a meeting', [plan], ['REVIEW_DECISION_NOTIFIED', '2026-03-01', { outcome: 'MAINTAIN' }], /No review meeting is recorded on or before 1 March 2026/],
  ['an amended plan without notice of the amendments', [plan, ['REVIEW_MEETING_HELD', '2026-03-01']], ['FINAL_AMENDED_PLAN_SENT', '2026-04-01'], /No proposed amendments are recorded as sent before that day/],
  ['an amended plan under an order that names a setting, without notice', [plan, ['TRIBUNAL_ORDER_MADE', '2026-06-01', { order: 'NAME' }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-10'], null],
  ['an amended plan under an order to keep and amend', [plan, ['TRIBUNAL_ORDER_MADE', '2026-06-01', { order: 'MAINTAIN_AMEND' }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-01'], null],
  ['an amended plan as agreed at mediation', [plan, ['MEDIATION_AGREEMENT_SIGNED', '2026-06-01', { effect: 'AMEND', appealable: false }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-10'], null],
  ['an amended plan, the appeal not being opposed', [plan, ['LA_NOTIFIED_TRIBUNAL_UNOPPOSED', '2026-06-01', { appeal: '51(2)(c)(i)' }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-10'], null],
  ['an amended plan before the order', [plan, ['TRIBUNAL_ORDER_MADE', '2026-06-01', { order: 'NAME' }]], ['FINAL_AMENDED_PLAN_SENT', '2026-05-31'], /No proposed amendments are recorded as sent before that day/],
  ['an amended plan under an order about something else', [plan, ['TRIBUNAL_ORDER_MADE', '2026-06-01', { order: 'MAINTAIN' }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-10'], /No proposed amendments are recorded as sent before that day/],
  ['a second amended plan after the order was carried out', [plan, ['TRIBUNAL_ORDER_MADE', '2026-06-01', { order: 'NAME' }], ['FINAL_AMENDED_PLAN_SENT', '2026-06-10']], ['FINAL_AMENDED_PLAN_SENT', '2026-07-10'], /No proposed amendments are recorded as sent before that day/],
  ['an amended plan sooner, the family having agreed in writing', [plan, ['AMENDMENT_NOTICE_SENT', '2026-06-20'], ['REPRESENTATIONS_RECEIVED', '2026-06-21', { waiver: true }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-22'], null],
  ['an amended plan on a waiver of two years ago', [request, draft, ['REPRESENTATIONS_RECEIVED', '2026-05-08', { waiver: true }], ['FINAL_PLAN_SENT', '2026-05-09'], ['AMENDMENT_NOTICE_SENT', '2026-06-20']], ['FINAL_AMENDED_PLAN_SENT', '2026-06-22'], /end on 4 July 2026, and no waiver is recorded/],
  ['a final plan on a waiver of the draft before', [request, assess, draft, ['REPRESENTATIONS_RECEIVED', '2026-05-08', { waiver: true }], ['DRAFT_REISSUED', '2026-05-15']], ['FINAL_PLAN_SENT', '2026-05-20'], /end on 29 May 2026, and no waiver is recorded/],
  ['a final plan on a waiver that came later', [request, assess, draft, ['REPRESENTATIONS_RECEIVED', '2026-05-12', { waiver: true }]], ['FINAL_PLAN_SENT', '2026-05-09'], /end on 18 May 2026, and no waiver is recorded/],
  ['a final plan of a second assessment, the draft being of the first', [request, assess, draft, ['DECISION_NO_PLAN_NOTIFIED', '2026-05-11'], ['REQUEST_RECEIVED', '2026-06-01'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-06-29']], ['FINAL_PLAN_SENT', '2026-09-01'], /No draft plan/],
  ['to assess, and a refusal after it is on record', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-09']], assess, /told on 2 February 2026 that the authority will assess, and on 9 February 2026 that it will not/],
  ['to assess after all, after a refusal', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-09']], ['DECISION_TO_ASSESS_NOTIFIED', '2026-03-02'], null],
  ['advice that nobody asked for', [request, assess], ['ADVICE_RECEIVED', '2026-03-02', { body: 'HEALTH' }], /No request for advice is recorded on or before 2 March 2026/],
  ['advice that was asked for', [request, assess, ['ADVICE_REQUESTED', '2026-02-03', { body: 'HEALTH' }]], ['ADVICE_RECEIVED', '2026-03-02', { body: 'HEALTH' }], null],
  ['a review report without a meeting', [plan], ['REVIEW_REPORT_SENT', '2026-03-01'], /No review meeting/],
  ['a review decision after a meeting', [plan, ['REVIEW_MEETING_HELD', '2026-02-16']], ['REVIEW_DECISION_NOTIFIED', '2026-03-01', { outcome: 'MAINTAIN' }], null],
  ['told that it will not be amended, without amendments', [plan], ['NO_AMENDMENT_NOTIFIED', '2026-03-01'], /No notice of amendments/],
  ['told that the plan will end, after it ended', [plan, ended], ['CEASE_DECISION_NOTIFIED', '2026-02-16'], /The plan ended on 1 February 2026, before that day/],
  ['told that the plan will end, on the day it ended', [plan, ended], ['CEASE_DECISION_NOTIFIED', '2026-02-01'], null],
  ['an amended plan after the plan ended', [plan, ['AMENDMENT_NOTICE_SENT', '2026-01-05'], ended], ['FINAL_AMENDED_PLAN_SENT', '2026-02-16'], /The plan ended on 1 February 2026/],
];

describe('what is asked about, and recorded all the same', () => {
  for (const [title, before, [kind, on, facts = {}], asked] of table) {
    test(`${title}: ${asked === null ? 'no question' : 'asked'}`, () => {
      const event = { kind, on: on as Day | null, facts };
      const settled = settle(story(...before));
      const answer = questions(event, settled).join(' ');
      if (asked === null) assert.equal(answer, '');
      else assert.match(answer, asked);
      assert.deepEqual(refusals(event, settled, today), []);
    });
  }

  test('once it is recorded it is a problem of the case, with its title and day, until what was missing is recorded too', () => {
    const hasty: Event[] = [request, assess, draft, ['FINAL_PLAN_SENT', '2026-05-09']];
    assert.deepEqual(unusualSteps(settle(story(...hasty))), ['“Final plan sent” of 9 May 2026: The family’s 15 days for views on the draft of 4 May 2026 end on 18 May 2026, and no waiver is recorded (regulation 13(1)(a)). If the family gave up the rest of its time in writing, record that under “Family’s views received”.']);
    assert.deepEqual(unusualSteps(settle(story(...hasty, ['REPRESENTATIONS_RECEIVED', '2026-05-08', { waiver: true }]))), []);
    for (const [title, before, event, asked] of table) {
      const problems = unusualSteps(settle(story(...before, event))).join(' ');
      if (asked !== null) assert.match(problems, asked, title);
    }
  });

  test('files hold only some of the steps: of those that they tell none is missing', () => {
    const told = tracked(1, '2026-10-31', [{ receivedDate: '2026-01-05' as Day, requestOutcome: 'Y', requestOutcomeDate: '2026-02-02' as Day, steps: [{ kind: 'FINAL_PLAN_SENT', on: '2026-05-25' as Day, facts: {} }, { kind: 'ADVICE_RECEIVED', on: '2026-03-25' as Day, facts: { body: 'HEALTH' } }] }]);
    assert.deepEqual(unusualSteps(settle([told])), []);
  });
});
