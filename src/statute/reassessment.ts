// Reassessment: SEND Regulations 2014, regulations 23 to 27.
import { acts, type Rule, since2014 } from './rule.ts';

const finalPlan = acts('REASSESSMENT_PLAN_SENT', 'FINAL_PLAN_SENT', 'FINAL_AMENDED_PLAN_SENT');

export const reassessmentRules: readonly Rule[] = [
  {
    ...since2014, within: ['REASSESSMENT'], code: 'RA.DECIDE', title: 'Tell the requester whether it will reassess', citation: 'SEND Regulations 2014, regulation 25',
    starts: [{ event: 'REASSESSMENT_REQUEST_RECEIVED', counts: 'receipt' }], period: { counting: 'D-AFTER', count: 15 },
    done: acts('REASSESSMENT_AGREED_NOTIFIED', 'REASSESSMENT_REFUSED_NOTIFIED'), stops: acts('REASSESSMENT_DECIDED_BY_LA', 'PLAN_CEASED'),
    note: 'It may refuse within six months of the last assessment. No exceptions.',
  },
  {
    ...since2014, within: ['REASSESSMENT'], code: 'RA.FINAL', title: 'Send the final plan after the reassessment', citation: 'SEND Regulations 2014, regulation 27(2)', anywhere: 'since the start',
    starts: acts('REASSESSMENT_AGREED_NOTIFIED', 'REASSESSMENT_DECIDED_BY_LA'), period: { counting: 'W-AFTER', count: 14 },
    done: finalPlan, stops: acts('NO_AMENDMENT_NOTIFIED', 'PLAN_CEASED'), window: acts('DRAFT_PLAN_SERVED', 'DRAFT_REISSUED', 'AMENDMENT_NOTICE_SENT'),
    exceptions: ['SETTING_CLOSED', 'SETTING_CLOSED_EY', 'EXCEPTIONAL_PERSONAL', 'ABSENT_FROM_AREA'], absenceDays: 28,
    note: 'From the notice under regulation 25, or from the authority’s own decision under section 44(3). Exceptions: regulation 27(3), as regulation 10(4).',
  },
];
