// What somebody wants to record or to put right: which kind of entry, and which entry or statement of a return it corrects.
import { aboutOf, denies, isAbout } from '../case-history/about.ts';
import type { Entry } from '../case-history/entry.ts';
import type { Kind } from '../case-history/kind.ts';
import { kindNamed, kinds } from '../case-history/kinds.ts';
import { allocationKinds, restrictionKinds } from '../case-history/kinds/allocation.ts';
import { byAssertion, type LiveEntry, liveEntries } from '../case-history/live-entries.ts';
import type { CaseFile } from './case-file.ts';
import { canCorrect, requestAbout, type StatedInReturn } from './told-events.ts';
import { versionsOf } from './versions.ts';

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

/** How the address and the form name an entry to correct in the case of `childId`. */
export function namedIn(childId: string, { subjectId, seq }: Entry): { correct: number } | { about: string } {
  return subjectId === childId ? { correct: seq } : { about: `${subjectId}:${seq}` };
}

/**
 * What is to be corrected as it stands among these entries: in the place of an entry its last correction, in that of what a return told the
 * entry by which staff put it right. Itself where there is none, or where that was taken back.
 */
export function asItStands(entries: readonly Entry[], target: Target): Target {
  const { kind, entry, stated } = target;
  const now = entry !== null ? lastVersion(entries, entry) : stated !== null ? putRight(entries, kind, stated) : undefined;
  return now == null || now.facts === null ? target : { kind, entry: now, stated: null };
}

const lastVersion = (entries: readonly Entry[], entry: Entry): Entry | undefined => versionsOf(entries).find((versions) => versions.some((one) => isSame(one, entry)))?.at(-1);

/** A return or tracker that spoke again after staff has the last word: it is put right anew. */
function putRight(entries: readonly Entry[], { name }: Kind, { entry: told, part }: StatedInReturn): Entry | undefined {
  const since = liveEntries(entries).findLast((live) => {
    const about = live.kind === name && live.source === 'staff' ? aboutOf(live) : null;
    return about !== null && about.part === part && isAbout(about, told) && byAssertion(told, live) < 0;
  });
  return since && entries.find((one) => isSame(one, since));
}

const isSame = (one: Entry, other: Entry): boolean => one.subjectId === other.subjectId && one.seq === other.seq;

/** Whether an entry, or what it last said, is that something a return tells did not happen. */
export function saysItDidNot(entry: Entry | null): boolean {
  return entry?.facts != null && denies({ facts: entry.facts });
}
