import { aboutJoined, denies } from './about.ts';
import { type AssessmentFields, claimOfReturn, claimsOfEvents } from './assessment-claims.ts';
import { threadAssessments } from './assessment-threads.ts';
import { assessmentEvents, endOf } from './assessment-events.ts';
import type { Assessment, Case, CaseEvent, Episode, EpisodeKind, Plan, Review } from './case.ts';
import { eventOf, inOrder, told } from './case-event.ts';
import type { Entry, Facts } from './entry.ts';
import { group, numbered } from './episodes.ts';
import { identitiesOf, otherNamesOf } from './identity.ts';
import { allocationKinds, restrictionKinds } from './kinds/allocation.ts';
import { kindNamed } from './kinds.ts';
import { byAssertion, type LiveEntry, liveEntries } from './live-entries.ts';
import { statementOf } from './return-statements.ts';
import { reviewEvents } from './review-events.ts';
import { settleAdvice, settleFields } from './settle-assessment.ts';
import { settleAllocation, settleConflicts, settleRestriction } from './settle-allocation.ts';
import { disputeOf, threadDisputes } from './settle-dispute.ts';
import { settleLookedAfter } from './settle-looked-after.ts';
import { settlePerson } from './settle-person.ts';
import { withPlanEvents } from './plan-events.ts';
import { type PlanDraft, planOf, unrecordedPlan } from './settle-plan.ts';
import { joinReviewEvents, type ReviewThread } from './settle-review.ts';
import { phaseEvents, phaseTransfersOf } from './settle-phase-transfer.ts';
import { withTrackerSteps } from './tracker-steps.ts';

interface SettledThread { assessment: Assessment; events: CaseEvent[]; plan: PlanDraft | null }

function settleAssessments(live: readonly LiveEntry[]): SettledThread[] {
  return threadAssessments(live).map((thread, i) => {
    const claims = [...thread.stated.map(({ entry, request }) => claimOfReturn(entry, request)), ...claimsOfEvents(thread)];
    const settled = settleFields(claims.sort((a, b) => byAssertion(a.entry, b.entry)));
    const told = assessmentEvents(thread, settled);
    const draft = told.find((event) => event.kind === 'DRAFT_PLAN_SERVED');
    const assessment = { no: i + 1, ...(thread.stated.some(({ entry }) => entry.kind === 'SEN2_RECORD') ? settled.fields : undecided(settled.fields)), ...endOf(told, settled.fields), draftServedOn: draft?.on ?? null, advice: settleAdvice(thread.events) };
    return { assessment, events: told, plan: planOf(thread, i + 1) };
  });
}

/** Where staff have recorded no decision, and a tracker none, there is none yet; a return that says nothing leaves it not recorded. */
function undecided(fields: AssessmentFields): AssessmentFields {
  const requestOutcome = fields.requestOutcome ?? (fields.receivedOn !== null ? 'undecided' : null);
  const open = requestOutcome === 'assess' && fields.assessmentOutcome === null && fields.exportedTo === null;
  return { ...fields, requestOutcome, assessmentOutcome: open ? 'undecided' : fields.assessmentOutcome };
}

function reviewsOf(draft: PlanDraft): Review[] {
  const ordered = [...draft.reviewThreads].sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1));
  return ordered.map((thread, i) => ({ no: i + 1, ...thread.fields }));
}

const dayOf = ({ fields }: ReviewThread): string => fields.meetingOn ?? fields.decisionOn ?? '9999';

function planEvents(draft: PlanDraft, all: readonly LiveEntry[]): CaseEvent[] {
  const other = draft.stated.at(-1)?.entry ?? all.find((e) => e.kind === 'FINAL_PLAN_SENT' || e.kind === 'PLAN_FIRST_MADE' || e.kind === 'PLAN_TRANSFERRED_IN') ?? all.at(-1);
  if (other === undefined) return [];
  const recorded = all.filter((e) => (e.kind === 'PLAN_FIRST_MADE' && e.occurredOn === draft.startOn) || (e.kind === 'PLAN_CEASED' && e.occurredOn === draft.ceaseOn)).map(eventOf);
  const tell = (kind: string, on: CaseEvent['on'], facts: Facts = {}): CaseEvent[] => (on === null || recorded.some((e) => e.kind === kind) ? [] : [told(draft.stated.findLast(({ request }) => statementOf(kind)?.day(request) === on)?.entry ?? other, kind, on, facts)]);
  return inOrder([...recorded, ...tell('PLAN_FIRST_MADE', draft.startOn), ...tell('PLAN_CEASED', draft.ceaseOn, { reason: draft.ceaseReason })]);
}

const grouped: EpisodeKind[] = ['REASSESSMENT', 'TRANSFER_IN', 'TRANSFER_OUT', 'CEASE', 'DETAINED', 'OTHER'];

/**
 * The case of one child, from its entries as known at an instant (all without one). Pure and total: any order, any
 * gap. What a return or an officer asserts is taken in the order of the day as at which it is asserted; the latest
 * wins, field by field; absence asserts nothing. A second load of returns in another order gives the same case.
 */
export function settle(entries: readonly Entry[], knownAt?: string): Case {
  const live = withTrackerSteps(aboutJoined(liveEntries(entries, knownAt)));
  const happened = live.filter((entry) => !denies(entry));
  const of = (kind: EpisodeKind): LiveEntry[] => happened.filter((entry) => kindNamed(entry.kind)?.episode === kind);
  const threads = settleAssessments(live);
  const plans = plansOf(threads, happened, of('REVIEW'));
  const reviews = plans.drafts.flatMap((draft) => draft.reviewThreads).sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1));
  const episodes = [
    ...numbered('ASSESSMENT', threads.map(({ events }) => events)),
    ...numbered('REVIEW', reviews.map(reviewEvents)),
    ...numbered('AMENDMENT', group('AMENDMENT', plans.amendments.map(eventOf))),
    ...numbered('PLAN', plans.drafts.map((draft) => planEvents(draft, happened))),
    ...numbered('PHASE_TRANSFER', plans.drafts.flatMap((draft) => draft.phaseThreads.map(phaseEvents))),
    ...grouped.flatMap((kind) => numbered(kind, group(kind, of(kind).map(eventOf)))),
  ];
  const disputes = threadDisputes([...episodes.flatMap((episode) => episode.events), ...of('DISPUTE').map(eventOf)], of('DISPUTE').map(eventOf));
  return {
    childId: entries[0]?.subjectId ?? '', lastSeq: lastOwn(entries), stands: live.length > 0, took: [...new Set(entries.map(({ subjectId }) => subjectId))].slice(1), person: settlePerson(live),
    identities: identitiesOf(live),
    otherNames: otherNamesOf(live), lookedAfter: settleLookedAfter(happened),
    episodes: [...episodes, ...numbered('DISPUTE', disputes)] satisfies Episode[],
    assessments: threads.map(({ assessment }) => assessment), plans: plans.plans,
    disputes: disputes.flatMap((events, i) => disputeOf(events, i + 1) ?? []),
    allocation: settleAllocation(live), restriction: settleRestriction(live), conflicts: settleConflicts(live), workedOn: lastWorkedOn(live),
  };
}

/** Kinds that say who is to work on a case or may see it: giving it to somebody else is no work on it. */
const aboutStaff = new Set([...allocationKinds, ...restrictionKinds].map(({ name }) => name));

function lastWorkedOn(live: readonly LiveEntry[]): Case['workedOn'] {
  return live.findLast(({ source, kind }) => source === 'staff' && !aboutStaff.has(kind))?.asAt ?? null;
}

/** The last entry of the child's own chain; entries of records that were joined with it count in theirs. */
function lastOwn(entries: readonly Entry[]): number {
  return Math.max(0, ...entries.filter((entry) => entry.subjectId === entries[0]?.subjectId).map((entry) => entry.seq));
}

function plansOf(threads: readonly SettledThread[], live: readonly LiveEntry[], reviewEntries: readonly LiveEntry[]): { drafts: PlanDraft[]; plans: Plan[]; amendments: LiveEntry[] } {
  const stated = threads.flatMap(({ plan }) => plan ?? []).sort((a, b) => ((a.startOn ?? '') < (b.startOn ?? '') ? -1 : 1));
  const drafts = withPlanEvents(stated, live);
  let amendments: LiveEntry[] = [];
  if (reviewEntries.length > 0) {
    if (drafts.length === 0) drafts.push(unrecordedPlan());
    amendments = joinReviewEvents((drafts.at(-1) as PlanDraft).reviewThreads, reviewEntries);
  }
  const plans = drafts.map(({ reviewThreads: _threads, phaseThreads, stated: _stated, ...plan }, i) => ({
    ...plan, no: i + 1, reviews: reviewsOf(drafts[i] as PlanDraft), phaseTransfers: phaseTransfersOf(phaseThreads),
  }));
  return { drafts, plans, amendments };
}
