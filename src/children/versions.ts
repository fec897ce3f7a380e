// Which entries are one thing said several times: an entry and its corrections.
import type { Entry } from '../case-history/entry.ts';
import { insteadOf } from '../case-history/live-entries.ts';

/** Each entry with its corrections, in the order of recording; those of an entry of a joined record too. */
export function versionsOf(entries: readonly Entry[]): [Entry, ...Entry[]][] {
  const roots = new Map<string, [Entry, ...Entry[]]>();
  for (const entry of [...entries].sort((a, b) => (a.subjectId === b.subjectId ? a.seq - b.seq : a.recordedAt < b.recordedAt ? -1 : 1))) {
    const key = (seq: number): string => `${entry.subjectId}:${seq}`;
    const held = entry.correctsSeq === null ? roots.get(insteadOf(entry)?.key ?? '') : roots.get(key(entry.correctsSeq));
    if (held === undefined) roots.set(key(entry.seq), [entry]);
    else roots.set(key(entry.seq), (held.push(entry), held));
  }
  return [...new Set(roots.values())];
}
