// Clocks of other law: direct payments, complaints, access to information.
import { day } from '../calendar/day.ts';
import { acts, type Rule, since2014 } from './rule.ts';

const complaint = {
  ...since2014, within: ['OTHER'], force: 'GUIDANCE', ruleSet: 'guidance-2024', from: day('2024-02-08'),
  citation: 'Local Government and Social Care Ombudsman, Complaint Handling Code',
} as const;
const fiveWorkingDays = { counting: 'WD-AFTER', count: 5 } as const;

export const otherRules: readonly Rule[] = [
  {
    ...since2014, within: ['OTHER'], code: 'PB.REVIEW', title: 'Review the direct payment', mark: 'INFERRED', citation: 'SEND (Personal Budgets) Regulations 2014 (SI 2014/1652)',
    starts: acts('DIRECT_PAYMENT_STARTED'), period: { counting: 'M-FROM', count: 3 }, done: acts('DIRECT_PAYMENT_REVIEWED'),
    note: 'Within the first three months, and at each review and reassessment. The way of counting is inferred.',
  },
  { ...complaint, code: 'CP.ACK1', title: 'Acknowledge the complaint', starts: acts('COMPLAINT_RECEIVED'), period: fiveWorkingDays, done: acts('COMPLAINT_ACKNOWLEDGED'), stops: acts('COMPLAINT_ANSWERED') },
  {
    ...complaint, code: 'CP.STAGE1', title: 'Answer the complaint', starts: acts('COMPLAINT_ACKNOWLEDGED'), done: acts('COMPLAINT_ANSWERED'), replacedBy: ['extendedTo'], furthest: { counting: 'WD-AFTER', count: 20 },
    period: { counting: 'WD-AFTER', count: 10 }, stops: acts('COMPLAINT_ESCALATED'), note: 'May be extended by up to ten working days, with reasons; a later day that is stated counts as that one.',
  },
  { ...complaint, code: 'CP.ACK2', title: 'Acknowledge the complaint at stage 2', starts: acts('COMPLAINT_ESCALATED'), period: fiveWorkingDays, done: acts('COMPLAINT2_ACKNOWLEDGED'), stops: acts('COMPLAINT2_ANSWERED') },
  { ...complaint, code: 'CP.STAGE2', title: 'Answer the complaint at stage 2', starts: acts('COMPLAINT2_ACKNOWLEDGED'), period: { counting: 'WD-AFTER', count: 20 }, done: acts('COMPLAINT2_ANSWERED') },
  {
    ...since2014, within: ['OTHER'], code: 'IG.SAR', title: 'Answer the subject access request', citation: 'UK GDPR, article 12(3)', starts: [{ event: 'SAR_RECEIVED', counts: 'receipt' }],
    period: { special: 'further months if complex', words: 'one month, to the same day of the month; three where it is complex and the person was told; on a day that is not worked, the next working day' }, done: acts('SAR_ANSWERED'),
    note: 'Moving to the next working day is guidance of the Information Commissioner.',
  },
  {
    ...since2014, within: ['OTHER'], code: 'IG.FOI', title: 'Answer the freedom of information request', mark: 'INFERRED', citation: 'Freedom of Information Act 2000, section 10', starts: [{ event: 'FOI_RECEIVED', counts: 'receipt' }],
    period: { counting: 'WD-AFTER', count: 20 }, done: acts('FOI_ANSWERED'),
  },
];
