// Which review an entry belongs to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { returned } from '../../test/cases.ts';
import { entry, stated, story, tracked } from '../../test/entries.ts';
import type { Day } from '../calendar/day.ts';
import type { ReturnActivePlan } from './return-record.ts';
import { settle } from './settle.ts';

type Step = Parameters<typeof story>[number];

const plan: Step = ['PLAN_FIRST_MADE', '2019-03-01'];
const amending: Step[] = [['REVIEW_MEETING_HELD', '2025-12-02'], ['REVIEW_DECISION_NOTIFIED', '2026-01-21', { outcome: 'AMEND' }], ['AMENDMENT_NOTICE_SENT', '2026-02-11']];
const old: Step[] = [['REVIEW_MEETING_HELD', '2021-06-14'], ['REVIEW_DECISION_NOTIFIED', '2021-07-01', { outcome: 'MAINTAIN' }]];
const last: Step[] = [['REVIEW_MEETING_HELD', '2026-05-26'], ['REVIEW_REPORT_SENT', '2026-06-01']];
const told: Step[] = [['REVIEW_MEETING_HELD', '2025-10-20'], ['REVIEW_DECISION_NOTIFIED', '2025-11-10', { outcome: 'MAINTAIN' }]];

// Each line: what happened, and of each review the days of meeting, report, decision, proposed amendments, final plan.
const stories: readonly [what: string, steps: readonly Step[], reviews: readonly string[]][] = [
  ['a final plan sent once the next meeting was arranged is of the review before', [...amending, ['REVIEW_SCHEDULED', '2026-07-23', { meetingDate: '2026-09-20' }], ['FINAL_AMENDED_PLAN_SENT', '2026-09-02']],
    ['2025-12-02 - 2026-01-21 2026-02-11 2026-09-02', '- - - - -']],
  ['also where the day of that meeting is over and it was not held', [...amending, ['REVIEW_SCHEDULED', '2026-07-23', { meetingDate: '2026-08-20' }], ['FINAL_AMENDED_PLAN_SENT', '2026-09-02']],
    ['2025-12-02 - 2026-01-21 2026-02-11 2026-09-02', '- - - - -']],
  ['also where the next meeting was held and nothing decided', [...amending, ['REVIEW_MEETING_HELD', '2026-08-20'], ['FINAL_AMENDED_PLAN_SENT', '2026-09-02']],
    ['2025-12-02 - 2026-01-21 2026-02-11 2026-09-02', '2026-08-20 - - - -']],
  ['proposed amendments are of the review that was held last', [...amending, ['REVIEW_MEETING_HELD', '2026-08-20'], ['AMENDMENT_NOTICE_SENT', '2026-09-02']],
    ['2025-12-02 - 2026-01-21 2026-02-11 -', '2026-08-20 - - 2026-09-02 -']],
  ['a decision told before the next meeting is of the one that was held', [['REVIEW_MEETING_HELD', '2026-11-03'], ['REVIEW_SCHEDULED', '2026-11-20', { meetingDate: '2027-01-20' }], ['REVIEW_DECISION_NOTIFIED', '2026-11-22', { outcome: 'MAINTAIN' }]],
    ['2026-11-03 - 2026-11-22 - -', '- - - - -']],
  ['so it is where papers for the next went round', [['REVIEW_MEETING_HELD', '2026-09-03'], ['REVIEW_ADVICE_CIRCULATED', '2026-11-20'], ['REVIEW_DECISION_NOTIFIED', '2026-11-22', { outcome: 'MAINTAIN' }]],
    ['2026-09-03 - 2026-11-22 - -', '- - - - -']],
  ['a decision told after the day of an arranged meeting is of that meeting, which nobody recorded', [...old, ['REVIEW_SCHEDULED', '2022-05-01', { meetingDate: '2022-06-01' }], ['REVIEW_DECISION_NOTIFIED', '2022-06-20', { outcome: 'MAINTAIN' }]],
    ['2021-06-14 - 2021-07-01 - -', '- - 2022-06-20 - -']],
  ['a report is of the last review that was held', [...old, ...last, ['REVIEW_SCHEDULED', '2026-11-01', { meetingDate: '2027-05-01' }], ['REVIEW_REPORT_SENT', '2026-11-20']],
    ['2021-06-14 - 2021-07-01 - -', '2026-05-26 2026-11-20 - - -', '- - - - -']],
  ['or of the one that it names', [...old, ...last, ['REVIEW_REPORT_SENT', '2026-11-20', { review: '2021-06-14' }]],
    ['2021-06-14 2026-11-20 2021-07-01 - -', '2026-05-26 2026-06-01 - - -']],
  ['so is a final plan', [...amending, ['REVIEW_MEETING_HELD', '2026-08-20'], ['AMENDMENT_NOTICE_SENT', '2026-09-02'], ['FINAL_AMENDED_PLAN_SENT', '2026-09-20', { review: '2025-12-02' }]],
    ['2025-12-02 - 2026-01-21 2026-02-11 2026-09-20', '2026-08-20 - - 2026-09-02 -']],
  ['a decision told before the meeting that is arranged is of that one where the last is decided', [...told, ['REVIEW_SCHEDULED', '2026-09-01', { meetingDate: '2026-12-01' }], ['REVIEW_DECISION_NOTIFIED', '2026-11-06', { outcome: 'AMEND' }]],
    ['2025-10-20 - 2025-11-10 - -', '- - 2026-11-06 - -']],
  ['also where papers for the next went round and its meeting is not recorded', [...told, ['REVIEW_ADVICE_CIRCULATED', '2026-11-01'], ['REVIEW_DECISION_NOTIFIED', '2026-11-06', { outcome: 'AMEND' }]],
    ['2025-10-20 - 2025-11-10 - -', '- - 2026-11-06 - -']],
  ['a final plan is of the review whose amendments were proposed, also where the next is decided', [...amending, ['REVIEW_MEETING_HELD', '2026-08-20'], ['REVIEW_DECISION_NOTIFIED', '2026-09-01', { outcome: 'MAINTAIN' }], ['FINAL_AMENDED_PLAN_SENT', '2026-09-20']],
    ['2025-12-02 - 2026-01-21 2026-02-11 2026-09-20', '2026-08-20 - 2026-09-01 - -']],
  ['also where that is to amend as well and proposed nothing yet', [...amending, ['REVIEW_MEETING_HELD', '2026-08-20'], ['REVIEW_DECISION_NOTIFIED', '2026-09-01', { outcome: 'AMEND' }], ['FINAL_AMENDED_PLAN_SENT', '2026-09-20']],
    ['2025-12-02 - 2026-01-21 2026-02-11 2026-09-20', '2026-08-20 - 2026-09-01 - -']],
  ['but of none where amendments were proposed since outside any review', [...amending, ['REVIEW_MEETING_HELD', '2026-08-20'], ['REVIEW_DECISION_NOTIFIED', '2026-09-01', { outcome: 'MAINTAIN' }], ['AMENDMENT_NOTICE_SENT', '2026-10-01'], ['FINAL_AMENDED_PLAN_SENT', '2026-11-20']],
    ['2025-12-02 - 2026-01-21 2026-02-11 -', '2026-08-20 - 2026-09-01 - -']],
  ['proposed amendments and the plan after them are of the review that was decided, where the next is not', [...amending.slice(0, 2), ['REVIEW_MEETING_HELD', '2026-08-20'], ['AMENDMENT_NOTICE_SENT', '2026-09-02'], ['FINAL_AMENDED_PLAN_SENT', '2026-09-20']],
    ['2025-12-02 - 2026-01-21 2026-09-02 2026-09-20', '2026-08-20 - - - -']],
  ['amendments proposed on the day of the decision are of that review, in whichever order they are recorded', [...amending.slice(0, 2), ['REVIEW_MEETING_HELD', '2026-08-20'], ['AMENDMENT_NOTICE_SENT', '2026-09-02'], ['REVIEW_DECISION_NOTIFIED', '2026-09-02', { outcome: 'AMEND' }]],
    ['2025-12-02 - 2026-01-21 - -', '2026-08-20 - 2026-09-02 2026-09-02 -']],
  ['what names no meeting on record is as if it named none', [...old, ...last, ['REVIEW_DECISION_NOTIFIED', '2026-06-20', { outcome: 'MAINTAIN', review: '2020-01-01' }]],
    ['2021-06-14 - 2021-07-01 - -', '2026-05-26 2026-06-01 2026-06-20 - -']],
];

const reviewsOf = (entries: ReturnType<typeof story>): string[] => settle(entries).plans.flatMap(({ reviews }) => reviews)
  .map(({ meetingOn, reportOn, decisionOn, amendmentNoticeOn, finalOn }) => [meetingOn, reportOn, decisionOn, amendmentNoticeOn, finalOn].map((on) => on ?? '-').join(' '));

for (const [what, steps, reviews] of stories) test(what, () => assert.deepEqual(reviewsOf(story(plan, ...steps)), reviews));

test('a final plan in a tracker is of the review that was decided last: the sheet need not tell of proposed amendments', () => {
  const row = tracked(9, '2026-10-31', [{ steps: [{ kind: 'FINAL_AMENDED_PLAN_SENT', on: '2026-09-20' as Day, facts: {} }] }]);
  const second = story(plan, ...amending, ['REVIEW_MEETING_HELD', '2026-08-20'], ['REVIEW_DECISION_NOTIFIED', '2026-09-01', { outcome: 'AMEND' }]);
  assert.deepEqual(reviewsOf([...second, row]), ['2025-12-02 - 2026-01-21 2026-02-11 -', '2026-08-20 - 2026-09-01 - 2026-09-20']);
});

/** A return of 2026 that tells of one review. */
function reviewed(review: Partial<ReturnActivePlan>): ReturnType<typeof stated> {
  const none = { transferLa: null, placements: [], needs: [], reviewMeeting: null, reviewOutcome: null, lastReview: null, reviewDraft: null, phaseTransferDueDate: null, phaseTransferFinalDate: null };
  const record = returned();
  return stated(1, { ...record, requests: record.requests.map((request) => ({ ...request, activePlan: { ...none, ...review } })) });
}

test('amendments proposed are not of an earlier review of which a return alone tells, and that may have had its own', () => {
  const amend = reviewed({ reviewMeeting: '2025-06-02' as Day, lastReview: '2025-06-20' as Day, reviewOutcome: 'A' });
  assert.deepEqual(reviewsOf([amend, entry(2, 'REVIEW_MEETING_HELD', '2026-06-01'), entry(3, 'AMENDMENT_NOTICE_SENT', '2026-06-20')]), ['2025-06-02 - 2025-06-20 - -', '2026-06-01 - - 2026-06-20 -']);
});

test('a decision that a return tells and an officer records is one, also where the next meeting was arranged before the letter', () => {
  const keep = reviewed({ reviewMeeting: '2025-10-20' as Day, lastReview: '2025-11-10' as Day, reviewOutcome: 'M' });
  const arranged = [entry(2, 'REVIEW_SCHEDULED', '2025-11-01', { facts: { meetingDate: '2026-10-01' } }), entry(3, 'REVIEW_DECISION_NOTIFIED', '2025-11-10', { facts: { outcome: 'MAINTAIN' } })];
  assert.deepEqual(reviewsOf([keep, ...arranged]), ['2025-10-20 - 2025-11-10 - -', '- - - - -']);
});

test('an entry stays with the review that it names when the day of that meeting is corrected', () => {
  const told = story(plan, ...old, ...last, ['REVIEW_REPORT_SENT', '2026-11-20', { review: '2021-06-14' }]);
  assert.deepEqual(reviewsOf([...told, entry(7, 'REVIEW_MEETING_HELD', '2021-06-16', { correctsSeq: 2 })]), ['2021-06-16 2026-11-20 2021-07-01 - -', '2026-05-26 2026-06-01 - - -']);
});

const spring: Step[] = [['REVIEW_MEETING_HELD', '2026-01-10'], ['REVIEW_MEETING_HELD', '2026-03-20'], ['REVIEW_REPORT_SENT', '2026-05-10', { review: '2026-03-20' }]];

for (const now of ['2026-03-22', '2026-05-04']) {
  test(`also where another was held near that day, and it is corrected to ${now}`, () => {
    assert.deepEqual(reviewsOf([...story(plan, ...spring), entry(5, 'REVIEW_MEETING_HELD', now, { correctsSeq: 3 })]), ['2026-01-10 - - - -', `${now} 2026-05-10 - - -`]);
  });
}

test('the meeting that was on the day named is followed, not the one that is nearest to it now', () => {
  const corrected = [entry(5, 'REVIEW_MEETING_HELD', '2026-01-11', { correctsSeq: 3 }), entry(6, 'REVIEW_MEETING_HELD', '2026-03-19', { correctsSeq: 2 })];
  assert.deepEqual(reviewsOf([...story(plan, ...spring), ...corrected]), ['2026-01-11 2026-05-10 - - -', '2026-03-19 - - - -']);
});

test('without the entry of that meeting, the nearest', () => {
  assert.deepEqual(reviewsOf(story(plan, ['REVIEW_MEETING_HELD', '2026-01-10'], ['REVIEW_MEETING_HELD', '2026-03-22'], ['REVIEW_MEETING_HELD', '2026-04-20'], ['REVIEW_REPORT_SENT', '2026-05-10', { review: '2026-03-20' }])),
    ['2026-01-10 - - - -', '2026-03-22 2026-05-10 - - -', '2026-04-20 - - - -']);
});
