// Kinds of entry of the EHC needs assessment: SEND Regulations 2014, regulations 3 to 14.
import { type Field, kindsOf } from '../kind.ts';

const noticeContents: Field = {
  name: 'noticeContentsComplete', label: 'Does the notice hold everything it must?', type: 'yes-no',
  hint: 'Right to appeal, time limit, mediation, disagreement resolution, advice service',
};
const reasons: Field = { name: 'reasons', label: 'Reasons', type: 'long-text' };
const channel: Field = { name: 'channel', label: 'How it was sent', type: 'code', codes: { email: 'E-mail', portal: 'Portal', post: 'Post only', hand: 'By hand' } };
const panelDate: Field = { name: 'panelDate', label: 'Day of the panel', type: 'day' };

/** Grounds of exception: regulations 5(4), 8(2), 10(4), 13(3), 27(3) and 44(3), and SI 2020/471. */
export const exceptionGrounds = {
  SETTING_CLOSED: 'School or college closed for four weeks or more',
  SETTING_CLOSED_EY: 'Early years setting closed for four weeks or more',
  EXCEPTIONAL_PERSONAL: 'Exceptional personal circumstances',
  ABSENT_FROM_AREA: 'Away from the area',
  MISSED_APPOINTMENT: 'Did not keep an appointment for advice',
  REPRESENTATIONS: 'The family wishes to make representations (orders only)',
  CORONAVIRUS: 'Coronavirus (limits that fell due from 1 May to 25 September 2020 only)',
} as const;

/** Who may be asked for advice: regulation 6(1). */
export const adviceBodies = {
  HEAD_TEACHER: 'Head teacher or principal', EDUCATIONAL_PSYCHOLOGIST: 'Educational psychologist', HEALTH: 'Health',
  SOCIAL_CARE: 'Social care', EARLY_YEARS: 'Early years lead', SENSORY: 'Teacher of sensory impairment', YOUTH_OFFENDING: 'Youth offending team',
  PARENT: 'Parent or young person', OTHER: 'Another adviser',
} as const;

/** Who asked: codes of the SEN2 return, item 2.2. */
export const requestSources = {
  1: 'Young person or parent', 2: 'School or other education setting', 3: 'Health professional', 4: 'Social care professional', 5: 'Other',
} as const;

/** What a setting answers, with the grounds on which it need not be named: Children and Families Act 2014, section 39(4). */
const consultationReplies = {
  YES: 'It can meet the needs', UNSUITABLE: 'No: unsuitable for the age, ability, aptitude or needs', OTHERS: 'No: not compatible with the education of others',
  RESOURCES: 'No: not compatible with the efficient use of resources', NO_OTHER: 'No: another reason', MORE_ASKED: 'It asks for more information',
} as const;

/** Ways in which a request ends without a plan: kinds of entry. */
const requestEndings = { DECISION_NOT_TO_ASSESS_NOTIFIED: 'Decided not to assess', REQUEST_WITHDRAWN: 'Withdrawn', MOVED_OUT: 'Moved to another authority', DECISION_NO_PLAN_NOTIFIED: 'Assessed, no plan' } as const;

/** Of an earlier start of the clock, which another one has followed. */
const endedSince = (what: string): Field[] => [
  { name: 'ending', label: `How it ended, if it is ${what} that has`, type: 'code', onlyNew: true, codes: requestEndings, hint: 'A request that led to a plan: record that the plan was first made, and when it ended' },
  { name: 'endingOn', label: 'Day on which it ended', type: 'day', onlyNew: true },
];

export const assessmentKinds = kindsOf('Assessment', 'ASSESSMENT', [
  {
    name: 'REQUEST_RECEIVED', title: 'Request received', opens: true, dayLabel: 'Day it was received',
    fields: [
      { name: 'requestSource', label: 'Who asked', type: 'code', codes: requestSources },
      { name: 'channel', label: 'How it came', type: 'code', codes: { email: 'E-mail', portal: 'Portal', hand: 'By hand', post: 'First class post', 'signed-for': 'Signed-for post', other: 'Another way' } },
      { name: 'rya', label: 'Made whilst in relevant youth accommodation', type: 'yes-no' },
      ...endedSince('an earlier request'),
    ],
  },
  {
    name: 'BROUGHT_TO_ATTENTION', title: 'Brought to attention', opens: true, dayLabel: 'Day the authority became responsible',
    fields: [
      { name: 'by', label: 'By whom', type: 'text' }, { name: 'reason', label: 'What was said', type: 'long-text' }, { name: 's24Trigger', label: 'The authority became responsible (section 24)', type: 'yes-no' },
      ...endedSince('an earlier matter'),
    ],
  },
  { name: 'DECISION_TO_ASSESS_NOTIFIED', title: 'Told that it will assess', dayLabel: 'Day the notice was sent', fields: [panelDate, channel, noticeContents] },
  { name: 'DECISION_NOT_TO_ASSESS_NOTIFIED', title: 'Told that it will not assess', dayLabel: 'Day the notice was sent', fields: [panelDate, reasons, channel, noticeContents] },
  { name: 'REQUEST_WITHDRAWN', title: 'Request withdrawn', dayLabel: 'Day it was withdrawn', fields: [{ name: 'by', label: 'By whom', type: 'text' }] },
  { name: 'MOVED_OUT', title: 'Moved to another authority during the assessment', dayLabel: 'Day of the move', fields: [{ name: 'to', label: 'Authority moved to (three-digit code, or XXX)', type: 'text' }] },
  {
    name: 'ADVICE_REQUESTED', title: 'Advice asked for', dayLabel: 'Day it was asked for',
    fields: [
      { name: 'body', label: 'Who was asked', type: 'code', codes: adviceBodies },
      { name: 'receivedByBody', label: 'Day that they received the request', type: 'day' },
    ],
  },
  { name: 'ADVICE_RECEIVED', title: 'Advice received', dayLabel: 'Day it came', fields: [{ name: 'body', label: 'From whom', type: 'code', codes: adviceBodies }] },
  { name: 'DECISION_TO_ISSUE', title: 'Decided to make a plan', dayLabel: 'Day of the decision', fields: [panelDate] },
  { name: 'DECISION_NO_PLAN_NOTIFIED', title: 'Told that there will be no plan', dayLabel: 'Day the notice was sent', fields: [panelDate, reasons, channel, noticeContents] },
  {
    name: 'REFUSAL_STANDS_NOTIFIED', title: 'Told that the refusal stands', dayLabel: 'Day the notice was sent',
    fields: [
      { name: 'freshAppeal', label: 'Is it a new decision, with a new right to appeal?', type: 'yes-no', required: true, hint: 'A letter that only keeps to the decision, such as after mediation without agreement, gives no new time to appeal' },
      panelDate, reasons, channel, noticeContents,
    ],
  },
  { name: 'DRAFT_PLAN_SERVED', title: 'Draft plan sent to the family', dayLabel: 'Day it reached the family', fields: [{ name: 'version', label: 'Version', type: 'text' }] },
  { name: 'DRAFT_REISSUED', title: 'Fresh draft plan sent to the family', dayLabel: 'Day it reached the family', fields: [{ name: 'version', label: 'Version', type: 'text' }] },
  {
    name: 'REPRESENTATIONS_RECEIVED', title: 'Family’s views received', dayLabel: 'Day they came',
    fields: [
      { name: 'waiver', label: 'The family gives up the rest of its 15 days, in writing', type: 'yes-no' },
      { name: 'requestedSetting', label: 'Setting asked for', type: 'text' },
    ],
  },
  { name: 'REPS_EXTENSION_AGREED', title: 'Longer time for views agreed', dayLabel: 'Day it was agreed', fields: [{ name: 'to', label: 'Until', type: 'day', required: true }] },
  { name: 'CONSULTATION_SENT', title: 'Setting consulted', dayLabel: 'Day it was sent', fields: [{ name: 'setting', label: 'Setting', type: 'text' }] },
  { name: 'CONSULTATION_REPLY', title: 'Setting replied', dayLabel: 'Day it came', fields: [{ name: 'setting', label: 'Setting', type: 'text' }, { name: 'reply', label: 'Reply', type: 'code', codes: consultationReplies }] },
  {
    name: 'FINAL_PLAN_SENT', title: 'Final plan sent', dayLabel: 'Day it was sent',
    fields: [
      { name: 'familySentOn', label: 'Sent to the family', type: 'day' }, { name: 'settingSentOn', label: 'Sent to the named setting', type: 'day' },
      { name: 'commissionerSentOn', label: 'Sent to the health commissioner', type: 'day', hint: 'The plan counts as sent on the latest of the three days' },
    ],
  },
  {
    name: 'EXCEPTION_RECORDED', title: 'Exception recorded', dayLabel: 'Day it was recorded',
    fields: [
      { name: 'limit', label: 'Which limit', type: 'text', required: true, hint: 'For example NA.FINAL_PLAN. Each limit is judged by itself' },
      { name: 'category', label: 'Ground', type: 'code', codes: exceptionGrounds },
      { name: 'from', label: 'From', type: 'day' }, { name: 'to', label: 'To', type: 'day' },
      { name: 'why', label: 'Why it made this limit impractical', type: 'long-text' },
      { name: 'familyToldOn', label: 'Day the family was told', type: 'day' }, { name: 'expectedOn', label: 'Expected day', type: 'day' },
    ],
  },
  { name: 'SETTING_CLOSURE', title: 'Setting closed', dayLabel: 'First day closed', fields: [{ name: 'reopens', label: 'Day it re-opens', type: 'day' }, { name: 'setting', label: 'Setting', type: 'text' }, { name: 'body', label: 'Whose advice it holds up', type: 'code', codes: adviceBodies }] },
  { name: 'ABSENCE_FROM_AREA', title: 'Away from the area', dayLabel: 'First day away', fields: [{ name: 'to', label: 'Last day away', type: 'day' }] },
  { name: 'APPOINTMENT_MISSED', title: 'Appointment for advice missed', dayLabel: 'Day of the appointment', fields: [{ name: 'body', label: 'With whom', type: 'code', codes: adviceBodies }] },
  { name: 'LA_CONCEDED_INFORMALLY', title: 'Agreed to assess after all, without order or notice to the Tribunal', dayLabel: 'Day it was agreed', fields: [] },
]);
