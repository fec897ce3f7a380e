// Which review an entry belongs to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry, story } from '../../test/entries.ts';
import { settle } from './settle.ts';

type Step = Parameters<typeof story>[number];

const plan: Step = ['PLAN_FIRST_MADE', '2019-03-01'];
const amending: Step[] = [['REVIEW_MEETING_HELD', '2025-12-02'], ['REVIEW_DECISION_NOTIFIED', '2026-01-21', { outcome: 'AMEND' }], ['AMENDMENT_NOTICE_SENT', '2026-02-11']];
const old: Step[] = [['REVIEW_MEETING_HELD', '2021-06-14'], ['REVIEW_DECISION_NOTIFIED', '2021-07-01', { outcome: 'MAINTAIN' }]];
const last: Step[] = [['REVIEW_MEETING_HELD', '2026-05-26'], ['REVIEW_REPORT_SENT', '2026-06-01']];

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
  ['what names no meeting on record is as if it named none', [...old, ...last, ['REVIEW_DECISION_NOTIFIED', '2026-06-20', { outcome: 'MAINTAIN', review: '2020-01-01' }]],
    ['2021-06-14 - 2021-07-01 - -', '2026-05-26 2026-06-01 2026-06-20 - -']],
];

const reviewsOf = (entries: ReturnType<typeof story>): string[] => settle(entries).plans.flatMap(({ reviews }) => reviews)
  .map(({ meetingOn, reportOn, decisionOn, amendmentNoticeOn, finalOn }) => [meetingOn, reportOn, decisionOn, amendmentNoticeOn, finalOn].map((on) => on ?? '-').join(' '));

for (const [what, steps, reviews] of stories) test(what, () => assert.deepEqual(reviewsOf(story(plan, ...steps)), reviews));

test('an entry stays with the review that it names when the day of that meeting is corrected', () => {
  const told = story(plan, ...old, ...last, ['REVIEW_REPORT_SENT', '2026-11-20', { review: '2021-06-14' }]);
  assert.deepEqual(reviewsOf([...told, entry(7, 'REVIEW_MEETING_HELD', '2021-06-16', { correctsSeq: 2 })]), ['2021-06-16 2026-11-20 2021-07-01 - -', '2026-05-26 2026-06-01 - - -']);
});
