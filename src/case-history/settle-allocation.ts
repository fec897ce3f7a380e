// Who works on a case and who may see it, as the latest entries say.
import { addDays, addMonths, type Day } from '../calendar/day.ts';
import type { Allocation, NamedViewer, Restriction } from './case.ts';
import type { LiveEntry } from './live-entries.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Days after which a restriction is to be reviewed again: SEC-22. */
const reviewEvery = 90;

const idIn = (entry: LiveEntry, name: string): string | null => {
  const value = entry.facts[name];
  return typeof value === 'string' && ID.test(value) ? value : null;
};
const dayOf = (entry: LiveEntry): Day => entry.occurredOn ?? entry.asAt;

/** Whose case it is now; null where nobody was ever said to have it. */
export function settleAllocation(live: readonly LiveEntry[]): Allocation | null {
  const last = live.findLast(({ kind }) => kind === 'ALLOCATED');
  return last === undefined ? null : { caseworker: idIn(last, 'caseworker'), team: idIn(last, 'team'), on: dayOf(last) };
}

/** The last day of being named to a restricted record, the first being `on`: SEC-21. */
function namedUntil(basis: unknown, on: Day): Day {
  return basis === 'TASK' ? addDays(on, 14) : addMonths(on, 6);
}

/** The restriction that stands; null where there is none. Names and reviews before it was made do not carry over. */
export function settleRestriction(live: readonly LiveEntry[]): Restriction | null {
  const from = live.findLastIndex(({ kind }) => kind === 'RESTRICTED' || kind === 'RESTRICTION_LIFTED');
  const made = live[from];
  if (made === undefined || made.kind === 'RESTRICTION_LIFTED') return null;
  const since = live.slice(from + 1);
  const named = new Map<string, NamedViewer>();
  for (const entry of since) {
    const staff = idIn(entry, 'staff');
    if (staff === null) continue;
    if (entry.kind === 'RESTRICTION_NAMED') named.set(staff, { staff, until: namedUntil(entry.facts['for'], dayOf(entry)) });
    if (entry.kind === 'RESTRICTION_UNNAMED') named.delete(staff);
  }
  const reviewed = since.findLast(({ kind }) => kind === 'RESTRICTION_REVIEWED') ?? made;
  const reason = typeof made.facts['reason'] === 'string' ? made.facts['reason'] : null;
  return { reason, guardian: idIn(made, 'guardian'), on: dayOf(made), named: [...named.values()], reviewDueOn: addDays(dayOf(reviewed), reviewEvery) };
}

/** Staff with a conflict of interest that stands. */
export function settleConflicts(live: readonly LiveEntry[]): string[] {
  const staff = new Set<string>();
  for (const entry of live) {
    const id = idIn(entry, 'staff');
    if (id !== null && entry.kind === 'CONFLICT_DECLARED') staff.add(id);
    if (id !== null && entry.kind === 'CONFLICT_ENDED') staff.delete(id);
  }
  return [...staff].sort();
}
