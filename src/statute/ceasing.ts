// Ending a plan and the age to which it may run: Children and Families Act 2014, sections 45 and 46; SEND Regulations
// 2014, regulations 29 to 31.
import { acts, type Rule, since2014 } from './rule.ts';

export const ceasingRules: readonly Rule[] = [
  {
    ...since2014, within: ['DISPUTE'], code: 'CE.EARLIEST', title: 'First day on which the plan may end', citation: 'Children and Families Act 2014, section 45(4)', nature: 'marker',
    starts: [{ event: 'CEASE_DECISION_NOTIFIED' }, { event: 'REVIEW_DECISION_NOTIFIED', fact: 'outcome', is: ['CEASE'] }],
    period: { special: 'end of appeal', words: 'the day after the time to appeal ends; not while an appeal is open; the day of an order that dismisses the appeal' },
    stops: [
      ...acts('PLAN_CEASED', 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED'), { event: 'TRIBUNAL_ORDER_MADE', fact: 'order', is: ['MAINTAIN', 'MAINTAIN_AMEND'] },
      { event: 'MEDIATION_AGREEMENT_SIGNED', fact: 'effect', is: ['MAINTAIN', 'MAINTAIN_AMEND'] },
    ],
    note: 'A later mediation certificate can lengthen it (inferred).',
  },
  {
    ...since2014, within: ['PLAN'], code: 'PL.MAX_END', title: 'Last day to which the plan may run', citation: 'Children and Families Act 2014, section 46', nature: 'marker',
    starts: [], period: { special: 'maximum age', words: 'the first 31 July on or after the 25th birthday (further education); the end of training, not beyond the day before the 26th birthday (apprentice)' },
    note: 'The duty ends at 25; beyond it the authority may maintain the plan to this day. Read in Maintaining EHC plans beyond the 25th birthday (JL v Somerset [2021] UKUT 324 (AAC)).',
  },
];
