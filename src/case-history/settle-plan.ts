// EHC plans: what returns and events say of each, settled.
import type { Day } from '../calendar/day.ts';
import { aboutOf, isAbout } from './about.ts';
import { type AssessmentThread, byDay } from './assessment-threads.ts';
import type { Placement, Plan, Setting } from './case.ts';
import { byAssertion, type LiveEntry } from './live-entries.ts';
import type { ReturnNamedPlan, ReturnPlacement, ReturnSetting } from './return-record.ts';
import type { ReturnThread } from './return-threads.ts';
import { joinPhaseEvent, namedIn, type PhaseThread, threadStatedPhases } from './settle-phase-transfer.ts';
import { type ReviewThread, threadStatedReviews } from './settle-review.ts';
import { finalPlanOn } from './settle-assessment.ts';

/** A plan being settled: its reviews and phase transfers still as threads, so that events can join them. */
export interface PlanDraft extends Omit<Plan, 'no' | 'reviews' | 'phaseTransfers'> {
  readonly reviewThreads: ReviewThread[];
  readonly phaseThreads: PhaseThread[];
  readonly stated: ReturnThread;
}

/** A plan of which nothing is recorded. */
export function unrecordedPlan(): PlanDraft {
  return {
    assessmentNo: null, startOn: null, ceaseOn: null, ceaseReason: null, transferredFrom: null, res: null, wbp: null, pb: null, oa: null,
    dp: null, named: [], placements: [], needs: [], reviewThreads: [], phaseThreads: [], stated: [],
  };
}

/** The plan that an assessment led to, or null where there is none. */
export function planOf(thread: AssessmentThread, assessmentNo: number): PlanDraft | null {
  const sent = thread.events.find((event) => event.kind === 'FINAL_PLAN_SENT');
  const stated = thread.stated.filter(({ request }) => request.assessment?.namedPlan != null || request.activePlan !== null);
  if (stated.length === 0) return sent === undefined ? null : { ...unrecordedPlan(), assessmentNo, startOn: finalPlanOn(sent) };
  const plan = stated.reduce<PlanDraft>((held, { request }) => withReturn(held, request.assessment?.namedPlan ?? null), unrecordedPlan());
  const active = stated.flatMap(({ entry, part, request }) => (request.activePlan === null ? [] : [{ entry, part, plan: request.activePlan }]));
  return {
    ...plan, assessmentNo, stated,
    startOn: plan.startOn ?? (sent === undefined ? null : finalPlanOn(sent)),
    transferredFrom: last(active.map(({ plan: a }) => a.transferLa)),
    needs: lastList(active.map(({ plan: a }) => a.needs.map((need) => ({ type: need.senType, rank: need.senTypeRank })))),
    placements: active.reduce<Placement[]>((held, { plan: a }) => withPlacements(held, a.placements), []),
    reviewThreads: threadStatedReviews(active), phaseThreads: threadStatedPhases(active),
  };
}

function withReturn(held: PlanDraft, plan: ReturnNamedPlan | null): PlanDraft {
  if (plan === null) return held;
  return {
    ...held,
    startOn: plan.startDate ?? held.startOn, ceaseOn: plan.ceaseDate ?? held.ceaseOn, ceaseReason: plan.ceaseReason ?? held.ceaseReason,
    res: plan.planRes ?? held.res, wbp: plan.planWbp ?? held.wbp, pb: plan.pb ?? held.pb, oa: plan.oa ?? held.oa, dp: plan.dp ?? held.dp,
    named: plan.planDetails.length > 0 ? plan.planDetails.map(settingOf) : held.named,
  };
}

function last<T>(values: readonly (T | null)[]): T | null {
  return values.reduce((held, value) => value ?? held, null);
}

function lastList<T>(lists: readonly T[][]): T[] {
  return lists.reduce((held, list) => (list.length > 0 ? list : held), []);
}

function settingOf(s: ReturnSetting): Setting {
  return {
    urn: s.urn, ukprn: s.ukprn, senSetting: s.senSetting, senSettingOther: s.senSettingOther, rank: s.placementRank,
    senUnit: s.senUnitIndicator, resourcedProvision: s.resourcedProvisionIndicator,
  };
}

function placementOf(p: ReturnPlacement): Placement {
  return { ...settingOf(p), entryOn: p.entryDate, leavingOn: p.leavingDate, attendancePattern: p.attendancePattern, res: p.res, wbp: p.wbp };
}

const where = (p: Setting): string => `${p.urn ?? ''}|${p.ukprn ?? ''}|${p.senSetting ?? ''}`;

/** The same place with the same first day is the same placement; what a later return leaves out stays. */
function withPlacements(held: readonly Placement[], stated: readonly ReturnPlacement[]): Placement[] {
  const fresh = stated.map(placementOf);
  const taken = new Set<Placement>();
  const same = (p: Placement): Placement | undefined => held.find((h) => !taken.has(h) && where(h) === where(p) && h.entryOn === p.entryOn && h.rank === p.rank);
  const merged = new Map<Placement, Placement>();
  const added = fresh.filter((p) => {
    const before = same(p);
    if (before === undefined) return true;
    taken.add(before);
    merged.set(before, overlay(before, p));
    return false;
  });
  return [...held.map((h) => merged.get(h) ?? h), ...added];
}

function overlay(before: Placement, after: Placement): Placement {
  const stated = Object.fromEntries(Object.entries(after).filter(([, value]) => value !== null));
  return { ...before, ...stated };
}

function inForce(plans: readonly PlanDraft[], on: Day | null): PlanDraft | undefined {
  const begun = plans.filter((plan) => on === null || plan.startOn === null || plan.startOn <= on);
  return (begun.length > 0 ? begun : plans).at(-1);
}

/** Puts what staff recorded of plans into them, in the order of the days; opens a plan where there is none to hold it. */
export function withPlanEvents(plans: PlanDraft[], events: readonly LiveEntry[]): PlanDraft[] {
  const all = [...plans];
  for (const event of events) {
    const on = event.occurredOn;
    if (event.kind === 'PLAN_FIRST_MADE' || event.kind === 'PLAN_TRANSFERRED_IN') opened(all, event);
    else if (planEvent[event.kind] !== undefined) {
      const plan = inForce(all, on) ?? opened(all, null);
      Object.assign(plan, planEvent[event.kind]?.(plan, event));
    }
  }
  for (const event of events.filter(({ kind }) => phaseKinds.has(kind)).sort(byDay)) {
    const plan = all.find(({ phaseThreads }) => namedIn(phaseThreads, event) !== undefined) ?? inForce(all, event.occurredOn) ?? opened(all, null);
    joinPhaseEvent(plan.phaseThreads, event);
  }
  return all;
}

const phaseKinds = new Set(['PHASE_TRANSFER_IDENTIFIED', 'PHASE_TRANSFER_FINAL_PLAN_SENT']);

/** The plan of a return that an event puts right; the event counts unless a later return states it again. */
function corrected(plans: readonly PlanDraft[], event: LiveEntry): PlanDraft | undefined {
  const about = aboutOf(event);
  return about === null ? undefined : plans.find((plan) => plan.stated.some((s) => isAbout(about, s.entry) && s.part === about.part));
}

function overtaken(plan: PlanDraft, event: LiveEntry, states: (plan: ReturnNamedPlan) => Day | null): boolean {
  return plan.stated.some(({ entry, request }) => {
    const named = request.assessment?.namedPlan;
    return named != null && states(named) !== null && byAssertion(entry, event) > 0;
  });
}

function opened(plans: PlanDraft[], event: LiveEntry | null): PlanDraft {
  const on = event?.occurredOn ?? null;
  const mended = event === null ? undefined : corrected(plans, event);
  if (mended !== undefined && event !== null) {
    if (!overtaken(mended, event, (plan) => plan.startDate)) mended.startOn = on;
    return mended;
  }
  const transferred = event?.kind === 'PLAN_TRANSFERRED_IN';
  const same = plans.find((plan) => on !== null && plan.startOn === on);
  const plan = same ?? { ...unrecordedPlan(), startOn: transferred ? ((event.facts['lastMadeOrReviewed'] as Day | undefined) ?? on) : on };
  if (same === undefined) plans.push(plan);
  if (transferred) plan.transferredFrom = (event.facts['from'] as string | undefined) ?? 'XXX';
  return plan;
}

const text = (event: LiveEntry, name: string): string | null => (event.facts[name] as string | undefined) ?? null;

/** What each kind of event changes in the plan in force on its day. */
const planEvent: Record<string, (plan: PlanDraft, event: LiveEntry) => Partial<PlanDraft>> = {
  PLAN_CEASED: (plan, e) => (overtaken(plan, e, (stated) => stated.ceaseDate) ? {} : { ceaseOn: e.occurredOn, ceaseReason: text(e, 'reason') }),
  NEED_RECORDED: (plan, e) => ({ needs: [...plan.needs.filter((n) => n.rank !== text(e, 'rank')), { type: text(e, 'need'), rank: text(e, 'rank') }] }),
  PLACEMENT_STARTED: (plan, e) => ({ placements: [...plan.placements, placementOf({
    urn: text(e, 'urn'), ukprn: text(e, 'ukprn'), senSetting: text(e, 'senSetting'), senSettingOther: null, placementRank: text(e, 'rank'),
    senUnitIndicator: null, resourcedProvisionIndicator: null, entryDate: e.occurredOn, leavingDate: null, attendancePattern: null, res: null, wbp: null,
  })] }),
  PLACEMENT_ENDED: (plan, e) => ({ placements: plan.placements.map((p) => (p.leavingOn === null && p.urn === text(e, 'urn') && p.ukprn === text(e, 'ukprn') ? { ...p, leavingOn: e.occurredOn } : p)) }),
};
