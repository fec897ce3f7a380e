// A story of every legal duty, as staff record it: told to the act that does the duty, and that act late.
import type { Facts } from '../src/case-history/entry.ts';

type Told = [kind: string, on: string, facts?: Facts];

const plan: Told = ['PLAN_FIRST_MADE', '2024-05-01'];
const assessing: readonly Told[] = [['REQUEST_RECEIVED', '2025-09-15'], ['DECISION_TO_ASSESS_NOTIFIED', '2025-10-31']];
const refused: readonly Told[] = [['REQUEST_RECEIVED', '2025-09-15'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2025-10-20']];
const noPlan: readonly Told[] = [...assessing, ['DECISION_NO_PLAN_NOTIFIED', '2026-01-12']];
const toAssess: readonly Told[] = [...refused, ['APPEAL_LODGED', '2025-12-01'], ['TRIBUNAL_ORDER_MADE', '2026-03-02', { order: 'ASSESS' }], ['DECISION_TO_ASSESS_NOTIFIED', '2026-03-20']];
const ending: readonly Told[] = [plan, ['CEASE_DECISION_NOTIFIED', '2025-09-16'], ['APPEAL_LODGED', '2025-10-20']];
const reviewed: readonly Told[] = [
  plan, ['REVIEW_SCHEDULED', '2026-02-02', { meetingDate: '2026-04-20' }], ['REVIEW_NOTICE_GIVEN', '2026-04-13'], ['REVIEW_ADVICE_CIRCULATED', '2026-04-13'], ['REVIEW_MEETING_HELD', '2026-04-20'],
  ['REVIEW_REPORT_SENT', '2026-05-08'], ['REVIEW_DECISION_NOTIFIED', '2026-05-22', { outcome: 'AMEND' }], ['AMENDMENT_NOTICE_SENT', '2026-05-22'],
];
const detained: readonly Told[] = [['DETENTION_STARTED', '2025-09-01'], ['DETAINED_REQUEST_RECEIVED', '2025-09-10'], ['DECISION_TO_ASSESS_NOTIFIED', '2025-10-24']];

export const legalDutyStories: Readonly<Record<string, readonly Told[]>> = {
  'an assessment': [...assessing, ['ADVICE_REQUESTED', '2025-10-31', { body: 'HEALTH' }], ['ADVICE_RECEIVED', '2025-12-19', { body: 'HEALTH' }], ['DRAFT_PLAN_SERVED', '2026-01-15'], ['FINAL_PLAN_SENT', '2026-02-09']],
  'an assessment without a plan': noPlan,
  'mediation on health issues': [...refused, ['MEDIATION_REQUESTED', '2025-11-03', { healthIssues: true, icbToldOn: '2025-11-10' }]],
  'mediation and its certificate': [...refused, ['MEDIATION_REQUESTED', '2025-11-03'], ['MEDIATION_HELD', '2025-12-08'], ['MEDIATION_CERTIFICATE_ISSUED', '2025-12-15']],
  'an agreement between the family and the health commissioner': [
    ...refused, ['MEDIATION_REQUESTED', '2025-11-03'], ['MEDIATION_HELD', '2025-11-24'],
    ['MEDIATION_AGREEMENT_SIGNED', '2025-11-24', { effect: 'OTHER', appealable: false, laWasParty: false }], ['ORDER_COMPLIED_WITH', '2025-12-10'],
  ],
  'an appeal': [...refused, ['APPEAL_RECEIVED_BY_LA', '2026-01-12'], ['APPEAL_RESPONSE_SENT', '2026-02-27']],
  'an order to assess, and a plan': [...toAssess, ['DRAFT_PLAN_SERVED', '2026-05-04'], ['FINAL_PLAN_SENT', '2026-06-12']],
  'an order to assess, and no plan': [...toAssess, ['DECISION_NO_PLAN_NOTIFIED', '2026-05-15']],
  'an order to make a plan': [...noPlan, ['TRIBUNAL_ORDER_MADE', '2026-06-01', { order: 'MAKE_PLAN' }], ['DRAFT_PLAN_SERVED', '2026-07-10'], ['FINAL_PLAN_SENT', '2026-08-21']],
  'an order to reconsider': [...refused, ['APPEAL_LODGED', '2025-12-01'], ['TRIBUNAL_ORDER_MADE', '2026-03-02', { order: 'RECONSIDER' }], ['REFUSAL_STANDS_NOTIFIED', '2026-03-20']],
  'an order to amend': [...ending, ['TRIBUNAL_ORDER_MADE', '2026-03-02', { order: 'AMEND' }], ['FINAL_AMENDED_PLAN_SENT', '2026-04-10']],
  'an order to name a setting': [...ending, ['TRIBUNAL_ORDER_MADE', '2026-03-02', { order: 'NAME' }], ['FINAL_AMENDED_PLAN_SENT', '2026-03-20']],
  'an order to keep the plan': [...ending, ['TRIBUNAL_ORDER_MADE', '2026-03-10', { order: 'MAINTAIN' }], ['ORDER_COMPLIED_WITH', '2026-03-17']],
  'an appeal dismissed': [...ending, ['TRIBUNAL_ORDER_MADE', '2026-03-10', { order: 'CEASE_UPHELD' }], ['PLAN_CEASED', '2026-03-17', { reason: '2' }]],
  'a recommendation': [...ending, ['TRIBUNAL_RECOMMENDATION_MADE', '2026-03-02'], ['RECOMMENDATION_ANSWERED', '2026-04-10']],
  'a review, and an amended plan': [...reviewed, ['FINAL_AMENDED_PLAN_SENT', '2026-07-20']],
  'a review, and amendments dropped': [...reviewed, ['NO_AMENDMENT_NOTIFIED', '2026-07-20']],
  'a yearly review': [plan, ['REVIEW_MEETING_HELD', '2025-04-14'], ['REVIEW_DECISION_NOTIFIED', '2025-05-07', { outcome: 'MAINTAIN' }]],
  'a plan amended without a review': [plan, ['AMENDMENT_NOTICE_SENT', '2026-02-02'], ['FINAL_AMENDED_PLAN_SENT', '2026-04-03']],
  'a transfer to secondary school': [plan, ['PHASE_TRANSFER_IDENTIFIED', '2025-09-01', { kind: 'PRIMARY_TO_SECONDARY', transferDate: '2026-09-01' }], ['FINAL_AMENDED_PLAN_SENT', '2026-02-20']],
  'a transfer between colleges': [plan, ['PHASE_TRANSFER_IDENTIFIED', '2025-09-01', { kind: 'POST16_TO_POST16', transferDate: '2026-09-01' }], ['FINAL_AMENDED_PLAN_SENT', '2026-04-07']],
  'a move to another authority': [plan, ['MOVE', '2026-03-02', { oldLaAwareOn: '2026-02-02', icbAwareOn: '2026-03-09', icbToldOn: '2026-04-01' }], ['PLAN_TRANSFERRED_OUT', '2026-03-06']],
  'a plan transferred in': [['PLAN_TRANSFERRED_IN', '2025-09-01', { lastMadeOrReviewed: '2024-10-14' }], ['TRANSFER_FAMILY_TOLD', '2025-10-17'], ['REVIEW_MEETING_HELD', '2025-11-10'], ['REVIEW_DECISION_NOTIFIED', '2025-12-08', { outcome: 'MAINTAIN' }]],
  'a reassessment': [plan, ['REASSESSMENT_REQUEST_RECEIVED', '2025-10-13'], ['REASSESSMENT_AGREED_NOTIFIED', '2025-10-31'], ['AMENDMENT_NOTICE_SENT', '2026-01-12'], ['REASSESSMENT_PLAN_SENT', '2026-02-11']],
  'a plan for a detained person': [...detained, ['DRAFT_PLAN_SERVED', '2025-12-15'], ['FINAL_PLAN_SENT', '2026-02-02']],
  'no plan for a detained person': [...detained, ['DECISION_NO_PLAN_NOTIFIED', '2026-01-07']],
  'a detention of a child with a plan': [plan, ['DETENTION_STARTED', '2025-11-03'], ['DETENTION_NOTIFIED', '2025-11-05'], ['DETAINED_PLAN_COPIED', '2025-11-18']],
  'a direct payment': [plan, ['DIRECT_PAYMENT_STARTED', '2025-10-06'], ['DIRECT_PAYMENT_REVIEWED', '2026-01-12']],
  'a subject access request': [['SAR_RECEIVED', '2025-10-06'], ['SAR_ANSWERED', '2025-11-12']],
  'a freedom of information request': [['FOI_RECEIVED', '2025-10-06'], ['FOI_ANSWERED', '2025-11-12']],
};
