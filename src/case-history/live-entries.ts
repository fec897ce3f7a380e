import { type Day, dayOfInstant } from '../calendar/day.ts';
import { canonical } from './canonical.ts';
import type { Entry, Facts } from './entry.ts';
import { kindNamed } from './kinds.ts';
import { isStatement } from './tracker-row.ts';

/** An entry that stands: not retracted, not replaced, its facts in the present shape. */
export interface LiveEntry extends Entry {
  readonly facts: Facts;
  /** The entry that began the chain of corrections that ends here; itself where there are none. Of a return loaded again, its first. */
  readonly rootSeq: number;
  /** The days that it had before it was corrected; left out where there are none. */
  readonly wasOn?: readonly Day[];
  /** The day as at which its source asserts it: that of a return or tracker, else the day it was recorded. */
  readonly asAt: Day;
  /** Stated by a return or a tracker, or a step in a tracker's row. */
  readonly byFile?: true;
}

/** The London day of an instant recorded in UTC: London is at most an hour ahead, so that only the last hour can be another day. */
function recordedDay(instant: string): Day {
  return instant.slice(11, 13) === '23' ? dayOfInstant(instant) : instant.slice(0, 10) as Day;
}

function upcast(entry: Entry, facts: Facts): Facts {
  const kind = kindNamed(entry.kind);
  let now = facts;
  for (let shape = entry.shape; kind !== undefined && shape < kind.shape; shape += 1) {
    now = kind.upcasts?.[shape]?.(now) ?? now;
  }
  return now;
}

function asAtOf(entry: Entry, facts: Facts): Day {
  return isStatement(entry.kind) ? (facts['referenceDate'] as Day) : recordedDay(entry.recordedAt);
}

/**
 * The entry of a joined record in whose place one of this record stands: the fact `instead`, "id:seq". A record that went into another
 * one takes no more entries, so that what is wrong in it is put right in the one that goes on.
 */
export function insteadOf({ facts }: Pick<Entry, 'facts'>): { readonly subjectId: string; readonly key: string } | null {
  const said = facts?.['instead'];
  if (typeof said !== 'string') return null;
  const [key, subjectId] = /^([0-9a-f-]{36}):\d{1,9}$/.exec(said) ?? [];
  return key === undefined || subjectId === undefined ? null : { subjectId, key };
}

function byRecording(a: Entry, b: Entry): number {
  return a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.seq - b.seq;
}

/**
 * What stands of `entries` as known at an instant (all of them without one): each chain of corrections is replaced by
 * its last entry, and drops out where that is a retraction. Ordered by the day asserted, then by recording.
 */
export function liveEntries(entries: readonly Entry[], knownAt?: string): LiveEntry[] {
  const roots = new Map<string, string>();
  const latest = new Map<string, { entry: Entry; rootSeq: number; wasOn: readonly Day[] }>();
  const known = knownAt === undefined ? [...entries] : entries.filter((entry) => entry.recordedAt <= knownAt);
  for (const entry of known.sort(byRecording)) {
    const own = `${entry.subjectId}:${entry.seq}`;
    const corrects = entry.correctsSeq === null ? insteadOf(entry)?.key ?? own : `${entry.subjectId}:${entry.correctsSeq}`;
    const root = roots.get(corrects) ?? corrects;
    roots.set(own, root);
    const held = latest.get(root);
    const wasOn = held?.entry.occurredOn == null ? held?.wasOn ?? [] : [...held.wasOn, held.entry.occurredOn];
    latest.set(root, { entry, rootSeq: held?.entry.subjectId === entry.subjectId ? held.rootSeq : entry.correctsSeq ?? entry.seq, wasOn });
  }
  const stood = [...latest.values()];
  const gone = new Set(stood.filter(({ entry }) => entry.facts === null).map(({ entry, rootSeq }) => `${entry.subjectId}:${rootSeq}`));
  const before = known.filter((entry) => isStatement(entry.kind) && gone.has(`${entry.subjectId}:${entry.seq}`));
  return stood.flatMap(({ entry, rootSeq, wasOn }) => {
    if (entry.facts === null) return [];
    const facts = upcast(entry, entry.facts);
    return [{ ...entry, facts, rootSeq: sameBefore(entry, before)?.seq ?? rootSeq, asAt: asAtOf(entry, facts), ...(wasOn.length > 0 ? { wasOn } : {}), ...(isStatement(entry.kind) ? { byFile: true as const } : {}) }];
  }).sort(byAssertion);
}

/**
 * What a return or tracker said before its file was rolled back, where the file was loaded again and says just the same: one root, so
 * that what staff recorded about the first stands for the second.
 */
function sameBefore(entry: Entry, before: readonly Entry[]): Entry | undefined {
  if (before.length === 0 || !isStatement(entry.kind) || entry.facts === null) return undefined;
  const said = canonical(entry.facts);
  return before.find((other) => other.subjectId === entry.subjectId && other.seq < entry.seq && canonical(other.facts) === said);
}

/** Earlier assertion first; of the same day, the one recorded first. */
export function byAssertion(a: LiveEntry, b: LiveEntry): number {
  return a.asAt < b.asAt ? -1 : a.asAt > b.asAt ? 1 : byRecording(a, b);
}
