// Mediation: SEND Regulations 2014, regulations 32 to 42.
import { acts, type Rule, since2014 } from './rule.ts';

const mediation = { ...since2014, within: ['DISPUTE'], citation: 'SEND Regulations 2014, regulations 32 to 42' } as const;
const ended = acts('MEDIATION_CERTIFICATE_ISSUED', 'MEDIATION_DECLINED', 'APPEAL_WITHDRAWN');

export const mediationRules: readonly Rule[] = [
  {
    ...mediation, code: 'MED.TELL_ICB', title: 'Tell each health commissioner of the health issues', take: 'each',
    starts: [{ event: 'MEDIATION_REQUESTED', fact: 'healthIssues', is: ['true'] }], period: { counting: 'WD-AFTER', count: 3 },
    done: [{ event: 'MEDIATION_REQUESTED', fact: 'icbToldOn', day: 'icbToldOn' }], stops: ended,
  },
  {
    ...mediation, code: 'MED.ARRANGE', title: 'Arrange mediation', take: 'each',
    starts: [{ event: 'MEDIATION_REQUESTED', fact: 'healthOnly', is: ['null', 'false'] }, { event: 'MEDIATION_REQUESTED', fact: 'healthOnly', is: ['true'], day: 'icbToldOn' }],
    period: { counting: 'D-AFTER', count: 30 }, done: acts('MEDIATION_ARRANGED', 'MEDIATION_HELD'), stops: ended,
    note: 'On health issues only, the health commissioner arranges it, counted from the day it was told.',
  },
  {
    ...mediation, code: 'MED.CERT', title: 'Mediation adviser issues the certificate', citation: 'Children and Families Act 2014, section 55; SEND Regulations 2014, regulations 32 to 42',
    nature: 'duty of others', take: 'first', starts: acts('MEDIATION_DECLINED', 'MEDIATION_HELD', 'MEDIATION_NOT_ARRANGED'), period: { counting: 'WD-AFTER', count: 3 },
    done: acts('MEDIATION_CERTIFICATE_ISSUED'), stops: acts('APPEAL_LODGED', 'APPEAL_RECEIVED_BY_LA'),
    note: 'The adviser’s duty, also where mediation ended in an agreement.',
  },
  {
    ...mediation, code: 'MED.COMPLY_OTHER', title: 'Do what was agreed on a matter that cannot be appealed', citation: 'SEND Regulations 2014, regulation 42',
    take: 'each', starts: [{ event: 'MEDIATION_AGREEMENT_SIGNED', effect: 'COMPLY_OTHER' }], period: { counting: 'W-AFTER', count: 2 },
    replacedBy: ['agreedDate'], done: acts('ORDER_COMPLIED_WITH'), note: 'Another day agreed in writing takes its place.',
  },
  {
    ...mediation, code: 'MED.RCB_TELLS_LA', title: 'Health commissioner tells the authority of the agreement', citation: 'SEND Regulations 2014, regulation 42',
    nature: 'duty of others', take: 'each', starts: [{ event: 'MEDIATION_AGREEMENT_SIGNED', fact: 'laWasParty', is: ['false'] }], period: { counting: 'W-AFTER', count: 1 },
    replacedBy: ['agreedDate'], done: acts('ORDER_COMPLIED_WITH'), note: 'Only where the authority was not a party. Another day agreed in writing takes its place.',
  },
];
