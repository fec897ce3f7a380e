// When each kind of event is in turn: what the case must have, what it follows, and what it must not have had since.

/** What a case has today. */
export type State = 'a request' | 'advice asked for' | 'a plan' | 'a request or a plan' | 'no plan' | 'neither' | 'looked after' | 'not looked after';

/** When a kind is in turn. */
export interface Turn {
  /** What there must be today. */
  readonly with?: State;
  /** One of these must have happened … */
  readonly after?: readonly string[];
  /** … and since the last of them none of these. */
  readonly until?: readonly string[];
}

const received = ['REQUEST_RECEIVED', 'BROUGHT_TO_ATTENTION'];
const begins = [...received, 'DETAINED_REQUEST_RECEIVED', 'MOVED_IN'];
const decided = ['DECISION_TO_ASSESS_NOTIFIED', 'DECISION_NOT_TO_ASSESS_NOTIFIED'];
const bound = ['TRIBUNAL_ORDER_MADE', 'MEDIATION_AGREEMENT_SIGNED', 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED'];
const toAssess = ['DECISION_TO_ASSESS_NOTIFIED', 'LA_CONCEDED_INFORMALLY'];
const drafts = ['DRAFT_PLAN_SERVED', 'DRAFT_REISSUED'];
const made = ['PLAN_FIRST_MADE', 'FINAL_PLAN_SENT', 'PLAN_TRANSFERRED_IN'];
const amended = ['FINAL_AMENDED_PLAN_SENT', 'NO_AMENDMENT_NOTIFIED'];
const views: Turn = { after: [...drafts, 'AMENDMENT_NOTICE_SENT'], until: ['FINAL_PLAN_SENT', 'DECISION_NO_PLAN_NOTIFIED', 'REQUEST_WITHDRAWN', ...amended] };
const appealable = [
  'DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_NO_PLAN_NOTIFIED', 'REFUSAL_STANDS_NOTIFIED', 'REVIEW_DECISION_NOTIFIED', 'FINAL_AMENDED_PLAN_SENT', 'CEASE_DECISION_NOTIFIED', 'REASSESSMENT_REFUSED_NOTIFIED',
  'PHASE_TRANSFER_FINAL_PLAN_SENT', 'DECISION_NOTICE_SENT', ...made,
];
const appealed = ['APPEAL_LODGED', 'APPEAL_RECEIVED_BY_LA'];
const appealOver = ['APPEAL_WITHDRAWN', 'TRIBUNAL_ORDER_MADE'];
const detained = ['DETENTION_STARTED', 'DETAINED_REQUEST_RECEIVED'];
const request: Turn = { with: 'a request' };
const plan: Turn = { with: 'a plan' };

/** `kind` once after each of these: an answer. */
const answers = (kind: string, ...after: string[]): Record<string, Turn> => ({ [kind]: { after, until: [kind] } });
const each = (turn: Turn, ...kinds: string[]): Record<string, Turn> => Object.fromEntries(kinds.map((kind) => [kind, turn]));

/** By kind of event; one that is not named here is in turn at any time. */
export const turns: Readonly<Record<string, Turn>> = {
  ...each(request, 'REQUEST_WITHDRAWN', 'MOVED_OUT', 'EXCEPTION_RECORDED', 'SETTING_CLOSURE', 'ABSENCE_FROM_AREA', 'APPOINTMENT_MISSED'),
  DECISION_TO_ASSESS_NOTIFIED: { with: 'no plan', after: [...begins, ...bound, 'LA_CONCEDED_INFORMALLY'], until: decided },
  DECISION_NOT_TO_ASSESS_NOTIFIED: { with: 'no plan', after: begins, until: decided },
  ADVICE_REQUESTED: { with: 'a request', after: toAssess, until: drafts },
  DECISION_NO_PLAN_NOTIFIED: { with: 'a request', after: toAssess },
  REFUSAL_STANDS_NOTIFIED: { with: 'no plan', after: ['DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_NO_PLAN_NOTIFIED'], until: [...received, ...toAssess, ...drafts] },
  ADVICE_RECEIVED: { with: 'advice asked for' },
  DECISION_TO_ISSUE: { with: 'a request', after: toAssess, until: ['DECISION_TO_ISSUE', ...drafts] },
  DRAFT_PLAN_SERVED: { with: 'a request', after: toAssess, until: drafts },
  ...each({ with: 'a request', after: drafts, until: ['DECISION_NO_PLAN_NOTIFIED'] }, 'DRAFT_REISSUED', 'FINAL_PLAN_SENT'),
  ...each(views, 'REPRESENTATIONS_RECEIVED', 'REPS_EXTENSION_AGREED'),
  CONSULTATION_SENT: { with: 'a request or a plan', after: [...drafts, ...made] },
  CONSULTATION_REPLY: { with: 'a request or a plan', after: ['CONSULTATION_SENT'] },
  LA_CONCEDED_INFORMALLY: { with: 'no plan', after: ['DECISION_NOT_TO_ASSESS_NOTIFIED'], until: [...toAssess, ...received] },
  ...each({ with: 'neither' }, 'PLAN_FIRST_MADE', 'MOVED_IN'),
  ...each(plan, 'PLAN_CEASED', 'PLACEMENT_STARTED', 'PLACEMENT_ENDED', 'NEED_RECORDED', 'DIRECT_PAYMENT_STARTED', 'REVIEW_SCHEDULED', 'REVIEW_NOTICE_GIVEN', 'REVIEW_ADVICE_CIRCULATED'),
  ...each(plan, 'REVIEW_MEETING_HELD', 'PHASE_TRANSFER_IDENTIFIED', 'PHASE_TRANSFER_FINAL_PLAN_SENT', 'CEASE_CONSULTED', 'REASSESSMENT_REQUEST_RECEIVED', 'REASSESSMENT_DECIDED_BY_LA'),
  REVIEW_MEETING_MOVED: { with: 'a plan', after: ['REVIEW_SCHEDULED'], until: ['REVIEW_MEETING_HELD'] },
  ...answers('REVIEW_REPORT_SENT', 'REVIEW_MEETING_HELD'),
  ...answers('REVIEW_DECISION_NOTIFIED', 'REVIEW_MEETING_HELD'),
  AMENDMENT_NOTICE_SENT: { with: 'a plan', after: [...made, ...amended, ...bound, 'REVIEW_MEETING_HELD', 'REVIEW_DECISION_NOTIFIED'], until: ['AMENDMENT_NOTICE_SENT'] },
  FINAL_AMENDED_PLAN_SENT: { with: 'a plan', after: ['AMENDMENT_NOTICE_SENT', ...bound], until: amended },
  NO_AMENDMENT_NOTIFIED: { with: 'a plan', after: ['AMENDMENT_NOTICE_SENT'], until: amended },
  CEASE_DECISION_NOTIFIED: { with: 'a plan', after: [...made, 'CEASE_CONSULTED', ...bound], until: ['CEASE_DECISION_NOTIFIED'] },
  DECISION_NOTICE_SENT: { after: appealable },
  ...each({ after: appealable, until: ['MEDIATION_REQUESTED', 'MEDIATION_DECLINED'] }, 'MEDIATION_REQUESTED', 'MEDIATION_DECLINED'),
  ...each({ after: ['MEDIATION_REQUESTED'], until: ['MEDIATION_ARRANGED', 'MEDIATION_NOT_ARRANGED', 'MEDIATION_HELD'] }, 'MEDIATION_ARRANGED', 'MEDIATION_NOT_ARRANGED'),
  ...answers('MEDIATION_HELD', 'MEDIATION_REQUESTED', 'MEDIATION_ARRANGED'),
  ...answers('MEDIATION_CERTIFICATE_ISSUED', 'MEDIATION_REQUESTED', 'MEDIATION_DECLINED', 'MEDIATION_NOT_ARRANGED', 'MEDIATION_HELD'),
  ...answers('MEDIATION_AGREEMENT_SIGNED', 'MEDIATION_HELD'),
  ...answers('APPEAL_LODGED', ...appealable),
  ...answers('APPEAL_RECEIVED_BY_LA', ...appealable, 'APPEAL_LODGED'),
  APPEAL_RESPONSE_SENT: { after: appealed, until: ['APPEAL_RESPONSE_SENT', ...appealOver] },
  LA_NOTIFIED_TRIBUNAL_UNOPPOSED: { after: appealed, until: ['LA_NOTIFIED_TRIBUNAL_UNOPPOSED', ...appealOver] },
  ...each({ after: appealed, until: appealOver }, 'APPEAL_WITHDRAWN', 'TRIBUNAL_ORDER_MADE'),
  TRIBUNAL_RECOMMENDATION_MADE: { after: appealed },
  ...answers('RECOMMENDATION_ANSWERED', 'TRIBUNAL_RECOMMENDATION_MADE'),
  ...answers('ORDER_COMPLIED_WITH', ...bound),
  MOVE: { with: 'a request or a plan' },
  ...answers('PLAN_TRANSFERRED_OUT', 'MOVE'),
  PLAN_TRANSFERRED_IN: { with: 'no plan' },
  ...answers('TRANSFER_FAMILY_TOLD', 'PLAN_TRANSFERRED_IN'),
  ...each({ after: ['REASSESSMENT_REQUEST_RECEIVED'], until: ['REASSESSMENT_AGREED_NOTIFIED', 'REASSESSMENT_REFUSED_NOTIFIED'] }, 'REASSESSMENT_AGREED_NOTIFIED', 'REASSESSMENT_REFUSED_NOTIFIED'),
  ...answers('REASSESSMENT_PLAN_SENT', 'REASSESSMENT_AGREED_NOTIFIED', 'REASSESSMENT_DECIDED_BY_LA'),
  ...answers('DETENTION_NOTIFIED', 'DETENTION_STARTED'),
  ...answers('DETAINED_PLAN_COPIED', ...detained),
  ...answers('RELEASED', ...detained),
  DIRECT_PAYMENT_REVIEWED: { with: 'a plan', after: ['DIRECT_PAYMENT_STARTED'] },
  ...answers('COMPLAINT_ACKNOWLEDGED', 'COMPLAINT_RECEIVED'),
  ...answers('COMPLAINT_ANSWERED', 'COMPLAINT_RECEIVED'),
  ...answers('COMPLAINT_ESCALATED', 'COMPLAINT_ANSWERED'),
  ...answers('COMPLAINT2_ACKNOWLEDGED', 'COMPLAINT_ESCALATED'),
  ...answers('COMPLAINT2_ANSWERED', 'COMPLAINT_ESCALATED'),
  ...answers('SAR_ANSWERED', 'SAR_RECEIVED'),
  ...answers('FOI_ANSWERED', 'FOI_RECEIVED'),
  LOOKED_AFTER_STARTED: { with: 'not looked after' },
  LOOKED_AFTER_ENDED: { with: 'looked after' },
};
