// Whether and when a duty was done, or stopped being needed.
import { addMonths, type Day, dayFrom } from '../calendar/day.ts';
import { schoolYearOf } from '../calendar/school-year.ts';
import type { CaseEvent, Episode } from '../case-history/case.ts';
import type { Act, Reach, Rule } from '../statute/rule.ts';
import { actDay, isAct } from './matching.ts';
import type { Scene } from './scene.ts';
import type { Begun } from './special-dates.ts';

export interface Outcome {
  readonly doneOn: Day | null;
  readonly deliveredOn: Day | null;
  readonly closedOn: Day | null;
  /** It happened on a day that is not recorded. */
  readonly notApplicable: boolean;
  /** It is over, and nothing recorded says whether it was done. */
  readonly unrecorded: boolean;
}

const open: Outcome = { doneOn: null, deliveredOn: null, closedOn: null, notApplicable: false, unrecorded: false };

/** What became of the duty that `begun` started: the first of doing and stopping decides, unless it was re-opened. */
export function outcomeOf(rule: Rule, begun: Begun, dueOn: Day | null, place: { episode: Episode; scene: Scene }): Outcome {
  const own = overtaken(rule, begun, settle(rule, begun, place.episode.events, place.scene));
  if (rule.anywhere === undefined || own.doneOn !== null) return own;
  const since = reachOf(rule.anywhere, begun, dueOn);
  return settle(rule, begun, place.scene.all.filter((event) => since === null || (event.on !== null && event.on >= since)), place.scene);
}

/** The first day from which events elsewhere in the case count; null for all of them. */
function reachOf(anywhere: Reach, begun: Begun, dueOn: Day | null): Day | null {
  if (anywhere === 'since the start') return begun.on;
  if (dueOn === null) return null;
  const [year, sooner] = [dueOn, addMonths(dueOn, -5)].map((on) => dayFrom(schoolYearOf(on), 9, 1)) as [Day, Day];
  if (anywhere === 'in the school year five months before') return sooner;
  const start = begun.event?.on ?? year;
  if (anywhere === 'in the school year' || start > year) return year;
  return start < sooner ? sooner : start;
}

function settle(rule: Rule, begun: Begun, events: readonly CaseEvent[], scene: Scene): Outcome {
  let held = open;
  for (const event of events) {
    if (event === begun.event && rule.done.every((act) => act.day === undefined)) continue;
    if (tooEarly(rule, begun, event)) continue;
    if (isOpen(held)) held = step(rule, begun, event, scene);
    else if (rule.reopens?.some((act) => isAct(act, event)) === true) held = open;
    if (held.doneOn !== null) return held;
  }
  return held;
}

/**
 * A step that had to come before what its day is counted from, such as notice of a meeting: once that has happened nobody
 * can do it any more, and where nothing is recorded of it nobody knows whether it was done (statutory timetable, 10.3).
 */
function overtaken(rule: Rule, begun: Begun, own: Outcome): Outcome {
  const happened = begun.event !== null && matching(rule.stops, begun.event, begun) !== undefined;
  return happened && own.doneOn === null ? { ...own, closedOn: begun.on, unrecorded: true } : own;
}

/** Where several may run side by side, what happened before one began is not about it. */
function tooEarly(rule: Rule, begun: Begun, event: CaseEvent): boolean {
  const from = begun.event?.on ?? null;
  return (rule.take === 'each' || rule.anywhere === 'since the start') && from !== null && event.on !== null && event.on < from;
}

function isOpen(held: Outcome): boolean {
  return held.closedOn === null && !held.notApplicable;
}

function step(rule: Rule, begun: Begun, event: CaseEvent, scene: Scene): Outcome {
  const done = matching(rule.done, event, begun);
  if (done !== undefined) {
    const { on, deliveredOn } = actDay(done, event, scene.law);
    return { ...open, doneOn: on, deliveredOn, notApplicable: on === null };
  }
  return matching(rule.stops, event, begun) === undefined ? open : { ...open, closedOn: event.on, notApplicable: event.on === null };
}

function matching(list: readonly Act[], event: CaseEvent, begun: Begun): Act | undefined {
  return list.find((act) => isAct(act, event, begun.event));
}
