// Transfers between phases of education: SEND Regulations 2014, regulations 2(1) and 18.
import { type Act, acts, type Rule, since2014, type Start } from './rule.ts';

const identified: readonly Start[] = acts('PHASE_TRANSFER_IDENTIFIED');
/** A plan sent before the transfer was identified is not for the next phase, unless it is recorded as that. */
const sent: readonly Act[] = [
  { event: 'PHASE_TRANSFER_FINAL_PLAN_SENT' }, { event: 'FINAL_AMENDED_PLAN_SENT', since: 'the start' }, { event: 'FINAL_PLAN_SENT', since: 'the start' },
];
const phase = {
  ...since2014, within: ['PHASE_TRANSFER'], starts: identified, citation: 'SEND Regulations 2014, regulation 18(1)',
  done: sent, stops: acts('PLAN_CEASED'), anywhere: 'in the school year',
} as const;

export const phaseTransferRules: readonly Rule[] = [
  {
    ...phase, code: 'PT.FINAL', title: 'Send the final plan for the next phase',
    period: { special: 'phase transfer', words: 'before 15 February of the year of the transfer; before 31 March where it is from a secondary school to a post-16 institution' },
    readings: [{ setting: 'phaseReading', value: 'QUOTED', period: { special: 'phase transfer quoted', words: 'by 15 February of the year of the transfer; by 31 March to a post-16 institution' } }],
    note: 'The regulation says “before”, most practice “by”: both days are kept. No exceptions. Transfers from secondary school to post-16 on 1 September 2015 were to be done before 31 May 2015 (regulation 18(3)). Staying on in the sixth form of the same school: see the settings. A plan sent before the transfer was identified does not count, unless it is recorded as the one for the next phase. Year groups are inferred.',
  },
  {
    ...phase, code: 'PT.QUOTED', title: 'The day usually quoted for the next phase', nature: 'marker',
    period: { special: 'phase transfer quoted', words: '15 February of the year of the transfer; 31 March to a post-16 institution' },
    note: 'The SEN2 return carries this day.',
  },
  {
    ...phase, code: 'PT.MEETING_TARGET', title: 'Hold the review for the next phase by', force: 'DERIVED', mark: 'INFERRED', starts: [], basedOn: { codes: ['PT.FINAL'] },
    citation: 'Arithmetic from SEND Regulations 2014, regulation 18, and the twelve weeks of R (L, M and P) v Devon County Council', period: { counting: 'AT-LEAST-BEFORE', count: 84, unit: 'days' },
    done: acts('REVIEW_MEETING_HELD'), stops: [...sent, ...acts('PLAN_CEASED')], anywhere: 'in the school year or since the start',
    note: 'A review in the summer before counts once the transfer was identified.',
  },
  {
    ...phase, code: 'PT.P16_P16', title: 'Send the final plan for another post-16 institution', citation: 'SEND Regulations 2014, regulation 18(2)',
    starts: [{ event: 'PHASE_TRANSFER_IDENTIFIED', fact: 'kind', is: ['POST16_TO_POST16'] }],
    period: { special: 'months before the transfer', count: 5, words: 'at least five months before the transfer' }, anywhere: 'in the school year five months before',
    note: 'A plan sent in the summer before counts too; one sent before the transfer was identified does not, unless it is recorded as the one for the next phase.',
  },
];
