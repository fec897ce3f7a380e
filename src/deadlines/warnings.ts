// First days on which something is wrong before the date itself is missed. Derived by arithmetic, never law.
import { addDays, type Day } from '../calendar/day.ts';
import type { CaseEvent, Episode } from '../case-history/case.ts';
import type { Rule } from '../statute/rule.ts';
import { factOf, isAct } from './matching.ts';
import type { Scene } from './scene.ts';

/** Days of the window for the family's views, which must fit in before a final plan. */
const WINDOW = 15;
/** Six weeks for advice before that window. */
const ADVICE = 42;

export interface Warnings {
  readonly inevitableFrom: Day | null;
  readonly atRiskFrom: Day | null;
  readonly adviceLateFrom: Day | null;
}

const none: Warnings = { inevitableFrom: null, atRiskFrom: null, adviceLateFrom: null };

/** The days on which warnings begin, for a limit that runs from `from` to `dueOn`. */
export function warningsOf(rule: Rule, from: Day | null, dueOn: Day | null, place: { episode: Episode; scene: Scene }): Warnings {
  if (dueOn === null) return none;
  const own = place.episode.events;
  const events = rule.anywhere === undefined ? own : place.scene.all.filter((event) => from === null || (event.on !== null && event.on >= from));
  return {
    inevitableFrom: rule.window === undefined ? null : inevitable(rule, dueOn, events, place.scene),
    atRiskFrom: rule.code === 'NA.DECIDE_ASSESS' && from !== null ? noPanel(from, own) : rule.code === 'NA.FINAL_PLAN' ? noConsultation(dueOn, own) : null,
    adviceLateFrom: rule.code === 'NA.FINAL_PLAN' ? adviceLate(dueOn, own) : null,
  };
}

/** No draft or notice served with 15 days left, unless the family has given up the rest of its time in writing. */
function inevitable(rule: Rule, dueOn: Day, events: readonly CaseEvent[], scene: Scene): Day | null {
  const last = addDays(dueOn, -WINDOW);
  const served = events.findLast((event) => event.on !== null && rule.window?.some((act) => isAct(act, event)) === true);
  if (served?.on != null && served.on <= last) return null;
  const since = served?.on ?? null;
  const waivers = (since === null ? events : scene.all).filter((event) => event.kind === 'REPRESENTATIONS_RECEIVED' && event.facts['waiver'] === true);
  const waived = waivers.some((event) => since === null || event.on === null || event.on >= since);
  return waived ? null : addDays(last, 1);
}

/** No panel by day 35. */
function noPanel(from: Day, events: readonly CaseEvent[]): Day | null {
  return events.some((event) => factOf(event, 'panelDate') !== null) ? null : addDays(from, 36);
}

/** No setting consulted 16 days before the plan is due. */
function noConsultation(dueOn: Day, events: readonly CaseEvent[]): Day | null {
  return late(events, 'CONSULTATION_SENT', addDays(dueOn, -16));
}

/** Advice still to be asked for when a reply in six weeks leaves no room for the window: after day 83 of 140. */
function adviceLate(dueOn: Day, events: readonly CaseEvent[]): Day | null {
  return late(events, 'ADVICE_REQUESTED', addDays(dueOn, -WINDOW - ADVICE));
}

function late(events: readonly CaseEvent[], kind: string, last: Day): Day | null {
  return events.some((event) => event.kind === kind && event.on !== null && event.on <= last) ? null : addDays(last, 1);
}
