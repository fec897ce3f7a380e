// Kinds of entry of the plan and its reviews: Children and Families Act 2014 sections 37 to 45; SEND Regulations
// 2014, regulations 2, 18 to 22 and 28 to 31.
import { type Field, kindsOf } from '../kind.ts';

/** Why a plan ended: codes of the SEN2 return, item 4.6. */
export const ceaseReasons = {
  1: 'Reached maximum age', 2: 'Needs met without a plan', 3: 'Moved on to higher education', 4: 'Moved on to paid employment',
  5: 'Transferred to another authority', 6: 'No longer wishes to engage', 7: 'Moved outside England', 8: 'Deceased', 9: 'Other',
} as const;

/** Types of need: codes of the SEN2 return, item 5.8a. */
export const needTypes = {
  SPLD: 'Specific learning difficulty', MLD: 'Moderate learning difficulty', SLD: 'Severe learning difficulty',
  PMLD: 'Profound and multiple learning difficulty', SEMH: 'Social, emotional and mental health',
  SLCN: 'Speech, language and communication needs', HI: 'Hearing impairment', VI: 'Vision impairment',
  MSI: 'Multi-sensory impairment', PD: 'Physical disability', ASD: 'Autistic spectrum disorder', DS: 'Down syndrome', OTH: 'Other difficulty',
} as const;

const meetingDate: Field = { name: 'meetingDate', label: 'Day of the meeting', type: 'day', required: true };
/** The day of its meeting says which review an entry is for. */
const review: Field = { name: 'review', label: 'Review meeting it is for', type: 'text' };
const rank: Field = { name: 'rank', label: 'Rank', type: 'code', codes: { 1: 'Primary', 2: 'Secondary' }, required: true };

export const planKinds = kindsOf('Plan', 'PLAN', [
  { name: 'PLAN_FIRST_MADE', title: 'Plan first made', opens: true, dayLabel: 'Day the plan was first made', fields: [{ name: 'dob', label: 'Date of birth', type: 'day' }] },
  { name: 'PLAN_CEASED', title: 'Plan ended', dayLabel: 'Day the plan ended', fields: [{ name: 'reason', label: 'Why', type: 'code', codes: ceaseReasons, required: true }] },
  {
    name: 'PLACEMENT_STARTED', title: 'Placement started', dayLabel: 'First day there',
    fields: [
      { name: 'urn', label: 'Establishment number (URN)', type: 'text' }, { name: 'ukprn', label: 'Provider number (UKPRN)', type: 'text' },
      { name: 'settingName', label: 'Name of the establishment', type: 'text' }, { name: 'senSetting', label: 'Kind of setting, where neither number says', type: 'text' }, rank,
    ],
  },
  { name: 'PLACEMENT_ENDED', title: 'Placement ended', dayLabel: 'Last day there', fields: [{ name: 'urn', label: 'Establishment number (URN)', type: 'text' }, { name: 'ukprn', label: 'Provider number (UKPRN)', type: 'text' }] },
  { name: 'NEED_RECORDED', title: 'Type of need recorded', fields: [{ name: 'need', label: 'Type of need', type: 'code', codes: needTypes, required: true }, rank] },
  { name: 'DIRECT_PAYMENT_STARTED', title: 'Direct payment started', dayLabel: 'Day of the first payment', episode: 'OTHER', opens: true },
]);

export const reviewKinds = kindsOf('Annual review', 'REVIEW', [
  { name: 'REVIEW_SCHEDULED', title: 'Review meeting arranged', opens: true, dayLabel: 'Day it was arranged', fields: [meetingDate] },
  { name: 'REVIEW_MEETING_MOVED', title: 'Review meeting moved', dayLabel: 'Day it was moved', fields: [meetingDate, { name: 'reason', label: 'Why', type: 'text' }] },
  { name: 'REVIEW_NOTICE_GIVEN', title: 'Notice of the review meeting given', opens: true, dayLabel: 'Day notice was given' },
  { name: 'REVIEW_ADVICE_CIRCULATED', title: 'Papers for the review sent round', opens: true, dayLabel: 'Day they were sent round' },
  { name: 'REVIEW_MEETING_HELD', title: 'Review meeting held', opens: true, dayLabel: 'Day of the meeting' },
  { name: 'REVIEW_REPORT_SENT', title: 'Review report sent', dayLabel: 'Day it was sent', fields: [review] },
  {
    name: 'REVIEW_DECISION_NOTIFIED', title: 'Told of the decision after the review', dayLabel: 'Day of the letter',
    fields: [{ name: 'outcome', label: 'Decision', type: 'code', codes: { MAINTAIN: 'Keep the plan as it is', AMEND: 'Amend the plan', CEASE: 'End the plan' }, required: true }, review],
  },
  { name: 'AMENDMENT_NOTICE_SENT', title: 'Proposed amendments sent', dayLabel: 'Day they were sent', fields: [review] },
  { name: 'FINAL_AMENDED_PLAN_SENT', title: 'Final amended plan sent', dayLabel: 'Day it was sent', fields: [review] },
  { name: 'NO_AMENDMENT_NOTIFIED', title: 'Told that the plan will not be amended after all', dayLabel: 'Day of the letter', fields: [review] },
]);

/** Transfers between phases: SEND Regulations 2014, regulations 2(1) and 18. */
export const phaseTransferKinds = {
  EARLY_YEARS_TO_SCHOOL: 'Early years to school', INFANT_TO_JUNIOR: 'Infant to junior', PRIMARY_TO_MIDDLE: 'Primary to middle',
  PRIMARY_TO_SECONDARY: 'Primary to secondary', MIDDLE_TO_SECONDARY: 'Middle to secondary',
  SECONDARY_TO_POST16: 'Secondary school to a post-16 institution', POST16_TO_POST16: 'One post-16 institution to another',
} as const;

export const phaseKinds = kindsOf('Phase transfer', 'PHASE_TRANSFER', [
  {
    name: 'PHASE_TRANSFER_IDENTIFIED', title: 'Phase transfer coming', opens: true, dayLabel: 'Day it was noted',
    fields: [
      { name: 'kind', label: 'Which transfer', type: 'code', codes: phaseTransferKinds },
      { name: 'transferDate', label: 'Day of the transfer', type: 'day', hint: 'Usually 1 September' },
      { name: 'sameInstitution', label: 'Stays in the same school or college', type: 'yes-no' },
      { name: 'dueDate', label: 'Due day as another system states it', type: 'day' },
    ],
  },
  { name: 'PHASE_TRANSFER_FINAL_PLAN_SENT', title: 'Final plan for the next phase sent', dayLabel: 'Day it was sent', fields: [{ name: 'setting', label: 'Setting or type named', type: 'text' }] },
]);

export const ceaseKinds = kindsOf('Ending a plan', 'CEASE', [
  { name: 'CEASE_CONSULTED', title: 'Family and setting consulted on ending the plan', opens: true, dayLabel: 'Day it was sent' },
  {
    name: 'CEASE_DECISION_NOTIFIED', title: 'Told that the plan will end', opens: true, dayLabel: 'Day of the notice',
    fields: [{ name: 'ground', label: 'Why', type: 'text' }, { name: 'proposedEnd', label: 'Proposed last day', type: 'day' }],
  },
]);
