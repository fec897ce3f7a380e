// The EHC needs assessment: SEND Regulations 2014, regulations 3 to 14.
import { acts, type Rule, since2014, type Start } from './rule.ts';

/** What starts the clock: the request, or the authority becoming responsible (section 24), whichever is earlier. */
const begins: readonly Start[] = [
  { event: 'REQUEST_RECEIVED', counts: 'receipt' },
  { event: 'BROUGHT_TO_ATTENTION', counts: 'receipt', name: 'BECAME_RESPONSIBLE', fact: 's24Trigger', is: ['null', 'true', 'yes'] },
  { event: 'MOVED_IN', name: 'BECAME_RESPONSIBLE' },
  { event: 'DETAINED_REQUEST_RECEIVED', counts: 'receipt' },
];

/** Regulations 5(4), 10(4) and 13(3). */
const assessmentGrounds = ['SETTING_CLOSED', 'SETTING_CLOSED_EY', 'EXCEPTIONAL_PERSONAL', 'ABSENT_FROM_AREA'] as const;

const left = acts('REQUEST_WITHDRAWN', 'MOVED_OUT', 'DETENTION_STARTED');
const orderTakesOver = [
  { event: 'TRIBUNAL_ORDER_MADE', fact: 'order', is: ['ASSESS', 'MAKE_PLAN'] },
  { event: 'MEDIATION_AGREEMENT_SIGNED', fact: 'effect', is: ['ASSESS', 'MAKE_PLAN'] },
  { event: 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED', fact: 'beforeResponse', is: ['null', 'true'] },
];

/** Conceding without an order or a notice under regulation 45 leaves the first limit standing; so does release from detention. */
const resumed = [...acts('LA_CONCEDED_INFORMALLY', 'RELEASED'), { event: 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED', fact: 'beforeResponse', is: ['false'] }];

const assessment = { ...since2014, within: ['ASSESSMENT'], exceptions: assessmentGrounds, absenceDays: 28 } as const;

export const assessmentRules: readonly Rule[] = [
  {
    ...assessment, code: 'NA.DECIDE_ASSESS', title: 'Decide whether to assess, and tell the family',
    citation: 'SEND Regulations 2014, regulation 5(1)', starts: begins, period: { counting: 'W-AFTER', count: 6 },
    done: acts('DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_TO_ASSESS_NOTIFIED'), stops: [...left, ...acts('DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT')], reopens: acts('RELEASED'),
    note: 'Also “as soon as practicable”: the weeks are the outer limit. Exceptions: regulation 5(4), of which (c) and (d) were read only in summary.',
  },
  {
    ...assessment, notInReturns: true, code: 'NA.NOTIFY_NO_PLAN', title: 'Tell the family if there will be no plan',
    citation: 'SEND Regulations 2014, regulation 10(1)', starts: begins, period: { counting: 'W-AFTER', count: 16 },
    done: acts('DECISION_NO_PLAN_NOTIFIED'),
    stops: [...left, ...acts('DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_TO_ISSUE', 'DRAFT_PLAN_SERVED', 'FINAL_PLAN_SENT'), ...orderTakesOver],
    reopens: resumed, note: 'Also “as soon as practicable”. Exceptions: regulation 10(4).',
  },
  {
    ...assessment, code: 'NA.FINAL_PLAN', title: 'Send the final plan',
    citation: 'SEND Regulations 2014, regulation 13(2)', starts: begins, period: { counting: 'W-AFTER', count: 20 },
    done: acts('FINAL_PLAN_SENT'), window: acts('DRAFT_PLAN_SERVED', 'DRAFT_REISSUED'),
    stops: [...left, ...acts('DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_NO_PLAN_NOTIFIED'), ...orderTakesOver], reopens: resumed,
    note: 'Sent when it has gone to the family, the named setting and the health commissioner. Exceptions: regulation 13(3). After a concession without an order or a notice under regulation 45 the same limit stands: R (W) v Hertfordshire County Council [2023] EWHC 3138 (Admin).',
  },
  {
    ...assessment, notInReturns: true, code: 'NA.DRAFT_LATEST', title: 'Last day to serve the draft plan', exceptions: [], force: 'DERIVED', mark: 'INFERRED',
    citation: 'Arithmetic from SEND Regulations 2014, regulations 13(1)(a) and 13(2)', basedOn: { codes: ['NA.FINAL_PLAN'] },
    period: { counting: 'AT-LEAST-BEFORE', count: 15, unit: 'days' }, done: acts('DRAFT_PLAN_SERVED'),
    stops: [...left, ...acts('DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT'), ...orderTakesOver], reopens: resumed,
    note: 'A full window of 15 days then ends on the day before the final plan is due. IPSEA advises week 14, to leave time to consult.',
  },
  {
    ...assessment, code: 'NA.ADVICE', title: 'Reply to the request for advice', exceptions: ['EXCEPTIONAL_PERSONAL', 'ABSENT_FROM_AREA', 'MISSED_APPOINTMENT'],
    citation: 'SEND Regulations 2014, regulation 8(1)', take: 'each',
    starts: [{ event: 'ADVICE_REQUESTED', day: 'receivedByBody', counts: 'receipt' }], period: { counting: 'W-AFTER', count: 6 },
    done: [{ event: 'ADVICE_RECEIVED', same: 'body' }], stops: [...left, ...acts('DECISION_NO_PLAN_NOTIFIED', 'FINAL_PLAN_SENT')],
    note: 'Counted from the day on which that body received the request. Exceptions: regulation 8(2), which says “exceptional circumstances”, without “personal”.',
  },
  {
    ...assessment, code: 'NA.REPS_END', title: 'Last day of the family’s 15 days for views on the draft', exceptions: [], nature: 'window', take: 'last',
    citation: 'SEND Regulations 2014, regulation 13(1)(a)', starts: acts('DRAFT_PLAN_SERVED', 'DRAFT_REISSUED'),
    period: { counting: 'D-FROM', count: 15 }, stops: [...left, ...acts('FINAL_PLAN_SENT', 'DECISION_NO_PLAN_NOTIFIED')],
    note: 'A fresh draft opens a fresh window (Code of Practice 9.125). Agreeing to a longer time does not move week 20.',
  },
  {
    ...assessment, code: 'NA.FINALISE_EARLIEST', title: 'First day on which the plan may be made final', exceptions: [], nature: 'marker', force: 'DERIVED', mark: 'INFERRED',
    citation: 'Arithmetic from SEND Regulations 2014, regulation 13(1)(a)', basedOn: { codes: ['NA.REPS_END'] },
    period: { special: 'next day', words: 'the day after' }, stops: acts('FINAL_PLAN_SENT'),
    note: 'Sooner where the family gives up the rest of its time in writing.',
  },
  {
    ...assessment, code: 'CO.RESPONSE', title: 'Reply of a consulted setting', exceptions: [], force: 'GUIDANCE', take: 'each', within: ['ASSESSMENT', 'REVIEW', 'AMENDMENT', 'PHASE_TRANSFER'],
    citation: 'SEND Code of Practice 2015, paragraph 9.83', starts: acts('CONSULTATION_SENT'), period: { counting: 'D-AFTER', count: 15 },
    done: [{ event: 'CONSULTATION_REPLY', same: 'setting' }], stops: [...left, ...acts('FINAL_PLAN_SENT', 'DECISION_NO_PLAN_NOTIFIED')],
  },
];
