import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { entry, story, tracked } from '../../test/entries.ts';
import type { Day } from '../calendar/day.ts';
import type { Facts } from '../case-history/entry.ts';
import { settle } from '../case-history/settle.ts';
import { refusals } from './refuse.ts';

type Event = [kind: string, on: string | null, facts?: Facts];
const today = '2026-11-21' as Day;
const request: Event = ['REQUEST_RECEIVED', '2026-01-05'];
const assess: Event = ['DECISION_TO_ASSESS_NOTIFIED', '2026-02-02'];
const draft: Event = ['DRAFT_PLAN_SERVED', '2026-05-04'];
const plan: Event = ['PLAN_FIRST_MADE', '2025-03-17'];

/** What an officer wants to record, after what, and the words that the answer holds; null where it may be recorded. */
const table: [title: string, before: Event[], event: Event, words: RegExp | null][] = [
  ['a first request', [], request, null],
  ['a request tomorrow', [], ['REQUEST_RECEIVED', '2026-11-22'], /22 November 2026 is in the future/],
  ['a request without a day', [], ['REQUEST_RECEIVED', null], /Give the day/],
  ['a second request while one is open', [request], ['REQUEST_RECEIVED', '2026-03-01'], /still open/],
  ['an earlier request while one is open', [request], ['REQUEST_RECEIVED', '2025-12-01'], /received on 5 January 2026 is still open/],
  ['a request with a plan in force', [plan], ['REQUEST_RECEIVED', '2026-03-01'], /reassessment or a review/],
  ['a request after a refusal', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01']], ['REQUEST_RECEIVED', '2026-03-01'], null],
  ['a request in the time of one that was refused since', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01']], ['REQUEST_RECEIVED', '2026-01-20'], /received on 5 January 2026 was open at that time/],
  ['a decision without a request', [], assess, /No request was received/],
  ['a decision before the request', [request], ['DECISION_TO_ASSESS_NOTIFIED', '2026-01-04'], /No request was received on or before 4 January 2026/],
  ['a decision after the request', [request], assess, null],
  ['to assess after all, after a refusal', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01']], ['DECISION_TO_ASSESS_NOTIFIED', '2026-04-01'], null],
  ['a second decision to assess', [request, assess], ['DECISION_TO_ASSESS_NOTIFIED', '2026-02-09'], /was told on 2 February 2026 that the authority will assess\. To change the day, correct it/],
  ['not to assess, on the day on which it was told that it will', [request, assess], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-02'], /was told on 2 February 2026 that the authority will assess/],
  ['a second refusal', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01']], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-03-01'], /told on 1 February 2026 that the authority will not assess.*record “Told that the refusal stands”/],
  ['that the refusal stands', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01']], ['REFUSAL_STANDS_NOTIFIED', '2026-03-01', { freshAppeal: true }], null],
  ['that a refusal stands which there is not', [request], ['REFUSAL_STANDS_NOTIFIED', '2026-03-01', { freshAppeal: true }], /no refusal on or before 1 March 2026/],
  ['a second notice that there will be no plan', [request, assess, ['DECISION_NO_PLAN_NOTIFIED', '2026-04-20']], ['DECISION_NO_PLAN_NOTIFIED', '2026-06-01'], /told on 20 April 2026 that there will be no plan.*record “Told that the refusal stands”/],
  ['no plan again, the assessment having gone on', [request, assess, ['DECISION_NO_PLAN_NOTIFIED', '2026-04-20'], ['DRAFT_PLAN_SERVED', '2026-05-04']], ['DECISION_NO_PLAN_NOTIFIED', '2026-06-01'], null],
  ['the refusal before it decided to assess after all, recorded late', [request, ['DECISION_TO_ASSESS_NOTIFIED', '2026-04-01']], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01'], null],
  ['to assess, on the day of a refusal', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01']], ['DECISION_TO_ASSESS_NOTIFIED', '2026-02-01'], /was told on 1 February 2026 that the authority will not assess/],
  ['a second refusal after mediation', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01'], ['MEDIATION_AGREEMENT_SIGNED', '2026-02-20', { effect: 'RECONSIDER' }]], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-03-01'], null],
  ['a review meeting arranged without a plan', [], ['REVIEW_SCHEDULED', '2026-03-01'], /No plan is on record/],
  ['advice from nobody in particular', [request, assess, ['ADVICE_REQUESTED', '2026-02-03', { body: 'HEALTH' }]], ['ADVICE_RECEIVED', '2026-02-20'], /Say from whom it came/],
  ['advice asked of nobody in particular', [request, assess], ['ADVICE_REQUESTED', '2026-02-03'], /Say who was asked/],
  ['a final plan of an assessment that has one', [request, assess, draft, ['FINAL_PLAN_SENT', '2026-05-19']], ['FINAL_PLAN_SENT', '2026-05-19'], /was sent on 19 May 2026/],
  ['a decision after withdrawal', [request, ['REQUEST_WITHDRAWN', '2026-02-20']], ['DECISION_TO_ASSESS_NOTIFIED', '2026-03-02'], /ended on 20 February 2026\. If the authority went on all the same, record first that the child was brought to its attention/],
  ['going on after withdrawal as brought to attention', [request, ['REQUEST_WITHDRAWN', '2026-02-20'], ['BROUGHT_TO_ATTENTION', '2026-02-23']], ['DECISION_TO_ASSESS_NOTIFIED', '2026-03-02'], null],
  ['a decision about a detained person', [['DETAINED_REQUEST_RECEIVED', '2026-01-05']], ['DECISION_TO_ASSESS_NOTIFIED', '2026-02-02'], null],
  ['a decision about a child who moved in during an assessment', [['MOVED_IN', '2026-01-05']], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-02'], null],
  ['advice where nothing was asked', [], ['ADVICE_RECEIVED', '2026-02-20', { body: 'HEALTH' }], /No request was received on or before 20 February 2026/],
  ['a second plan beside one in force', [plan], ['PLAN_FIRST_MADE', '2026-03-01'], /The plan of 17 March 2025 was in force on that day/],
  ['a plan transferred in beside one in force', [plan], ['PLAN_TRANSFERRED_IN', '2026-03-01'], /a second one is not made beside it/],
  ['a plan transferred in again, the first having gone with the child', [plan, ['PLAN_CEASED', '2025-11-03', { reason: '5' }]], ['PLAN_TRANSFERRED_IN', '2026-03-01'], null],
  ['a plan from before the one in force', [plan], ['PLAN_FIRST_MADE', '2020-03-02'], null],
  ['a decision after a review of no plan', [], ['REVIEW_DECISION_NOTIFIED', '2026-03-01', { outcome: 'MAINTAIN' }], /No plan is on record/],
  ['a plan that ends a second time', [plan, ['PLAN_CEASED', '2026-02-01', { reason: '2' }]], ['PLAN_CEASED', '2026-03-01', { reason: '4' }], /ended on 1 February 2026\. If it went on after that day, correct its end first/],
  ['a review of no plan', [], ['REVIEW_MEETING_HELD', '2026-03-01'], /No plan is on record/],
  ['a review after the plan ended', [plan, ['PLAN_CEASED', '2026-02-01', { reason: '2' }]], ['REVIEW_MEETING_HELD', '2026-03-01'], /ended on 1 February 2026/],
  ['wishing to make representations as a ground for an order', [], ['EXCEPTION_RECORDED', '2026-03-01', { limit: 'TO.AMEND', category: 'REPRESENTATIONS', why: 'x' }], null],
  ['wishing to make representations as a ground for week 20', [request], ['EXCEPTION_RECORDED', '2026-03-01', { limit: 'NA.FINAL_PLAN', category: 'REPRESENTATIONS', why: 'x' }], /only for the limits of an order/],
  ['being away as a ground for a detained person', [], ['EXCEPTION_RECORDED', '2026-03-01', { limit: 'DP.FINAL', category: 'ABSENT_FROM_AREA', why: 'x' }], /do not know this ground for this limit/],
  ['an exception to a limit that there is not', [request], ['EXCEPTION_RECORDED', '2026-03-01', { limit: 'NA.FOO', why: 'x' }], /allow no exception to NA.FOO/],
  ['a missed appointment as a ground for the adviser', [request], ['EXCEPTION_RECORDED', '2026-03-01', { limit: 'NA.ADVICE/HEALTH', category: 'MISSED_APPOINTMENT', why: 'x' }], null],
  ['coronavirus as a ground for a limit of June 2020', [['REQUEST_RECEIVED', '2020-01-20']], ['EXCEPTION_RECORDED', '2020-06-01', { limit: 'NA.FINAL_PLAN', category: 'CORONAVIRUS', why: 'x' }], null],
  ['coronavirus as a ground for a review of June 2020', [plan, ['REVIEW_MEETING_HELD', '2020-05-20']], ['EXCEPTION_RECORDED', '2020-06-01', { limit: 'AR.DECISION', category: 'CORONAVIRUS', why: 'x' }], null],
  ['coronavirus as a ground for a limit of 2026', [request], ['EXCEPTION_RECORDED', '2026-03-01', { limit: 'NA.FINAL_PLAN', category: 'CORONAVIRUS', why: 'x' }], /1 May to 25 September 2020/],
  ['an exception to a limit that has none', [request], ['EXCEPTION_RECORDED', '2026-03-01', { limit: 'AR.DECISION', why: 'x' }], /allow no exception to AR.DECISION/],
  ['a missed appointment as a ground for week 20', [request], ['EXCEPTION_RECORDED', '2026-03-01', { limit: 'NA.FINAL_PLAN', category: 'MISSED_APPOINTMENT', why: 'x' }], /only for the adviser’s six weeks/],
  ['an exception without saying why', [request], ['EXCEPTION_RECORDED', '2026-03-01', { limit: 'NA.FINAL_PLAN', category: 'EXCEPTIONAL_PERSONAL' }], /Say why/],
  ['an exception with its reason', [request], ['EXCEPTION_RECORDED', '2026-03-01', { limit: 'NA.FINAL_PLAN', category: 'EXCEPTIONAL_PERSONAL', why: 'Bereavement in week 12' }], null],
  ['a closure that ends before it begins', [], ['SETTING_CLOSURE', '2026-07-20', { reopens: '2026-07-01' }], /last day is before the first/],
  ['anything before birth', [['PERSON', null, { dob: '2018-05-05' }]], ['REQUEST_RECEIVED', '2018-05-04'], /before the date of birth/],
];

describe('what may be recorded', () => {
  for (const [title, before, [kind, on, facts], words] of table) {
    test(`${title}: ${words === null ? 'yes' : 'no, with the reason'}`, () => {
      const answer = refusals({ kind, on: on as Day | null, facts: facts ?? {} }, settle(story(...before)), today).join(' ');
      if (words === null) assert.equal(answer, '');
      else assert.match(answer, words);
    });
  }

  test('a decision of which a tracker tells without a day may be recorded with its day', () => {
    const told = tracked(1, '2026-03-31', [{ receivedDate: '2026-01-05' as Day, requestOutcome: 'Y', inferred: ['requestOutcome'] }]);
    for (const kind of ['DECISION_TO_ASSESS_NOTIFIED', 'DECISION_NOT_TO_ASSESS_NOTIFIED']) {
      assert.deepEqual(refusals({ kind, on: '2026-02-02' as Day, facts: {} }, settle([told]), today), [], kind);
    }
    const dated = settle([told, entry(2, 'DECISION_TO_ASSESS_NOTIFIED', '2026-02-02')]);
    assert.deepEqual(dated.episodes.flatMap(({ events }) => events.map(({ kind, on }) => [kind, on])), [['REQUEST_RECEIVED', '2026-01-05'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-02-02']]);
  });
});
