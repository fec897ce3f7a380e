// What staff recorded of plans, put into the plans that returns and assessments tell of.
import type { Day } from '../calendar/day.ts';
import { aboutOf, isAbout } from './about.ts';
import { byDay } from './assessment-threads.ts';
import { byAssertion, type LiveEntry } from './live-entries.ts';
import type { ReturnNamedPlan } from './return-record.ts';
import { joinPhaseEvent, namedIn } from './settle-phase-transfer.ts';
import { type PlanDraft, placementOf, unrecordedPlan } from './settle-plan.ts';

function inForce(plans: readonly PlanDraft[], on: Day | null): PlanDraft | undefined {
  const begun = plans.filter((plan) => on === null || plan.startOn === null || plan.startOn <= on);
  return (begun.length > 0 ? begun : plans).at(-1);
}

/**
 * Puts what staff recorded of plans into them; opens a plan where there is none to hold it. Plans come first: a need may
 * have been recorded before anybody recorded that the plan was made.
 */
export function withPlanEvents(plans: PlanDraft[], events: readonly LiveEntry[]): PlanDraft[] {
  const all = [...plans];
  for (const event of events.filter(({ kind }) => openings.has(kind))) opened(all, event);
  for (const event of events.filter(({ kind }) => planEvent[kind] !== undefined)) {
    const plan = inForce(all, event.occurredOn) ?? opened(all, null);
    Object.assign(plan, planEvent[event.kind]?.(plan, event));
  }
  for (const event of events.filter(({ kind }) => phaseKinds.has(kind)).sort(byDay)) {
    const plan = all.find(({ phaseThreads }) => namedIn(phaseThreads, event) !== undefined) ?? inForce(all, event.occurredOn) ?? opened(all, null);
    joinPhaseEvent(plan.phaseThreads, event);
  }
  return all;
}

const openings = new Set(['PLAN_FIRST_MADE', 'PLAN_TRANSFERRED_IN']);
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
    senUnitIndicator: null, resourcedProvisionIndicator: null, entryDate: e.occurredOn, leavingDate: null, attendancePattern: null, res: null, wbp: null, name: text(e, 'settingName'),
  })] }),
  PLACEMENT_ENDED: (plan, e) => ({ placements: plan.placements.map((p) => (p.leavingOn === null && p.urn === text(e, 'urn') && p.ukprn === text(e, 'ukprn') ? { ...p, leavingOn: e.occurredOn } : p)) }),
};
