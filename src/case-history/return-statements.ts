// Where a return states each kind of event that it tells of, and what is left of a request once staff say that the event
// did not happen.
import type { Day } from '../calendar/day.ts';
import { aboutOf, isAbout } from './about.ts';
import { byAssertion, type LiveEntry } from './live-entries.ts';
import type { OutcomeCode, ReturnActivePlan, ReturnAssessment, ReturnNamedPlan, ReturnRequest } from './return-record.ts';
import type { ReturnThread, StatedRequest } from './return-threads.ts';

/** What a request of a return says of one kind of event. */
export interface Statement {
  readonly states: (request: ReturnRequest) => boolean;
  /** The day stated; null where it states none. */
  readonly day: (request: ReturnRequest) => Day | null;
  readonly without: (request: ReturnRequest) => ReturnRequest;
  /** Whether two requests of one thread speak of the same event; where absent, they always do. */
  readonly same?: (one: ReturnRequest, other: ReturnRequest) => boolean;
}

const noPlan = { assessment: null, activePlan: null } as const;

function ofRequest(...codes: (OutcomeCode | null)[]): Statement {
  const states = (r: ReturnRequest): boolean => r.requestOutcome !== null && codes.includes(r.requestOutcome);
  return { states, day: (r) => (states(r) ? r.requestOutcomeDate : null), without: (r) => (states(r) ? { ...r, requestOutcome: null, requestOutcomeDate: null } : r) };
}

function ofAssessment(codes: readonly (OutcomeCode | null | undefined)[], without: (r: ReturnRequest) => ReturnRequest): Statement {
  const states = (r: ReturnRequest): boolean => codes.includes(r.assessment?.assessmentOutcome);
  return { states, day: (r) => (states(r) ? r.assessment?.assessmentOutcomeDate ?? null : null), without: (r) => (states(r) ? without(r) : r) };
}

function inAssessment(request: ReturnRequest, change: Partial<ReturnAssessment>): ReturnRequest {
  return request.assessment === null ? request : { ...request, assessment: { ...request.assessment, ...change } };
}

function inPlan(request: ReturnRequest, change: Partial<ReturnNamedPlan>): ReturnRequest {
  const named = request.assessment?.namedPlan ?? null;
  return named === null ? request : inAssessment(request, { namedPlan: { ...named, ...change } });
}

function inActivePlan(request: ReturnRequest, change: Partial<ReturnActivePlan>): ReturnRequest {
  return request.activePlan === null ? request : { ...request, activePlan: { ...request.activePlan, ...change } };
}

const equal = (one: Day | null | undefined, other: Day | null | undefined): boolean => one != null && one === other;

type ReviewItem = 'reviewMeeting' | 'lastReview' | 'reviewDraft';

/** Returns name the last review only: two speak of the same where a day of theirs is the same. */
function ofReview(name: ReviewItem, change: Partial<ReturnActivePlan>, states = (plan: ReturnActivePlan): boolean => plan[name] !== null): Statement {
  return {
    states: (r) => r.activePlan !== null && states(r.activePlan), day: (r) => r.activePlan?.[name] ?? null, without: (r) => inActivePlan(r, change),
    same: ({ activePlan: a }, { activePlan: b }) => (['reviewMeeting', 'lastReview', 'reviewDraft'] as const).some((item) => equal(a?.[item], b?.[item])),
  };
}

const phaseYear = ({ activePlan }: ReturnRequest): string | undefined => (activePlan?.phaseTransferDueDate ?? activePlan?.phaseTransferFinalDate)?.slice(0, 4);

/** A plan has one phase transfer a year at most. */
function ofPhase(day: Statement['day'], change: Partial<ReturnActivePlan>): Statement {
  return {
    states: (r) => phaseYear(r) !== undefined, day, without: (r) => inActivePlan(r, change),
    same: (one, other) => phaseYear(one) !== undefined && phaseYear(one) === phaseYear(other),
  };
}

const withdrawnRequest = ofRequest('W');
const withdrawnLater = ofAssessment(['W'], (r) => inAssessment(r, { assessmentOutcome: null, assessmentOutcomeDate: null }));

/** By kind of event. What stands here can be corrected and taken back by staff. */
const statements: Readonly<Record<string, Statement>> = {
  REQUEST_RECEIVED: { states: (r) => r.receivedDate !== null, day: (r) => r.receivedDate, without: (r) => ({ ...r, receivedDate: null, requestSource: null, rya: null }) },
  DECISION_TO_ASSESS_NOTIFIED: ofRequest('Y', 'H'),
  DECISION_NOT_TO_ASSESS_NOTIFIED: ofRequest('N'),
  REQUEST_WITHDRAWN: {
    states: (r) => withdrawnRequest.states(r) || withdrawnLater.states(r), day: (r) => withdrawnRequest.day(r) ?? withdrawnLater.day(r),
    without: (r) => withdrawnLater.without(withdrawnRequest.without(r)),
  },
  MOVED_OUT: { states: (r) => r.exported !== null, day: () => null, without: (r) => ({ ...r, exported: null }) },
  EXCEPTION_RECORDED: { states: (r) => r.assessment?.week20 === true, day: () => null, without: (r) => inAssessment(r, { week20: null }) },
  // A plan that was never issued was also not in force, and has no reviews: not where a later return only says "historical" either.
  FINAL_PLAN_SENT: ofAssessment(['Y', 'H', null, undefined], (r) => ({ ...r, ...noPlan })),
  DECISION_NO_PLAN_NOTIFIED: ofAssessment(['N'], (r) => ({ ...r, ...noPlan })),
  PLAN_FIRST_MADE: {
    states: (r) => r.assessment?.namedPlan?.startDate != null, day: (r) => r.assessment?.namedPlan?.startDate ?? null,
    without: (r) => ({ ...inAssessment(r, { namedPlan: null }), activePlan: null }),
  },
  PLAN_CEASED: {
    states: (r) => r.assessment?.namedPlan?.ceaseDate != null, day: (r) => r.assessment?.namedPlan?.ceaseDate ?? null,
    without: (r) => inPlan(r, { ceaseDate: null, ceaseReason: null }),
  },
  REVIEW_MEETING_HELD: ofReview('reviewMeeting', { reviewMeeting: null }),
  REVIEW_DECISION_NOTIFIED: ofReview('lastReview', { lastReview: null, reviewOutcome: null }, (plan) => plan.lastReview !== null || plan.reviewOutcome !== null),
  AMENDMENT_NOTICE_SENT: ofReview('reviewDraft', { reviewDraft: null }),
  PHASE_TRANSFER_IDENTIFIED: ofPhase(() => null, { phaseTransferDueDate: null, phaseTransferFinalDate: null }),
  PHASE_TRANSFER_FINAL_PLAN_SENT: ofPhase((r) => r.activePlan?.phaseTransferFinalDate ?? null, { phaseTransferFinalDate: null }),
};

/** How returns state a kind of event; undefined where they tell of none, or staff may not put it right. */
export function statementOf(kind: string): Statement | undefined {
  return Object.hasOwn(statements, kind) ? statements[kind] : undefined;
}

/**
 * The requests of one thread without what staff say did not happen, as far as it was stated before they said so: as with
 * every correction, a return of a later census day has the last word. A request of which nothing is left is gone.
 */
export function withoutDenied(thread: ReturnThread, denials: readonly LiveEntry[]): ReturnThread {
  return denials.reduce((held, denial) => {
    const about = aboutOf(denial);
    const [named, statement] = [about === null ? undefined : thread.find((one) => isAbout(about, one.entry) && one.part === about.part), statementOf(denial.kind)];
    if (named === undefined || statement === undefined) return held;
    const same = new Set(alike(thread, named, statement).filter(({ entry }) => byAssertion(entry, denial) < 0).map(({ entry }) => entry));
    return held.map((one) => (same.has(one.entry) ? { ...one, request: statement.without(one.request) } : one)).filter((one) => !same.has(one.entry) || saysAnything(one.request));
  }, thread);
}

/** All that speak of the same event as one of them, directly or through others. */
function alike(thread: ReturnThread, named: StatedRequest, { same }: Statement): readonly StatedRequest[] {
  if (same === undefined) return thread;
  const held = [named];
  for (const one of held) held.push(...thread.filter((other) => !held.includes(other) && same(one.request, other.request)));
  return held;
}

function saysAnything({ receivedDate, requestOutcome, assessment, activePlan, exported }: ReturnRequest): boolean {
  return receivedDate !== null || (requestOutcome !== null && requestOutcome !== 'A') || assessment !== null || activePlan !== null || exported !== null;
}
