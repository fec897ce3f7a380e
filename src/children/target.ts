// What somebody wants to record or to put right: which kind of entry, and which entry or statement of a return it corrects.
import { denies } from '../case-history/about.ts';
import type { Entry } from '../case-history/entry.ts';
import type { Kind } from '../case-history/kind.ts';
import { kindNamed, kinds } from '../case-history/kinds.ts';
import { allocationKinds, restrictionKinds } from '../case-history/kinds/allocation.ts';
import { type LiveEntry, liveEntries } from '../case-history/live-entries.ts';
import type { CaseFile } from './case-file.ts';
import { canCorrect, requestAbout, type StatedInReturn } from './told-events.ts';

/** What is asked for, by the names in the address and the form. */
export interface Asked {
  readonly kind: string;
  /** The entry to correct. */
  readonly correct: number | null;
  /** The request of a return to correct, "7/1"; or the entry of a record that was joined, "id:7". */
  readonly about: string | null;
}

/** What is to be corrected; both null for something new. */
export interface Target {
  readonly kind: Kind;
  readonly entry: Entry | null;
  readonly stated: StatedInReturn | null;
}

const notByHand = new Set(['SEN2_RECORD', 'TRACKER_ROW', 'CHILD_MERGED', 'CHILD_UNMERGED']);

// Allocating and restricting have pages of their own.
const ofOtherPages: readonly Kind[] = [...allocationKinds, ...restrictionKinds];

/** Every kind of entry about a child that staff record by hand, in the order of lists. */
export const recordedByHand: readonly Kind[] = kinds.filter((kind) => kind.subject === 'child' && !notByHand.has(kind.name) && !ofOtherPages.includes(kind));

/** The kind and what of it is to be corrected; null where there is no such thing in this case. */
export function targetOf({ entries, childId }: CaseFile, { kind: name, correct, about }: Asked): Target | null {
  const kind = kindNamed(name);
  if (kind === undefined || !recordedByHand.includes(kind)) return null;
  if (correct !== null) {
    const entry = entries.find((one) => one.subjectId === childId && one.seq === correct && one.kind === name && one.source === 'staff' && one.facts !== null);
    return entry === undefined ? null : { kind: corrected(kind), entry, stated: null };
  }
  if (about === null) return { kind, entry: null, stated: null };
  const joined = entries.find((one) => one.subjectId !== childId && `${one.subjectId}:${one.seq}` === about);
  if (joined !== undefined) return joined.kind === name && joined.source === 'staff' && joined.facts !== null ? { kind: corrected(kind), entry: joined, stated: null } : null;
  const stated = requestAbout(entries, childId, about);
  return stated === null || !canCorrect(name) ? null : { kind: corrected(kind), entry: null, stated };
}

const corrected = (kind: Kind): Kind => ({ ...kind, fields: kind.fields.filter(({ onlyNew }) => onlyNew !== true) });

/** Whether an entry still stands as it is: not corrected and not taken back since. */
export function standsIn({ entries }: CaseFile, { seq, subjectId }: Entry): boolean {
  return liveEntries(entries).some((live: LiveEntry) => live.seq === seq && live.subjectId === subjectId);
}

/** Whether an entry, or what it last said, is that something a return tells did not happen. */
export function saysItDidNot(entry: Entry | null): boolean {
  return entry?.facts != null && denies({ facts: entry.facts });
}
