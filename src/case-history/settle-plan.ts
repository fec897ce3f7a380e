// EHC plans: what returns and events say of each, settled.
import type { AssessmentThread } from './assessment-threads.ts';
import type { Placement, Plan, Setting } from './case.ts';
import type { ReturnNamedPlan, ReturnPlacement, ReturnSetting } from './return-record.ts';
import type { ReturnThread } from './return-threads.ts';
import { type PhaseThread, threadStatedPhases } from './settle-phase-transfer.ts';
import { type ReviewThread, threadStatedReviews } from './settle-review.ts';
import { finalPlanOn } from './assessment-claims.ts';

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

/** A placement as a return states it. */
export function placementOf(p: ReturnPlacement): Placement {
  return { ...settingOf(p), name: p.name ?? null, entryOn: p.entryDate, leavingOn: p.leavingDate, attendancePattern: p.attendancePattern, res: p.res, wbp: p.wbp };
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
