// Detained persons: Children and Families Act 2014, sections 70 to 75; SEND (Detained Persons) Regulations 2015 (SI 2015/62).
import { day } from '../calendar/day.ts';
import { acts, type Rule, since2014, type Start } from './rule.ts';

/** The request (section 71(2)), coming to attention (71(4)), or the start of an assessment that detention overtook. */
const begins: readonly Start[] = [
  { event: 'DETAINED_REQUEST_RECEIVED', counts: 'receipt' }, { event: 'REQUEST_RECEIVED', counts: 'receipt' },
  { event: 'BROUGHT_TO_ATTENTION', counts: 'receipt', name: 'BECAME_RESPONSIBLE' },
];
const detained = {
  ...since2014, ruleSet: 'detained-2015', from: day('2015-04-01'), within: ['DETAINED'], starts: begins, anywhere: 'since the start',
  exceptions: ['SETTING_CLOSED', 'SETTING_CLOSED_EY', 'EXCEPTIONAL_PERSONAL'],
} as const;
const left = acts('REQUEST_WITHDRAWN', 'MOVED_OUT', 'RELEASED');

export const detainedRules: readonly Rule[] = [
  {
    ...detained, code: 'DP.DECIDE', title: 'Decide whether to assess a detained person, and tell them', citation: 'SI 2015/62, regulation 5', period: { counting: 'W-AFTER', count: 6 },
    done: acts('DECISION_TO_ASSESS_NOTIFIED', 'DECISION_NOT_TO_ASSESS_NOTIFIED'), stops: [...left, ...acts('DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT')],
    note: 'On release in the same authority the limits of an assessment run on from the same day.',
  },
  {
    ...detained, code: 'DP.NO_PLAN', title: 'Tell a detained person if there will be no plan', citation: 'SI 2015/62, regulation 10', period: { counting: 'W-AFTER', count: 16 },
    done: acts('DECISION_NO_PLAN_NOTIFIED'), stops: [...left, ...acts('DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_TO_ISSUE', 'DRAFT_PLAN_SERVED', 'FINAL_PLAN_SENT')],
  },
  {
    ...detained, code: 'DP.FINAL', title: 'Send the final plan of a detained person', citation: 'SI 2015/62, regulation 13', period: { counting: 'W-AFTER', count: 20 },
    done: acts('FINAL_PLAN_SENT'), stops: [...left, ...acts('DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_NO_PLAN_NOTIFIED')], window: acts('DRAFT_PLAN_SERVED', 'DRAFT_REISSUED'),
  },
  {
    ...detained, code: 'DP.COPY', title: 'Send copies of the plan to the establishment, youth offending team and health commissioner', citation: 'SI 2015/62, regulation 17', exceptions: [],
    starts: acts('DETENTION_NOTIFIED'), take: 'each', period: { counting: 'WD-AFTER', count: 5 }, done: acts('DETAINED_PLAN_COPIED'), stops: acts('RELEASED', 'PLAN_CEASED'),
    note: 'The five working days were read in a council’s guidance, not in the instrument.',
  },
];
