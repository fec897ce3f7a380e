// Annual reviews and amendments: Children and Families Act 2014, section 44; SEND Regulations 2014, regulations 20 to
// 22 and 28; R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin).
import { day } from '../calendar/day.ts';
import { type Act, acts, type Rule, since2014, type Start } from './rule.ts';

const review = { ...since2014, within: ['REVIEW'] } as const;
/** The final amended plan and the report are no items of the SEN2 return; the amendments only of its later layouts. */
const unsaid = { ...review, notInReturns: true } as const;
const devon = { ...unsaid, ruleSet: 'devon-2022', from: day('2022-03-08'), force: 'CASE_LAW' } as const;
const cycle = { ...since2014, within: ['PLAN'] } as const;

const meeting: readonly Start[] = acts('REVIEW_MEETING_HELD');
/** The day of the meeting: as held, else as last moved, else as arranged. */
const meetingDay: readonly Start[] = [{ event: 'REVIEW_MEETING_HELD' }, { event: 'REVIEW_MEETING_MOVED', day: 'meetingDate' }, { event: 'REVIEW_SCHEDULED', day: 'meetingDate' }];
const twoWeeksBefore = { counting: 'AT-LEAST-BEFORE', count: 2, unit: 'weeks' } as const;
const clearDays = [{ setting: 'clearDays', value: 'CLEAR', period: { counting: 'AT-LEAST-BEFORE', count: 15, unit: 'days' } }] as const;

const notAmending: readonly Act[] = [{ event: 'REVIEW_DECISION_NOTIFIED', fact: 'outcome', is: ['MAINTAIN', 'CEASE'] }];
const planEnds = acts('PLAN_CEASED');
const finalPlan = acts('FINAL_AMENDED_PLAN_SENT');
const ends = [...notAmending, ...acts('NO_AMENDMENT_NOTIFIED'), ...planEnds];

const finalBefore2022: Rule = {
  ...unsaid, code: 'AR.FINAL', title: 'Send the final amended plan', citation: 'SEND Regulations 2014, regulation 22(3)', to: day('2022-03-07'),
  basedOn: { codes: ['AR.FINAL_REG22'] }, period: { special: 'earliest', words: 'the earliest of the limits' }, done: finalPlan, stops: ends, window: acts('AMENDMENT_NOTICE_SENT'),
};

export const annualReviewRules: readonly Rule[] = [
  {
    ...cycle, code: 'AR.COMPLETE_BY', title: 'Complete the yearly review', citation: 'Children and Families Act 2014, section 44(1)',
    period: { counting: 'M-FROM', count: 12 }, readings: [{ setting: 'annual', value: 'ANNIVERSARY', period: { counting: 'M-AFTER', count: 12 } }],
    note: 'In the 12 months starting with the day the plan was first made, then in each 12 months starting with the day it was last reviewed. A review is complete when the family is told the decision; see “When a review is complete” in the settings. An amended plan, an order or an amendment without review does not start a new year.',
  },
  {
    ...cycle, code: 'AR.MEETING_TARGET', title: 'Hold the review meeting by', force: 'DERIVED', mark: 'INFERRED', basedOn: { codes: ['AR.COMPLETE_BY'] },
    citation: 'Arithmetic from section 44(1) and regulation 20(10); Code of Practice 9.176', period: { counting: 'AT-LEAST-BEFORE', count: 28, unit: 'days' },
  },
  {
    ...cycle, code: 'AR.UNDER5_FROM', title: 'First day to consider an early review: child under five', force: 'GUIDANCE', nature: 'marker',
    citation: 'SEND Code of Practice 2015, paragraph 9.178', period: { counting: 'M-AFTER', count: 3 },
  },
  {
    ...cycle, code: 'AR.UNDER5_TO', title: 'Consider an early review: child under five', force: 'GUIDANCE', nature: 'duty',
    citation: 'SEND Code of Practice 2015, paragraph 9.178', period: { counting: 'M-AFTER', count: 6 },
  },
  {
    ...review, code: 'AR.NOTICE', title: 'Give notice of the review meeting', citation: 'SEND Regulations 2014, regulations 20(3) and 21(3)', take: 'first named',
    starts: meetingDay, period: twoWeeksBefore, readings: clearDays, done: acts('REVIEW_NOTICE_GIVEN'), stops: meeting,
    note: 'Fourteen days are accepted, with a warning; see “At least two weeks” in the settings.',
  },
  {
    ...review, code: 'AR.CIRCULATE', title: 'Send round the advice for the review', citation: 'SEND Regulations 2014, regulations 20(4) and 21(4)', take: 'first named',
    starts: meetingDay, period: twoWeeksBefore, readings: clearDays, done: acts('REVIEW_ADVICE_CIRCULATED'), stops: meeting,
    note: 'Fourteen days are accepted, with a warning; see “At least two weeks” in the settings.',
  },
  {
    ...unsaid, code: 'AR.REPORT', title: 'Send the report of the review meeting', citation: 'SEND Regulations 2014, regulations 20(7) to (9) and 21(7)',
    starts: meeting, period: { counting: 'W-AFTER', count: 2 }, done: acts('REVIEW_REPORT_SENT'), stops: planEnds,
    note: 'A decision taken without the report does not do away with it.',
  },
  {
    ...review, code: 'AR.DECISION', title: 'Tell the family and the setting the decision after the review', citation: 'SEND Regulations 2014, regulation 20(10)',
    starts: meeting, period: { counting: 'W-AFTER', count: 4 }, done: acts('REVIEW_DECISION_NOTIFIED'), stops: planEnds,
  },
  {
    ...devon, code: 'AR.AMEND_NOTICE', title: 'Send the proposed amendments', citation: 'SEND Regulations 2014, regulations 20(10) and 22(2)(a), as read in R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin)',
    starts: meeting, period: { counting: 'W-AFTER', count: 4 }, done: acts('AMENDMENT_NOTICE_SENT'), stops: [...ends, ...finalPlan],
    note: 'Before the judgment the notice was taken to have no limit of its own.',
  },
  {
    ...review, within: ['REVIEW', 'AMENDMENT'], code: 'AR.REPS_END', title: 'Last day of the family’s 15 days for views on the amendments', nature: 'window', take: 'last',
    citation: 'SEND Regulations 2014, regulation 22(2)(c)', starts: acts('AMENDMENT_NOTICE_SENT'), period: { counting: 'D-FROM', count: 15 }, stops: [...finalPlan, ...acts('NO_AMENDMENT_NOTIFIED'), ...planEnds],
  },
  {
    ...unsaid, code: 'AR.FINAL_REG22', title: 'Send the final amended plan (eight weeks from the notice)', citation: 'SEND Regulations 2014, regulation 22(3)',
    starts: acts('AMENDMENT_NOTICE_SENT'), period: { counting: 'W-AFTER', count: 8 }, done: finalPlan, stops: ends,
  },
  {
    ...devon, code: 'AR.FINAL_DEVON', title: 'Send the final amended plan (twelve weeks from the meeting)', citation: 'R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin)',
    starts: meeting, period: { counting: 'W-AFTER', count: 12 }, done: finalPlan, stops: ends,
  },
  finalBefore2022,
  {
    ...finalBefore2022, ruleSet: 'devon-2022', from: day('2022-03-08'), to: null, force: 'CASE_LAW', basedOn: { codes: ['AR.FINAL_REG22', 'AR.FINAL_DEVON'] },
    citation: 'SEND Regulations 2014, regulation 22(3); R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin)',
    note: 'The earlier of eight weeks from the notice and twelve weeks from the meeting: a late notice buys no time. The rule of the minimum is inferred.',
  },
  {
    ...unsaid, code: 'AR.NO_AMEND_NOTIFY', title: 'Tell the family if the plan will not be amended after all', citation: 'SEND Regulations 2014, regulation 22(4)', mark: 'INFERRED',
    starts: acts('AMENDMENT_NOTICE_SENT'), period: { counting: 'W-AFTER', count: 8 }, done: acts('NO_AMENDMENT_NOTIFIED'), stops: [...finalPlan, ...planEnds], insteadOf: 'AR.FINAL',
    note: 'The number of weeks is from general knowledge: the text read was cut off.',
  },
  {
    ...review, within: ['AMENDMENT'], code: 'AM.FINAL', title: 'Send the final plan amended without a review', citation: 'SEND Regulations 2014, regulations 22(3) and 28', mark: 'INFERRED',
    starts: acts('AMENDMENT_NOTICE_SENT'), period: { counting: 'W-AFTER', count: 8 }, done: finalPlan, stops: [...acts('NO_AMENDMENT_NOTIFIED'), ...planEnds], window: acts('AMENDMENT_NOTICE_SENT'),
    note: 'Regulation 28 is taken to follow regulation 22.',
  },
];
