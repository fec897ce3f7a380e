// What cannot have happened, or contradicts the record, with the reason an officer reads. What can have happened though it should
// not is asked about instead (see `deadlines/unusual-steps.ts`); whatever is already in the record settles, however odd (see `settle`).
import type { Day } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Assessment, Case, CaseEvent } from '../case-history/case.ts';
import { notToAssess, released, toAssess } from '../case-history/deciding-to-assess.ts';
import type { Facts } from '../case-history/entry.ts';
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

/** A request, or what begins an assessment as one does: of a detained person, or of a child who moved in during one. */
const begun: Guard = (event, settled) => {
  const last = settled.assessments.find((assessment) => assessment.receivedOn === null || assessment.receivedOn <= event.on);
  const otherwise = eventsOf(settled).some(({ kind, on }) => (kind === 'DETAINED_REQUEST_RECEIVED' || kind === 'MOVED_IN') && on !== null && on <= event.on);
  return last !== undefined || otherwise ? null : `No request was received on or before ${dayInWords(event.on)}. Record the request first, or check the day.`;
};

const openStill: Guard = (event, settled) => {
  const last = settled.assessments.findLast((assessment) => assessment.receivedOn === null || assessment.receivedOn <= event.on);
  if (last === undefined) return begun(event, settled);
  if (!last.ended || last.endedOn === null || last.endedOn >= event.on || last.requestOutcome === 'refuse' || last.assessmentOutcome === 'no-plan') return null;
  const wentOn = last.assessmentOutcome === 'issue' || event.kind === 'REQUEST_WITHDRAWN' ? '' : ' If the authority went on all the same, record first that the child was brought to its attention, which begins anew.';
  return `That assessment ended on ${dayInWords(last.endedOn)}.${wentOn}`;
};

const notYetIssued: Guard = (event, settled) => {
  const last = settled.assessments.findLast((assessment) => assessment.receivedOn === null || assessment.receivedOn <= event.on);
  if (last?.assessmentOutcome !== 'issue') return null;
  const sent = last.assessmentOutcomeOn === null ? 'already' : `on ${dayInWords(last.assessmentOutcomeOn)}`;
  return `The final plan of that assessment was sent ${sent}. To change the day, correct it. A later change of the plan is recorded as an amendment.`;
};

/**
 * Whether what the family was told leaves no room for a decision: the same one again, or the opposite on the same day, of which nobody could tell
 * which one stands. What a file tells without a day is in nobody's way.
 */
function leavesNoRoom(told: CaseEvent, { kind, on }: { readonly kind: string; readonly on: Day }): boolean {
  if (told.kind !== toAssess && told.kind !== notToAssess) return false;
  if (told.on === null) return told.byReturn !== true && (told.kind === kind || told.kind === toAssess);
  return told.kind === kind || told.on === on;
}

/** A request is decided once, and again only where an order, an agreement or a concession asks for it. */
const notYetDecided: Guard = (event, settled) => {
  const no = settled.assessments.findLast(({ receivedOn }) => receivedOn === null || receivedOn <= event.on)?.no;
  const before = settled.episodes.find((episode) => episode.kind === 'ASSESSMENT' && episode.no === no)?.events ?? [];
  const told = before.findLast((other) => leavesNoRoom(other, event));
  const bound = told !== undefined && eventsOf(settled).some(({ kind, on }) => released.includes(kind) && (on ?? '') >= (told.on ?? ''));
  if (told === undefined || bound) return null;
  const when = told.on === null ? 'already' : `on ${dayInWords(told.on)}`;
  const again = told.kind === notToAssess && event.kind === notToAssess ? ` ${toldAgain}` : '';
  return `The family was told ${when} that the authority will${told.kind === toAssess ? '' : ' not'} assess. To change the day, correct it; if it did not happen, take it back.${again}`;
};

const toldAgain = 'If it was told so again, after the authority thought again or after mediation, record “Told that the refusal stands”.';

/** The same of notice that there will be no plan, while nothing has opened the assessment again. */
const notYetToldNoPlan: Guard = (event, settled) => {
  const last = settled.assessments.findLast(({ receivedOn }) => receivedOn === null || receivedOn <= event.on);
  if (last?.assessmentOutcome !== 'no-plan' || !last.ended || last.assessmentOutcomeOn === null || last.assessmentOutcomeOn > event.on) return null;
  const bound = eventsOf(settled).some(({ kind, on }) => released.includes(kind) && (on ?? '') >= (last.assessmentOutcomeOn ?? ''));
  return bound ? null : `The family was told on ${dayInWords(last.assessmentOutcomeOn)} that there will be no plan. To change the day, correct it. ${toldAgain}`;
};

const planOnRecord: Guard = (_event, settled) => (settled.plans.length > 0 ? null : 'No plan is on record for this child. Record first that it was made, or transferred in.');

/** A step by which something begins to run: of a plan that has ended nothing runs. */
const planHeld: Guard = (event, settled) => {
  const ceased = settled.plans.at(-1)?.ceaseOn;
  return ceased != null && ceased < event.on ? `The plan ended on ${dayInWords(ceased)}. If it went on after that day, correct its end first, or take that back.` : planOnRecord(event, settled);
};

const reviewed: Guard = (event, settled) => (eventsOf(settled).some(({ kind }) => kind === 'REVIEW_MEETING_HELD' || kind === 'AMENDMENT_NOTICE_SENT') ? null : planOnRecord(event, settled));

/** Two plans of one child are not in force at once. */
const noOtherPlan: Guard = (event, settled) => {
  const held = settled.plans.find(({ startOn, ceaseOn }) => startOn !== null && startOn < event.on && (ceaseOn ?? '9999') > event.on);
  return held?.startOn == null ? null : `The plan of ${dayInWords(held.startOn)} was in force on that day, and a second one is not made beside it. Record first how and when it ended; or, if it is the same plan, correct its day.`;
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
  ADVICE_RECEIVED: [adviserNamed, begun],
  DECISION_NO_PLAN_NOTIFIED: [openStill, notYetToldNoPlan],
  REFUSAL_STANDS_NOTIFIED: [needs('refusal', 'DECISION_NOT_TO_ASSESS_NOTIFIED', 'DECISION_NO_PLAN_NOTIFIED')],
  DRAFT_PLAN_SERVED: [openStill],
  FINAL_PLAN_SENT: [notYetIssued, openStill],
  EXCEPTION_RECORDED: [exceptionAllowed],
  REVIEW_SCHEDULED: [planHeld],
  REVIEW_NOTICE_GIVEN: [planHeld],
  REVIEW_ADVICE_CIRCULATED: [planHeld],
  REVIEW_MEETING_HELD: [planHeld],
  REVIEW_REPORT_SENT: [reviewed],
  REVIEW_DECISION_NOTIFIED: [reviewed],
  AMENDMENT_NOTICE_SENT: [planHeld],
  FINAL_AMENDED_PLAN_SENT: [planOnRecord],
  NO_AMENDMENT_NOTIFIED: [reviewed],
  CEASE_CONSULTED: [planOnRecord],
  CEASE_DECISION_NOTIFIED: [planOnRecord],
  PLAN_FIRST_MADE: [noOtherPlan],
  PLAN_TRANSFERRED_IN: [noOtherPlan],
  PLAN_CEASED: [planHeld],
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
