// Moves between authorities: SEND Regulations 2014, regulations 15 and 16.
import { acts, type Rule, since2014 } from './rule.ts';

const fifteenDays = 'the day of the move where it was known at least 15 working days before; otherwise 15 working days beginning with the day it became known';

export const moveRules: readonly Rule[] = [
  {
    ...since2014, within: ['TRANSFER_OUT'], code: 'MV.TRANSFER', title: 'Pass the plan to the new authority', citation: 'SEND Regulations 2014, regulation 15(2)',
    starts: [{ event: 'MOVE', day: 'oldLaAwareOn' }], take: 'each', period: { special: 'move', count: 15, words: fifteenDays },
    done: acts('PLAN_TRANSFERRED_OUT'), stops: [], note: 'Working days before the move are counted from the day it was known up to the day before (inferred).',
  },
  {
    ...since2014, within: ['TRANSFER_OUT'], code: 'MV.ICB_NOTIFY', title: 'Old health commissioner tells the new one', citation: 'SEND Regulations 2014, regulation 16',
    nature: 'duty of others', starts: [{ event: 'MOVE', day: 'icbAwareOn', fact: 'icbAwareOn' }], take: 'each', period: { special: 'move', count: 15, words: fifteenDays },
    done: [{ event: 'MOVE', fact: 'icbToldOn', day: 'icbToldOn' }],
  },
  {
    ...since2014, within: ['TRANSFER_IN'], code: 'MV.NEW_LA_INFORM', title: 'Tell the family of the transfer, of any assessment and of the review', citation: 'SEND Regulations 2014, regulation 15(4)',
    starts: acts('PLAN_TRANSFERRED_IN'), take: 'each', period: { counting: 'W-AFTER', count: 6 }, done: acts('TRANSFER_FAMILY_TOLD'), stops: acts('PLAN_CEASED'),
  },
  {
    ...since2014, within: ['TRANSFER_IN'], code: 'MV.NEW_LA_REVIEW', title: 'Review the plan transferred in', citation: 'SEND Regulations 2014, regulation 15(5)', anywhere: 'since the start',
    starts: acts('PLAN_TRANSFERRED_IN'), take: 'each',
    period: { special: 'new authority review', words: 'the later of 12 months beginning with the day the plan was made or last reviewed, and three months beginning with the transfer' },
    done: acts('REVIEW_DECISION_NOTIFIED'), stops: acts('PLAN_CEASED'),
  },
];
