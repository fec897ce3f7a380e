// Everything recorded about a child, newest first, with what was corrected beside what corrects it.
import { type Day, dayOfInstant } from '../calendar/day.ts';
import { dayInWords } from '../calendar/words.ts';
import type { Case } from '../case-history/case.ts';
import { caseReference } from '../case-history/case-reference.ts';
import type { Entry, Facts } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { insteadOf } from '../case-history/live-entries.ts';
import { isStatement } from '../case-history/tracker-row.ts';
import { type FactInWords, factsInWords, inWords } from './in-words.ts';
import { namedIn, recordedByHand, saysItDidNot } from './target.ts';
import { OF_FILES } from './timeline-types.ts';
import { dayStated, requestAbout, returnName, type StatedInReturn, type ToldEvent, toldEvents } from './told-events.ts';
import { versionsOf } from './versions.ts';

/** What an officer may do about a line: what the form is asked for. */
export interface Mending {
  readonly kind: string;
  readonly correct?: number;
  readonly about?: string;
}

/** What an entry said before it was corrected. */
export interface EarlierVersion {
  readonly on: Day | null;
  readonly facts: readonly FactInWords[];
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** Why the next version took its place. */
  readonly why: string | null;
}

export interface TimelineLine {
  readonly title: string;
  /** The part of the process it belongs to, or that a file was loaded. */
  readonly type: string;
  /** The day it happened; null where that is not recorded or it is not an event. */
  readonly on: Day | null;
  readonly isEvent: boolean;
  readonly facts: readonly FactInWords[];
  readonly recordedAt: string;
  readonly recordedBy: string;
  /** The return or the record that it comes from, where it was not recorded here by staff. */
  readonly from: string | null;
  readonly reason: string | null;
  /** Who took it back, and when; null where it stands. */
  readonly takenBack: { readonly recordedAt: string; readonly recordedBy: string; readonly words: string } | null;
  readonly earlier: readonly EarlierVersion[];
  /** What returns said otherwise. */
  readonly said: readonly string[];
  readonly mending: Mending | null;
}

type Sorted = TimelineLine & { readonly sortOn: string };

/** The lines of a case, the latest day first; of the same day, the one recorded last. */
export function timelineOf(entries: readonly Entry[], settled: Case): TimelineLine[] {
  const own = versionsOf(entries).map((versions) => lineOf(versions, entries, settled.childId));
  const told = toldEvents(entries, settled).map(lineTold);
  return [...own, ...told].map((line): Sorted => ({ ...line, sortOn: line.on ?? dayOfInstant(line.recordedAt) }))
    .sort((a, b) => (a.sortOn !== b.sortOn ? (a.sortOn < b.sortOn ? 1 : -1) : a.recordedAt < b.recordedAt ? 1 : -1));
}

function lineOf(versions: [Entry, ...Entry[]], entries: readonly Entry[], childId: string): TimelineLine {
  const last = versions.at(-1) ?? versions[0];
  const shown = isGone(last) ? versions.findLast((entry) => !isGone(entry)) ?? versions[0] : last;
  const kind = kindNamed(shown.kind);
  const byHand = kind !== undefined && recordedByHand.includes(kind);
  return {
    title: titleOf(shown, last), type: isStatement(shown.kind) ? OF_FILES : kind?.group ?? OF_FILES, on: isStatement(shown.kind) ? null : shown.occurredOn ?? daySaid(shown, entries), isEvent: kind?.episode != null, facts: factsOf(shown), recordedAt: shown.recordedAt, recordedBy: shown.recordedBy,
    from: fromOf(shown, childId), reason: last.reason, takenBack: isGone(last) ? { recordedAt: last.recordedAt, recordedBy: last.recordedBy, words: saysItDidNot(shown) && last !== shown ? 'Taken back' : 'Taken back: did not happen' } : null,
    earlier: versions.slice(0, versions.indexOf(shown)).map((entry, i) => earlierOf(entry, versions[i + 1])).reverse(),
    said: saidAbout(shown, entries), mending: byHand && last.facts !== null && shown.source === 'staff' ? mendingOf(last, childId) : null,
  };
}

/** An entry of a record that was joined is named by its record; once said not to have happened it is like one taken back. */
function mendingOf(last: Entry, childId: string): Mending | null {
  if (insteadOf(last) !== null && saysItDidNot(last)) return null;
  return { kind: last.kind, ...namedIn(childId, last) };
}

/** Taken back by staff, or said by them not to have happened. */
const isGone = (entry: Entry): boolean => entry.facts === null || saysItDidNot(entry);

function titleOf(entry: Entry, last: Entry): string {
  if (isStatement(entry.kind)) return `${returnName(entry)} loaded`;
  const title = kindNamed(entry.kind)?.title ?? entry.kind;
  return saysItDidNot(entry) && last.facts === null ? `Said not to have happened: ${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}

function factsOf({ kind, facts }: Entry): FactInWords[] {
  if (isStatement(kind)) return [{ label: kind === 'SEN2_RECORD' ? 'Census day' : 'As at', value: inWords(String(facts?.['referenceDate'] ?? '')) }];
  const other = facts?.['with'];
  if ((kind === 'CHILD_MERGED' || kind === 'CHILD_UNMERGED') && typeof other === 'string') return [{ label: 'The other record', value: caseReference(other) }];
  return factsInWords(kindNamed(kind), facts ?? ({} as Facts));
}

function fromOf(entry: Entry, childId: string): string | null {
  if (entry.subjectId !== childId) return `the joined record ${caseReference(entry.subjectId)}`;
  return entry.source === 'staff' || isStatement(entry.kind) ? null : 'a file';
}

function earlierOf(entry: Entry, next: Entry | undefined): EarlierVersion {
  return { on: entry.occurredOn, facts: factsOf(entry), recordedAt: entry.recordedAt, recordedBy: entry.recordedBy, why: next?.reason ?? null };
}

function statedBy(entry: Entry, entries: readonly Entry[]): StatedInReturn | null {
  const about = entry.facts?.['about'];
  return typeof about === 'string' ? requestAbout(entries, entry.subjectId, about) : null;
}

/** For what a return tells and staff deny: the day that the return said. */
function daySaid(entry: Entry, entries: readonly Entry[]): Day | null {
  const stated = saysItDidNot(entry) ? statedBy(entry, entries) : null;
  return stated === null ? null : dayStated(entry.kind, stated);
}

/** For an event recorded to correct a return: what the return said. */
function saidAbout(entry: Entry, entries: readonly Entry[]): string[] {
  const stated = statedBy(entry, entries);
  if (stated === null) return [];
  const on = dayStated(entry.kind, stated);
  return [`${returnName(stated.entry)} said ${on === null ? 'nothing of its day' : dayInWords(on)}`];
}

function lineTold({ event, entry, about, correctedBy, said }: ToldEvent): TimelineLine {
  const kind = kindNamed(event.kind);
  return {
    title: kind?.title ?? event.kind, type: kind?.group ?? OF_FILES, on: event.on, isEvent: true, facts: factsInWords(kind, event.facts), recordedAt: entry.recordedAt, recordedBy: entry.recordedBy,
    from: returnName(entry), reason: null, takenBack: null, earlier: [], said, mending: about === null ? null : { kind: correctedBy, about },
  };
}
