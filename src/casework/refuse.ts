// What the law or the story does not allow to be recorded, with the reason an officer reads. Only a new entry is asked
// about here: whatever is already in the record settles, however odd (see `settle`).
import { addDays, type Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Assessment, Case, CaseEvent } from '../case-history/case.ts';
import type { Facts } from '../case-history/entry.ts';
import { effectsOf } from '../deadlines/matching.ts';
import { effectsOfOrder } from '../statute/effects.ts';
import { endedRequestRefused, openOnThatDay, saysItEnded } from './refuse-ended-request.ts';
import { exceptionRefused } from './refuse-exception.ts';

/** An event that somebody wants to record. */
export interface Proposed {
  readonly kind: string;
  readonly on: Day | null;
  readonly facts: Facts;
}

/** Asks whether an event may follow the case; the answer is a reason against it, or null. */
type Guard = (event: Proposed & { readonly on: Day }, settled: Case) => string | null;

const eventsOf = (settled: Case): CaseEvent[] => settled.episodes.flatMap((episode) => episode.events);
const lastOf = (settled: Case, ...kinds: string[]): CaseEvent | undefined =>
  eventsOf(settled).filter((event) => kinds.includes(event.kind)).sort((a, b) => ((a.on ?? '') < (b.on ?? '') ? -1 : 1)).at(-1);
const openAssessment = (settled: Case): Assessment | undefined => settled.assessments.findLast((assessment) => !assessment.ended);
const planInForce = (settled: Case, on: Day): boolean => settled.plans.some((plan) => (plan.startOn ?? '') <= on && (plan.ceaseOn ?? '9999') > on);

function needs(what: string, ...kinds: string[]): Guard {
  return (event, settled) => {
    const earlier = eventsOf(settled).some((other) => kinds.includes(other.kind) && (other.on === null || other.on <= event.on));
    return earlier ? null : `There is no ${what} on or before ${dayInWords(event.on)} in this case. Record that first, or check the day.`;
  };
}

const newRequest: Guard = (event, settled) => {
  if (saysItEnded(event.facts)) return endedRequestRefused(event, settled);
  const open = openAssessment(settled);
  if (open !== undefined) {
    const received = open.receivedOn === null ? 'whose day is not recorded' : `received on ${dayInWords(open.receivedOn)}`;
    const earlier = open.receivedOn !== null && event.on < open.receivedOn ? ' If this was an earlier request that has ended, say below how and when it ended.' : '';
    return `A request ${received} is still open. A second one does not start the clock again. To change the day of the first, correct it.${earlier}`;
  }
  if (planInForce(settled, event.on)) return 'There is a plan in force. A new request for it is a request for reassessment or a review.';
  return openOnThatDay(event.on, settled);
};

const openStill: Guard = (event, settled) => {
  const last = settled.assessments.findLast((assessment) => assessment.receivedOn === null || assessment.receivedOn <= event.on);
  if (last === undefined) return `No request was received on or before ${dayInWords(event.on)}. Record the request first, or check the day.`;
  if (last.ended && last.endedOn !== null && last.endedOn < event.on && last.requestOutcome !== 'refuse' && last.assessmentOutcome !== 'no-plan') {
    return `That assessment ended on ${dayInWords(last.endedOn)}.`;
  }
  return null;
};

const notYetIssued: Guard = (event, settled) => {
  const last = settled.assessments.findLast((assessment) => assessment.receivedOn === null || assessment.receivedOn <= event.on);
  if (last?.assessmentOutcome !== 'issue') return null;
  const sent = last.assessmentOutcomeOn === null ? 'already' : `on ${dayInWords(last.assessmentOutcomeOn)}`;
  return `The final plan of that assessment was sent ${sent}. To change the day, correct it. A later change of the plan is recorded as an amendment.`;
};

const released = ['TRIBUNAL_ORDER_MADE', 'MEDIATION_AGREEMENT_SIGNED', 'LA_NOTIFIED_TRIBUNAL_UNOPPOSED', 'LA_CONCEDED_INFORMALLY'];

const [toAssess, notToAssess] = ['DECISION_TO_ASSESS_NOTIFIED', 'DECISION_NOT_TO_ASSESS_NOTIFIED'];

/**
 * Whether what the family was told leaves no room for a decision: the same one again, or a refusal from the day on which it was told the opposite.
 * After a refusal the authority may think again. What a file tells without a day is in nobody's way.
 */
function leavesNoRoom(told: CaseEvent, { kind, on }: { readonly kind: string; readonly on: Day }): boolean {
  if (told.kind !== toAssess && told.kind !== notToAssess) return false;
  if (told.on === null) return told.byReturn !== true && (told.kind === kind || told.kind === toAssess);
  if (told.kind === kind) return true;
  return kind === toAssess ? told.on >= on : told.on <= on;
}

/** A request is decided once, and again only where an order, an agreement or a concession asks for it. */
const notYetDecided: Guard = (event, settled) => {
  const no = settled.assessments.findLast(({ receivedOn }) => receivedOn === null || receivedOn <= event.on)?.no;
  const before = settled.episodes.find((episode) => episode.kind === 'ASSESSMENT' && episode.no === no)?.events ?? [];
  const told = before.findLast((other) => leavesNoRoom(other, event));
  const again = told !== undefined && eventsOf(settled).some(({ kind, on }) => released.includes(kind) && (on ?? '') >= (told.on ?? ''));
  if (told === undefined || again) return null;
  const when = told.on === null ? 'already' : `on ${dayInWords(told.on)}`;
  return `The family was told ${when} that the authority will${told.kind === toAssess ? '' : ' not'} assess. To change the day, correct it; if it did not happen, take it back.`;
};

/** Given up in writing since that draft or notice: what the family gave up for an earlier one it has again. */
function waivedBetween(settled: Case, from: Day, to: Day): boolean {
  return eventsOf(settled).some(({ kind, on, facts }) => kind === 'REPRESENTATIONS_RECEIVED' && facts['waiver'] === true && on !== null && on >= from && on <= to);
}

/** Regulation 13(1)(a): the family has at least 15 days, the first being the day the draft reached it. */
const familyHeard: Guard = (event, settled) => {
  const draft = lastOf(settled, 'DRAFT_PLAN_SERVED', 'DRAFT_REISSUED');
  if (draft?.on == null || draft.on > event.on) return 'No draft plan was sent to the family before that day. Regulation 13(1) asks for one.';
  const earliest = addDays(draft.on, 15);
  if (event.on >= earliest || waivedBetween(settled, draft.on, event.on)) return null;
  return `The family has until ${dayInWords(addDays(draft.on, 14))} to give its views on the draft of ${dayInWords(draft.on)} (regulation 13(1)(a)). The plan can be sent from ${dayInWords(earliest)}, or sooner where the family has given up the rest of its time in writing: record that under "Family’s views received".`;
};

/** An order, an agreement or an appeal not opposed that has the plan amended, or a setting named in it. */
function bindsToAmend(event: CaseEvent): boolean {
  const agreed = event.kind === 'MEDIATION_AGREEMENT_SIGNED' ? effectsOfOrder(String(event.facts['effect'])) : [];
  return [...effectsOf(event), ...agreed].some((effect) => effect === 'AMEND' || effect === 'NAME');
}

/** Such an order binds without a notice of amendments (regulations 42, 44 and 45), until a plan has been sent under it. */
function boundToAmend(settled: Case, on: Day): boolean {
  const past = eventsOf(settled).filter((event) => event.on !== null && event.on <= on);
  const days = (of: (event: CaseEvent) => boolean): string[] => past.filter(of).map((event) => event.on as Day).sort();
  const bound = days(bindsToAmend).at(-1);
  return bound !== undefined && bound >= (days(({ kind }) => kind === 'FINAL_AMENDED_PLAN_SENT').at(-1) ?? '');
}

/** Regulation 22(2)(c): the same for proposed amendments. */
const familyHeardOnAmendments: Guard = (event, settled) => {
  if (boundToAmend(settled, event.on)) return null;
  const notice = lastOf(settled, 'AMENDMENT_NOTICE_SENT');
  if (notice?.on == null || notice.on > event.on) return 'No proposed amendments were sent before that day. Regulation 22(2) asks for them.';
  const earliest = addDays(notice.on, 15);
  return event.on >= earliest || waivedBetween(settled, notice.on, event.on) ? null
    : `The family has until ${dayInWords(addDays(notice.on, 14))} to give its views on the amendments of ${dayInWords(notice.on)} (regulation 22(2)(c)).`;
};

const planHeld: Guard = (event, settled) => {
  const ceased = settled.plans.at(-1)?.ceaseOn;
  if (settled.plans.length === 0) return 'No plan is on record for this child. Record first that it was made, or transferred in.';
  return ceased != null && ceased < event.on ? `The plan ended on ${dayInWords(ceased)}.` : null;
};

/** Advice of nobody in particular would count for everybody who was asked. */
const adviserNamed: Guard = ({ kind, facts }) => (facts['body'] == null ? `Say ${kind === 'ADVICE_REQUESTED' ? 'who was asked' : 'from whom it came'}: each adviser has six weeks of their own (regulation 8(1)).` : null);

const exceptionAllowed: Guard = ({ facts }, settled) => exceptionRefused(facts, settled);

const guards: Record<string, readonly Guard[]> = {
  REQUEST_RECEIVED: [newRequest],
  BROUGHT_TO_ATTENTION: [newRequest],
  DECISION_TO_ASSESS_NOTIFIED: [openStill, notYetDecided],
  DECISION_NOT_TO_ASSESS_NOTIFIED: [openStill, notYetDecided],
  REQUEST_WITHDRAWN: [openStill],
  ADVICE_REQUESTED: [openStill, adviserNamed],
  ADVICE_RECEIVED: [adviserNamed, needs('request for advice', 'ADVICE_REQUESTED')],
  DECISION_NO_PLAN_NOTIFIED: [openStill, needs('decision to assess', 'DECISION_TO_ASSESS_NOTIFIED', 'LA_CONCEDED_INFORMALLY', 'TRIBUNAL_ORDER_MADE', 'MEDIATION_AGREEMENT_SIGNED')],
  DRAFT_PLAN_SERVED: [openStill],
  FINAL_PLAN_SENT: [notYetIssued, openStill, familyHeard],
  EXCEPTION_RECORDED: [exceptionAllowed],
  REVIEW_SCHEDULED: [planHeld],
  REVIEW_NOTICE_GIVEN: [planHeld],
  REVIEW_ADVICE_CIRCULATED: [planHeld],
  REVIEW_MEETING_HELD: [planHeld],
  REVIEW_REPORT_SENT: [needs('review meeting', 'REVIEW_MEETING_HELD')],
  REVIEW_DECISION_NOTIFIED: [needs('review meeting', 'REVIEW_MEETING_HELD')],
  AMENDMENT_NOTICE_SENT: [planHeld],
  FINAL_AMENDED_PLAN_SENT: [planHeld, familyHeardOnAmendments],
  NO_AMENDMENT_NOTIFIED: [needs('notice of amendments', 'AMENDMENT_NOTICE_SENT')],
  CEASE_CONSULTED: [planHeld],
  CEASE_DECISION_NOTIFIED: [planHeld],
  PLAN_CEASED: [planHeld],
  MEDIATION_CERTIFICATE_ISSUED: [],
  COMPLAINT_ACKNOWLEDGED: [needs('complaint', 'COMPLAINT_RECEIVED')],
  RELEASED: [needs('detention', 'DETENTION_STARTED', 'DETAINED_REQUEST_RECEIVED')],
};

/** Kinds whose day may lie ahead: they tell of something arranged. */
const maybeAhead = new Set(['PLAN_CEASED', 'MOVE', 'PLACEMENT_STARTED', 'PLACEMENT_ENDED', 'SETTING_CLOSURE', 'ABSENCE_FROM_AREA']);

function daysInReach({ kind, on, facts }: Proposed, settled: Case, today: Day): string[] {
  const reasons: string[] = [];
  if (on !== null && on > today && !maybeAhead.has(kind)) reasons.push(`${dayInWords(on)} is in the future. Record it when it has happened.`);
  const born = settled.person.dob;
  if (on !== null && born !== null && on < born) reasons.push(`${dayInWords(on)} is before the date of birth, ${dayInWords(born)}.`);
  const ended = facts['endingOn'];
  if (typeof ended === 'string' && ended > today) reasons.push(`${dayInWords(ended as Day)} is in the future. Record the end of the request when it has ended.`);
  const to = facts['to'] ?? facts['reopens'];
  if (on !== null && typeof to === 'string' && /^\d{4}-/.test(to) && to < on) reasons.push('The last day is before the first.');
  return reasons;
}

/** Every reason against recording `event` in a case today; empty where it may be recorded. Pure. */
export function refusals(event: Proposed, settled: Case, today: Day): string[] {
  const reach = daysInReach(event, settled, today);
  const { on } = event;
  if (on === null || reach.length > 0) return on === null && event.kind !== 'PERSON' ? ['Give the day on which it happened.'] : reach;
  return (guards[event.kind] ?? []).flatMap((guard) => guard({ ...event, on }, settled) ?? []);
}
