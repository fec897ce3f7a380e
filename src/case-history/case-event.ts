import type { Day } from '../calendar/day.ts';
import type { CaseEvent } from './case.ts';
import type { Facts } from './entry.ts';
import type { LiveEntry } from './live-entries.ts';

/** An event recorded by staff, as the case holds it. */
export function eventOf(entry: LiveEntry): CaseEvent {
  return told(entry, entry.kind, entry.occurredOn, entry.facts);
}

/** An event that an entry tells of without being one: a return says that a request was received on a day. */
export function told(entry: LiveEntry, kind: string, on: Day | null, facts: Facts = {}): CaseEvent {
  return {
    kind, on, at: entry.kind === kind ? entry.occurredAt : null, facts, subjectId: entry.subjectId, seq: entry.seq, rootSeq: entry.rootSeq,
    recordedAt: entry.recordedAt, recordedBy: entry.recordedBy, source: entry.source, ...(entry.byFile === true ? { byReturn: true } : {}),
  };
}

/** By day, then by recording; events without a day last. */
export function inOrder(events: readonly CaseEvent[]): CaseEvent[] {
  return [...events].sort((a, b) => {
    const [left, right] = [a.on ?? '9999', b.on ?? '9999'];
    return left < right ? -1 : left > right ? 1 : a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.seq - b.seq;
  });
}
