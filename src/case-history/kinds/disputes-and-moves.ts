// Kinds of entry of disputes (SEND Regulations 2014, parts on mediation and appeals; Tribunal rules), of moves between
// authorities (regulation 15), reassessment (23 to 27), detained persons (SI 2015/62) and of clocks of other law.
import { type Field, kindsOf } from '../kind.ts';

/** What an order, notice or agreement makes the authority do: regulations 42, 44 and 45. */
export const orders = {
  ASSESS: 'Assess or reassess', MAKE_PLAN: 'Make and maintain a plan', RECONSIDER: 'Reconsider the decision', AMEND: 'Amend the plan',
  NAME: 'Name a setting', MAINTAIN: 'Continue to maintain the plan', MAINTAIN_AMEND: 'Continue to maintain and amend the plan',
  CEASE_UPHELD: 'Appeal against ending the plan dismissed', OTHER: 'Something else',
} as const;

/** Decisions with a right of appeal: Children and Families Act 2014, section 51(2). */
const appealableDecisions = {
  NOT_TO_ASSESS: 'Not to assess', NO_PLAN: 'Not to make a plan', PLAN_CONTENT: 'What the plan says, or the setting it names', NOT_TO_REASSESS: 'Not to reassess',
  NOT_TO_AMEND: 'Not to amend the plan after a review or reassessment', CEASE: 'To end the plan',
} as const;

const directed: Field = { name: 'directedDate', label: 'Day the Tribunal directed', type: 'day' };

export const disputeKinds = kindsOf('Mediation and tribunal', 'DISPUTE', [
  { name: 'DECISION_NOTICE_SENT', title: 'Notice of an appealable decision sent', opens: true, dayLabel: 'Day it was sent', fields: [{ name: 'decision', label: 'Which decision', type: 'code', codes: appealableDecisions }] },
  {
    name: 'MEDIATION_REQUESTED', title: 'Family wishes to mediate', dayLabel: 'Day the authority was told',
    fields: [{ name: 'healthIssues', label: 'On health issues', type: 'yes-no' }, { name: 'healthOnly', label: 'On health issues only', type: 'yes-no' }, { name: 'icbToldOn', label: 'Day the health commissioner was told', type: 'day' }],
  },
  { name: 'MEDIATION_DECLINED', title: 'Family does not wish to mediate', dayLabel: 'Day the adviser was told' },
  { name: 'MEDIATION_ARRANGED', title: 'Mediation arranged', dayLabel: 'Day it was arranged', fields: [{ name: 'meetingDate', label: 'Day of the meeting', type: 'day' }] },
  { name: 'MEDIATION_NOT_ARRANGED', title: 'Mediation cannot be arranged in 30 days', dayLabel: 'Day the adviser was told' },
  { name: 'MEDIATION_HELD', title: 'Mediation held', dayLabel: 'Day of the meeting' },
  { name: 'MEDIATION_CERTIFICATE_ISSUED', title: 'Mediation certificate issued', dayLabel: 'Day it was issued' },
  {
    name: 'MEDIATION_AGREEMENT_SIGNED', title: 'Mediation agreement signed', dayLabel: 'Day of the agreement',
    fields: [
      { name: 'effect', label: 'What the authority will do', type: 'code', codes: orders, required: true },
      { name: 'appealable', label: 'On a matter that could be appealed', type: 'yes-no' },
      { name: 'agreedDate', label: 'Another day agreed in writing', type: 'day' }, { name: 'laWasParty', label: 'The authority was a party', type: 'yes-no' },
    ],
  },
  { name: 'APPEAL_LODGED', title: 'Appeal lodged', dayLabel: 'Day the Tribunal received it', fields: [{ name: 'appealNumber', label: 'Appeal number', type: 'text' }] },
  { name: 'APPEAL_RECEIVED_BY_LA', title: 'Appeal received by the authority', dayLabel: 'Day it was received', fields: [{ name: 'directedResponseDate', label: 'Day by which to respond, as the Tribunal directs', type: 'day' }] },
  { name: 'APPEAL_RESPONSE_SENT', title: 'Response to the appeal sent', dayLabel: 'Day it was sent' },
  { name: 'APPEAL_WITHDRAWN', title: 'Appeal withdrawn', dayLabel: 'Day it was withdrawn' },
  {
    name: 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED', title: 'Tribunal told that the appeal is not opposed', dayLabel: 'Day the Tribunal was told',
    fields: [{ name: 'appeal', label: 'Which appeal: the paragraph of section 51(2)', type: 'text' }, { name: 'beforeResponse', label: 'Before the response was sent', type: 'yes-no' }, { name: 'order', label: 'What the authority will do', type: 'code', codes: orders }],
  },
  {
    name: 'TRIBUNAL_ORDER_MADE', title: 'Tribunal order made', dayLabel: 'Day it was made',
    fields: [{ name: 'order', label: 'What it orders', type: 'code', codes: orders, required: true }, { name: 'sentOn', label: 'Day it was sent out', type: 'day' }, directed],
  },
  { name: 'TRIBUNAL_RECOMMENDATION_MADE', title: 'Tribunal recommendation on health or social care', dayLabel: 'Day it was made', fields: [directed] },
  { name: 'RECOMMENDATION_ANSWERED', title: 'Recommendation answered', dayLabel: 'Day of the answer' },
  { name: 'ORDER_COMPLIED_WITH', title: 'Order or agreement complied with', dayLabel: 'Day it was done', fields: [{ name: 'what', label: 'What was done', type: 'text' }] },
]);

export const moveKinds = [
  ...kindsOf('Moves', 'TRANSFER_OUT', [
    { name: 'MOVE', title: 'Move to another authority', opens: true, dayLabel: 'Day of the move', fields: [{ name: 'oldLaAwareOn', label: 'Day this authority knew', type: 'day' }, { name: 'icbAwareOn', label: 'Day the health commissioner knew', type: 'day' }, { name: 'icbToldOn', label: 'Day the new health commissioner was told', type: 'day' }, { name: 'to', label: 'Authority moved to', type: 'text' }] },
    { name: 'PLAN_TRANSFERRED_OUT', title: 'Plan passed to the new authority', dayLabel: 'Day it was passed on' },
  ]),
  ...kindsOf('Moves', 'TRANSFER_IN', [
    { name: 'MOVED_IN', title: 'Moved in from another authority', opens: true, dayLabel: 'Day of the move', fields: [{ name: 'from', label: 'Authority moved from', type: 'text' }] },
    { name: 'PLAN_TRANSFERRED_IN', title: 'Plan transferred in', opens: true, dayLabel: 'Day of the transfer', fields: [{ name: 'lastMadeOrReviewed', label: 'Day the plan was made or last reviewed', type: 'day' }, { name: 'from', label: 'Authority it came from', type: 'text' }] },
    { name: 'TRANSFER_FAMILY_TOLD', title: 'Family told of the transfer', dayLabel: 'Day they were told' },
  ]),
];

export const reassessmentKinds = kindsOf('Reassessment', 'REASSESSMENT', [
  { name: 'REASSESSMENT_REQUEST_RECEIVED', title: 'Reassessment asked for', opens: true, dayLabel: 'Day it was received' },
  { name: 'REASSESSMENT_AGREED_NOTIFIED', title: 'Told that it will reassess', dayLabel: 'Day of the notice' },
  { name: 'REASSESSMENT_REFUSED_NOTIFIED', title: 'Told that it will not reassess', dayLabel: 'Day of the notice' },
  { name: 'REASSESSMENT_DECIDED_BY_LA', title: 'The authority decided to reassess', opens: true, dayLabel: 'Day of the decision' },
  { name: 'REASSESSMENT_PLAN_SENT', title: 'Final plan after reassessment sent', dayLabel: 'Day it was sent' },
]);

export const detainedKinds = kindsOf('Detained persons', 'DETAINED', [
  { name: 'DETAINED_REQUEST_RECEIVED', title: 'Request for a detained person', opens: true, dayLabel: 'Day it was received' },
  { name: 'DETENTION_STARTED', title: 'Detention started', opens: true, dayLabel: 'First day' },
  { name: 'DETENTION_NOTIFIED', title: 'Authority told of the detention', dayLabel: 'Day it was told' },
  { name: 'DETAINED_PLAN_COPIED', title: 'Copies of the plan sent', dayLabel: 'Day they were sent' },
  { name: 'RELEASED', title: 'Released', dayLabel: 'Day of release', fields: [{ name: 'sameAuthority', label: 'This authority is responsible after release', type: 'yes-no' }] },
]);

export const otherKinds = kindsOf('Other', 'OTHER', [
  { name: 'DIRECT_PAYMENT_REVIEWED', title: 'Direct payment reviewed', dayLabel: 'Day of the review' },
  { name: 'COMPLAINT_RECEIVED', title: 'Complaint received', opens: true, dayLabel: 'Day it was received' },
  { name: 'COMPLAINT_ACKNOWLEDGED', title: 'Complaint acknowledged', dayLabel: 'Day of the letter', fields: [{ name: 'extendedTo', label: 'Extended to, with reasons given', type: 'day' }] },
  { name: 'COMPLAINT_ANSWERED', title: 'Complaint answered', dayLabel: 'Day of the answer' },
  { name: 'COMPLAINT_ESCALATED', title: 'Complaint taken to stage 2', dayLabel: 'Day it was received' },
  { name: 'COMPLAINT2_ACKNOWLEDGED', title: 'Stage 2 acknowledged', dayLabel: 'Day of the letter' },
  { name: 'COMPLAINT2_ANSWERED', title: 'Stage 2 answered', dayLabel: 'Day of the answer' },
  { name: 'SAR_RECEIVED', title: 'Subject access request received', opens: true, dayLabel: 'Day it was received', fields: [{ name: 'complex', label: 'Complex, and the person was told in the first month', type: 'yes-no' }] },
  { name: 'SAR_ANSWERED', title: 'Subject access request answered', dayLabel: 'Day of the answer' },
  { name: 'FOI_RECEIVED', title: 'Freedom of information request received', opens: true, dayLabel: 'Day it was received' },
  { name: 'FOI_ANSWERED', title: 'Freedom of information request answered', dayLabel: 'Day of the answer' },
]);
