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
  ['not to assess, after all', [request, assess], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-09'], /was told on 2 February 2026 that the authority will assess/],
  ['a second refusal', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01']], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-03-01'], /told on 1 February 2026 that the authority will not assess/],
  ['the refusal before it decided to assess after all, recorded late', [request, ['DECISION_TO_ASSESS_NOTIFIED', '2026-04-01']], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01'], null],
  ['to assess, on the day of a refusal', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01']], ['DECISION_TO_ASSESS_NOTIFIED', '2026-02-01'], /was told on 1 February 2026 that the authority will not assess/],
  ['a second refusal after mediation', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-02-01'], ['MEDIATION_AGREEMENT_SIGNED', '2026-02-20', { effect: 'RECONSIDER' }]], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-03-01'], null],
  ['a review meeting arranged without a plan', [], ['REVIEW_SCHEDULED', '2026-03-01'], /No plan is on record/],
  ['advice from nobody in particular', [request, assess, ['ADVICE_REQUESTED', '2026-02-03', { body: 'HEALTH' }]], ['ADVICE_RECEIVED', '2026-02-20'], /Say from whom it came/],
  ['advice asked of nobody in particular', [request, assess], ['ADVICE_REQUESTED', '2026-02-03'], /Say who was asked/],
  ['no plan without a decision to assess', [request], ['DECISION_NO_PLAN_NOTIFIED', '2026-04-01'], /no decision to assess/],
  ['a final plan without a draft', [request, assess], ['FINAL_PLAN_SENT', '2026-05-25'], /No draft plan/],
  ['a final plan on day 15 of the family’s time', [request, assess, draft], ['FINAL_PLAN_SENT', '2026-05-18'], /until 18 May 2026.*from 19 May 2026/],
  ['a final plan on the day after', [request, assess, draft], ['FINAL_PLAN_SENT', '2026-05-19'], null],
  ['a final plan of an assessment that has one', [request, assess, draft, ['FINAL_PLAN_SENT', '2026-05-19']], ['FINAL_PLAN_SENT', '2026-05-19'], /was sent on 19 May 2026/],
  ['a final plan sooner, the family having agreed in writing', [request, assess, draft, ['REPRESENTATIONS_RECEIVED', '2026-05-08', { waiver: true }]], ['FINAL_PLAN_SENT', '2026-05-09'], null],
  ['a final plan before the fresh draft’s time is over', [request, assess, draft, ['DRAFT_REISSUED', '2026-05-15']], ['FINAL_PLAN_SENT', '2026-05-20'], /until 29 May 2026/],
  ['a review decision before a meeting', [plan], ['REVIEW_DECISION_NOTIFIED', '2026-03-01', { outcome: 'MAINTAIN' }], /no review meeting/],
  ['a review of no plan', [], ['REVIEW_MEETING_HELD', '2026-03-01'], /No plan is on record/],
  ['a review after the plan ended', [plan, ['PLAN_CEASED', '2026-02-01', { reason: '2' }]], ['REVIEW_MEETING_HELD', '2026-03-01'], /ended on 1 February 2026/],
  ['an amended plan without notice of the amendments', [plan, ['REVIEW_MEETING_HELD', '2026-03-01']], ['FINAL_AMENDED_PLAN_SENT', '2026-04-01'], /No proposed amendments/],
  ['an amended plan under an order that names a setting, without notice', [plan, ['TRIBUNAL_ORDER_MADE', '2026-06-01', { order: 'NAME' }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-10'], null],
  ['an amended plan under an order to keep and amend', [plan, ['TRIBUNAL_ORDER_MADE', '2026-06-01', { order: 'MAINTAIN_AMEND' }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-01'], null],
  ['an amended plan as agreed at mediation', [plan, ['MEDIATION_AGREEMENT_SIGNED', '2026-06-01', { effect: 'AMEND', appealable: false }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-10'], null],
  ['an amended plan, the appeal not being opposed', [plan, ['LA_NOTIFIED_TRIBUNAL_UNOPPOSED', '2026-06-01', { appeal: '51(2)(c)(i)' }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-10'], null],
  ['an amended plan before the order', [plan, ['TRIBUNAL_ORDER_MADE', '2026-06-01', { order: 'NAME' }]], ['FINAL_AMENDED_PLAN_SENT', '2026-05-31'], /No proposed amendments/],
  ['an amended plan under an order about something else', [plan, ['TRIBUNAL_ORDER_MADE', '2026-06-01', { order: 'MAINTAIN' }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-10'], /No proposed amendments/],
  ['a second amended plan after the order was carried out', [plan, ['TRIBUNAL_ORDER_MADE', '2026-06-01', { order: 'NAME' }], ['FINAL_AMENDED_PLAN_SENT', '2026-06-10']], ['FINAL_AMENDED_PLAN_SENT', '2026-07-10'], /No proposed amendments/],
  ['an amended plan sooner, the family having agreed in writing', [plan, ['AMENDMENT_NOTICE_SENT', '2026-06-20'], ['REPRESENTATIONS_RECEIVED', '2026-06-21', { waiver: true }]], ['FINAL_AMENDED_PLAN_SENT', '2026-06-22'], null],
  ['an amended plan on a waiver of two years ago', [request, draft, ['REPRESENTATIONS_RECEIVED', '2026-05-08', { waiver: true }], ['FINAL_PLAN_SENT', '2026-05-09'], ['AMENDMENT_NOTICE_SENT', '2026-06-20']], ['FINAL_AMENDED_PLAN_SENT', '2026-06-22'], /until 4 July 2026/],
  ['a final plan on a waiver of the draft before', [request, assess, draft, ['REPRESENTATIONS_RECEIVED', '2026-05-08', { waiver: true }], ['DRAFT_REISSUED', '2026-05-15']], ['FINAL_PLAN_SENT', '2026-05-20'], /until 29 May 2026/],
  ['a final plan on a waiver that came later', [request, assess, draft, ['REPRESENTATIONS_RECEIVED', '2026-05-12', { waiver: true }]], ['FINAL_PLAN_SENT', '2026-05-09'], /until 18 May 2026/],
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
