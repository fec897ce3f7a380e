// Who works on a case and who may see it, as the latest entries say.
import { addDays, addMonths, type Day } from '../calendar/day.ts';
import type { Allocation } from './case.ts';
import { joinedIn, speaksFor } from './joins.ts';
import { insteadOf, type LiveEntry } from './live-entries.ts';
import type { NamedViewer, Restriction } from './restriction.ts';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Days after which a restriction is to be reviewed again: SEC-22. */
const reviewEvery = 90;

const idIn = (entry: LiveEntry, name: string): string | null => {
  const value = textIn(entry, name);
  return value !== null && ID.test(value) ? value : null;
};
const textIn = (entry: LiveEntry, name: string): string | null => {
  const value = entry.facts[name];
  return typeof value === 'string' ? value : null;
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

/** Whose record an entry is of: that of the entry in whose place it stands, where it does. */
const recordOf = (entry: LiveEntry): string => insteadOf(entry)?.subjectId ?? entry.subjectId;

/**
 * The entries but for those that a later one ended: `ends` says which end something, and `of` what, where it is not everything. In records
 * that were joined, one that was recorded before that ended what its own record said, and leaves alone what the other says.
 */
function unended(live: readonly LiveEntry[], ends: string, of: (entry: LiveEntry) => string | null = () => null): readonly LiveEntry[] {
  const enders = live.flatMap((end, at) => (end.kind === ends ? [{ end, at }] : []));
  if (enders.length === 0) return live;
  const joined = joinedIn(live);
  return live.filter((entry, i) => !enders.some(({ end, at }) => at > i && of(end) === of(entry) && speaksFor({ record: recordOf(end), seq: end.rootSeq }, recordOf(entry), joined)));
}

/**
 * The restriction that stands; null where there is none. One that is made again while it stands has another guardian or
 * reason from then on, which counts as a review; one that is made after it was lifted carries nothing over.
 */
export function settleRestriction(live: readonly LiveEntry[]): Restriction | null {
  const unlifted = unended(live, 'RESTRICTION_LIFTED');
  const since = unlifted.slice(Math.max(0, unlifted.findIndex(({ kind }) => kind === 'RESTRICTED')));
  const [first] = since;
  const [latest, before] = since.filter(({ kind }) => kind === 'RESTRICTED').reverse();
  const reviewed = since.findLastIndex(({ kind }) => kind === 'RESTRICTED' || kind === 'RESTRICTION_REVIEWED');
  const lastReview = since[reviewed];
  if (first === undefined || latest === undefined || lastReview === undefined) return null;
  // Of two records that were joined, both restricted, the guardian may be one and the same.
  const another = before !== undefined && idIn(before, 'guardian') !== idIn(latest, 'guardian');
  return {
    reason: textIn(latest, 'reason'), guardian: idIn(latest, 'guardian'), appointed: another ? { by: latest.recordedBy, on: dayOf(latest) } : null, on: dayOf(first), named: namedIn(since),
    reviewDueOn: addDays(dayOf(lastReview), reviewEvery), lift: liftIn(since.slice(reviewed + 1)),
  };
}

function namedIn(since: readonly LiveEntry[]): NamedViewer[] {
  const named = new Map<string, NamedViewer>();
  for (const entry of since) {
    const staff = idIn(entry, 'staff');
    if (staff === null) continue;
    if (entry.kind === 'RESTRICTION_NAMED') named.set(staff, { staff, until: namedUntil(entry.facts['for'], dayOf(entry)) });
    if (entry.kind === 'RESTRICTION_UNNAMED') named.delete(staff);
  }
  return [...named.values()];
}

/** A review that keeps the restriction answers a proposal made before it. */
function liftIn(sinceReview: readonly LiveEntry[]): Restriction['lift'] {
  const proposed = sinceReview.findLast(({ kind }) => kind === 'RESTRICTION_LIFT_PROPOSED');
  return proposed === undefined ? null : { by: proposed.recordedBy, on: dayOf(proposed), why: textIn(proposed, 'why') };
}

/** Staff with a conflict of interest that stands. */
export function settleConflicts(live: readonly LiveEntry[]): string[] {
  const declared = unended(live, 'CONFLICT_ENDED', (entry) => idIn(entry, 'staff')).filter(({ kind }) => kind === 'CONFLICT_DECLARED');
  return [...new Set(declared.flatMap((entry) => idIn(entry, 'staff') ?? []))].sort();
}
