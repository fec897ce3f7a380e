import assert from 'node:assert/strict';
import { test } from 'node:test';
import { story } from '../../test/entries.ts';
import { dataGaps } from './data-gaps.ts';
import { newOrders } from './impossible-order.ts';
import { settle } from './settle.ts';

type Told = Parameters<typeof story>;

const wrong = (...told: Told): string[] => dataGaps(settle(story(...told))).flatMap(({ text }) => (text.includes('On the timeline') ? [text] : []));
const asked = (before: Told, added: Told[number]): string[] => newOrders(settle(story(...before)), settle(story(...before, added))).map(({ text }) => text);

const plan: Told = [['PLAN_FIRST_MADE', '2020-11-16'], ['REVIEW_MEETING_HELD', '2024-05-06'], ['REVIEW_DECISION_NOTIFIED', '2024-05-30', { outcome: 'MAINTAIN' }]];
const arranged: Told[number] = ['REVIEW_SCHEDULED', '2025-02-04', { meetingDate: '2025-03-02' }];

test('a meeting held before the day on which it was arranged is wrong once a step after it is recorded', () => {
  const held: Told = [...plan, ['REVIEW_MEETING_HELD', '2025-02-03'], arranged];
  assert.deepEqual(wrong(...held), []);
  assert.deepEqual(wrong(...held, ['REVIEW_REPORT_SENT', '2025-03-14']), ['“Review meeting held” has the day 3 February 2025, before “Review meeting arranged” of 4 February 2025, which is about a meeting on 2 March 2025. On the timeline, correct the day that is wrong, or record the step that is missing.']);
  assert.deepEqual(wrong(...plan, ['REVIEW_MEETING_HELD', '2025-03-02'], arranged, ['REVIEW_REPORT_SENT', '2025-03-14']), []);
});

test('a meeting before the day on which it was arranged is asked about, and that of the year before is not', () => {
  assert.match(asked([...plan, arranged], ['REVIEW_MEETING_HELD', '2025-02-03']).join(), /3 February 2025, before “Review meeting arranged” of 4 February 2025/);
  assert.deepEqual(asked([...plan, arranged], ['REVIEW_MEETING_HELD', '2025-03-03']), []);
  assert.deepEqual(asked([['PLAN_FIRST_MADE', '2020-11-16'], ['REVIEW_MEETING_HELD', '2024-05-06']], arranged), []);
});

test('a decision or report before the meeting of its review is wrong', () => {
  assert.match(wrong(...plan, arranged, ['REVIEW_DECISION_NOTIFIED', '2025-05-30', { outcome: 'MAINTAIN' }], ['REVIEW_MEETING_HELD', '2025-06-02']).join(),
    /^“Told of the decision after the review” has the day 30 May 2025, before “Review meeting held” of 2 June 2025\./);
  assert.match(wrong(...plan, arranged, ['REVIEW_REPORT_SENT', '2025-05-30'], ['REVIEW_MEETING_HELD', '2025-06-02']).join(), /^“Review report sent” has the day 30 May 2025, before “Review meeting held” of 2 June 2025\./);
});

test('a decision that goes to the review before, soon before the next meeting, is asked about', () => {
  assert.match(asked([...plan, ['REVIEW_MEETING_HELD', '2025-06-02']], ['REVIEW_DECISION_NOTIFIED', '2025-05-30', { outcome: 'AMEND' }]).join(), /before “Review meeting held” of 2 June 2025, so that it counts for the meeting of 6 May 2024/);
  assert.deepEqual(asked([...plan, ['REVIEW_MEETING_HELD', '2025-06-02']], ['REVIEW_DECISION_NOTIFIED', '2025-06-30', { outcome: 'AMEND' }]), []);
});

test('the steps of an assessment in an order that cannot be are wrong', () => {
  const made: Told = [['REQUEST_RECEIVED', '2026-01-05'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-02-10'], ['DRAFT_PLAN_SERVED', '2026-04-20'], ['FINAL_PLAN_SENT', '2026-05-25']];
  assert.deepEqual(wrong(...made), []);
  assert.match(wrong(...made.with(2, ['DRAFT_PLAN_SERVED', '2026-06-20'])).join(), /^“Final plan sent” has the day 25 May 2026, before “Draft plan sent to the family” of 20 June 2026\./);
  assert.match(wrong(...made.with(1, ['DECISION_TO_ASSESS_NOTIFIED', '2026-05-10'])).join(), /^“Draft plan sent to the family” has the day 20 April 2026, before “Told that it will assess” of 10 May 2026\./);
});

test('advice that came before it was asked for is asked about, each service by itself', () => {
  const assessing: Told = [['REQUEST_RECEIVED', '2026-01-05'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-02-10']];
  const [psychologist, health] = [{ body: 'EDUCATIONAL_PSYCHOLOGIST' }, { body: 'HEALTH' }];
  const came: Told[number] = ['ADVICE_RECEIVED', '2026-03-20', psychologist];
  assert.deepEqual(asked([...assessing, came], ['ADVICE_REQUESTED', '2026-06-12', psychologist]), ['“Advice received” has the day 20 March 2026, before “Advice asked for” of 12 June 2026']);
  assert.deepEqual(asked([...assessing, ['ADVICE_REQUESTED', '2026-06-12', psychologist]], came).length, 1);
  assert.deepEqual(asked([...assessing, came], ['ADVICE_REQUESTED', '2026-06-12', health]), []);
  assert.deepEqual(asked([...assessing, ['ADVICE_REQUESTED', '2026-02-12', psychologist], came], ['ADVICE_REQUESTED', '2026-06-12', psychologist]), [], 'asked a second time');
  assert.deepEqual(wrong(...assessing, came, ['ADVICE_REQUESTED', '2026-06-12', psychologist]), [], 'it may be advice that was there already');
});
