// Time to mediate and to appeal, and the authority's response: Tribunal Procedure (First-tier Tribunal) (Health,
// Education and Social Care Chamber) Rules 2008; SEND Regulations 2014, regulation 33.
import { day } from '../calendar/day.ts';
import { acts, type Rule, since2014, type Start } from './rule.ts';

/** Decisions with a right of appeal: Children and Families Act 2014, section 51(2). */
const appealableNotices: readonly Start[] = [
  ...acts(
    'DECISION_NOTICE_SENT', 'DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT', 'FINAL_AMENDED_PLAN_SENT',
    'NO_AMENDMENT_NOTIFIED', 'CEASE_DECISION_NOTIFIED', 'REASSESSMENT_REFUSED_NOTIFIED', 'REASSESSMENT_PLAN_SENT',
  ),
  { event: 'REVIEW_DECISION_NOTIFIED', fact: 'outcome', is: ['MAINTAIN', 'CEASE'] },
  { event: 'REFUSAL_STANDS_NOTIFIED', fact: 'freshAppeal', is: ['true'] },
];

const dispute = { ...since2014, within: ['DISPUTE'] } as const;
const over = acts('APPEAL_WITHDRAWN', 'TRIBUNAL_ORDER_MADE', 'MEDIATION_AGREEMENT_SIGNED');

const lodge: Rule = {
  ...dispute, code: 'APP.LODGE', title: 'Family’s time to appeal ends', nature: 'window',
  citation: 'Tribunal Rules 2008 (HESC), rules 12 and 20(1)(c)', starts: appealableNotices, to: day('2020-07-20'),
  period: { special: 'appeal window', words: 'the later of two months from the notice and one month from a mediation certificate; a time ending in August or from 25 December to 1 January runs to the first working day after, one ending on another day that is not worked to the next working day' },
  done: acts('APPEAL_LODGED', 'APPEAL_RECEIVED_BY_LA'), stops: over,
  note: 'The family’s window, not the authority’s duty. A time ending on a 31 July that is not worked runs to the next working day.',
};

export const appealRules: readonly Rule[] = [
  {
    ...dispute, code: 'APP.MEDIATION_CONTACT', title: 'Family’s time to contact a mediation adviser ends', nature: 'window',
    citation: 'SEND Regulations 2014, regulation 33', starts: appealableNotices, period: { counting: 'M-AFTER', count: 2 },
    done: acts('MEDIATION_REQUESTED', 'MEDIATION_DECLINED', 'MEDIATION_CERTIFICATE_ISSUED'), stops: over,
    note: 'No rule moves a day that is not worked.',
  },
  lodge,
  { ...lodge, ruleSet: 'rules-2020', from: day('2020-07-21'), to: null, note: `${lodge.note} From 21 July 2020 the August rule is for special educational needs cases only, not for disability claims.` },
  {
    ...dispute, code: 'APP.LA_RESPONSE', title: 'Respond to the appeal', citation: 'Tribunal Rules 2008 (HESC), rules 12 and 21',
    starts: acts('APPEAL_RECEIVED_BY_LA'), take: 'each', replacedBy: ['directedResponseDate'],
    period: { special: 'tribunal working days', count: 30, words: '30 working days, not counting that day, August or 25 December to 1 January' },
    done: acts('APPEAL_RESPONSE_SENT'), stops: acts('APPEAL_WITHDRAWN', 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED', 'TRIBUNAL_ORDER_MADE'),
    note: 'The day in the letter of registration takes its place.',
  },
];
