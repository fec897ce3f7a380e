// The steps that rows of trackers state, among the events that staff record. Two that speak of the same step are one:
// the day of the later assertion stands, whether a sheet's or an officer's (decision 0020).
import { type Day, daysBetween } from '../calendar/day.ts';
import type { Facts } from './entry.ts';
import { byAssertion, type LiveEntry } from './live-entries.ts';
import type { TrackerRecord, TrackerStep } from './tracker-row.ts';

/** A sheet has one cell for a step. Nearer than this, another day in it is the same step put right; farther, the next one. */
export const SAME_STEP_DAYS = 91;

/** Every step of a row as an event that is asserted as at the day of the sheet, and belongs to the row's request or to the child. */
function stepsOf(row: LiveEntry): LiveEntry[] {
  const { requests, steps: own = [] } = row.facts as unknown as TrackerRecord;
  const event = ({ kind, on, facts }: TrackerStep, more: Facts): LiveEntry => (
    { ...row, kind, occurredOn: on, occurredAt: null, facts: { ...facts, ...more }, sourceRow: null, byFile: true });
  return [...own.map((step) => event(step, {})), ...requests.flatMap(({ steps }, i) => steps.map((step) => event(step, { about: `${row.rootSeq}/${i + 1}` })))];
}

// Steps of one kind that differ in one of these are different steps: advice of two bodies, two exceptions.
const telling = ['body', 'limit', 'setting', 'effect', 'order'];

function sameStep(one: LiveEntry, other: LiveEntry): boolean {
  if (one.kind !== other.kind || one.occurredOn === null || other.occurredOn === null) return false;
  const alike = telling.every((name) => one.facts[name] == null || other.facts[name] == null || one.facts[name] === other.facts[name]);
  return alike && Math.abs(daysBetween(one.occurredOn, other.occurredOn)) <= SAME_STEP_DAYS;
}

/** What stands, with the steps of trackers among it, in the order of assertion. */
export function withTrackerSteps(live: readonly LiveEntry[]): LiveEntry[] {
  const rows = live.filter(({ kind }) => kind === 'TRACKER_ROW');
  if (rows.length === 0) return [...live];
  let all = [...live];
  for (const step of rows.flatMap(stepsOf)) all = withStep(all, step);
  return all.sort(byAssertion);
}

/** What staff recorded of the step stays, with the day that was asserted last; of two sheets the later one tells it. */
function withStep(held: readonly LiveEntry[], step: LiveEntry): LiveEntry[] {
  const same = held.find((one) => sameStep(one, step));
  if (same === undefined) return [...held, step];
  const stands = byAssertion(same, step) < 0 ? step : same;
  const told: LiveEntry = same.byFile === true ? stands : { ...same, occurredOn: stands.occurredOn as Day };
  return held.map((one) => (one === same ? told : one));
}
