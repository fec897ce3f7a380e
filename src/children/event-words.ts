// An entry about to be recorded, in words: what is typed, beside what is on record and what others say.
import type { Day } from '../calendar/day.ts';
import { dayInWords, longDay } from '../calendar/words.ts';
import type { Case, CaseEvent } from '../case-history/case.ts';
import type { Entry, Facts } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import type { CaseFile } from './case-file.ts';
import { answersOf } from './entry-form.ts';
import { type FactInWords, factsInWords } from './in-words.ts';
import { meetingOf } from './next-step.ts';
import type { Posting } from './posting.ts';
import { asItStands, saysItDidNot, type Target } from './target.ts';
import { readAnswers } from './read-answers.ts';
import { dayStated, returnName, type StatedInReturn } from './told-events.ts';

/** Somebody at work on one form. */
export interface Desk {
  readonly file: CaseFile;
  readonly target: Target;
  readonly posting: Posting;
  readonly today: Day;
}

/** What the form already knows: the entry to correct, what the return said, the identity as it stands, or the meeting of the review that is asked for. */
export function prefilled({ settled }: CaseFile, { kind, entry, stated }: Target, review?: number): Posting['typed'] {
  if (entry !== null) return answersOf(kind, withMeetingNow(entry, settled));
  if (stated !== null) {
    const told = toldIn(settled, kind.name, stated);
    return told === null ? {} : answersOf(kind, told);
  }
  const facts: Facts = kind.name === 'PERSON' ? { ...settled.person } : { review: meetingOf(settled, review) };
  return answersOf(kind, { occurredOn: null, facts });
}

/** An entry that names the meeting of its review by the day which that has now. */
function withMeetingNow(entry: Entry, settled: Case): Pick<Entry, 'occurredOn' | 'facts'> {
  const named = entry.facts?.['review'];
  if (named === undefined) return entry;
  const own = settled.episodes.find(({ kind, events }) => kind === 'REVIEW' && events.some(({ seq, subjectId }) => seq === entry.seq && subjectId === entry.subjectId));
  return { ...entry, facts: { ...entry.facts, review: meetingOf(settled, own?.no) ?? named } };
}

/** What stands in a case on the word of a return; null where that is not what stands. */
export function toldIn({ episodes }: Case, kind: string, { entry }: StatedInReturn): Pick<Entry, 'occurredOn' | 'facts'> | null {
  const told = episodes.flatMap(({ events }) => events).find((event) => event.kind === kind && event.seq === entry.seq && event.subjectId === entry.subjectId);
  return told === undefined ? null : { occurredOn: told.on, facts: told.facts };
}

/** What a return said of the event to be corrected, and what a correction does to it; null where it corrects no return. */
export function saidWords({ kind, stated }: Target): string | null {
  if (stated === null) return null;
  const on = dayStated(kind.name, stated);
  return `The ${returnName(stated.entry)} ${on === null ? 'did not say its day' : `said ${dayInWords(on)}`}. What you record now stands instead, until a later return says otherwise.`;
}

/** What the form calls taking back, and what it leads to. */
export function takeBackWords({ entry, stated }: Target): { title: string; label: string; hint: string } {
  if (saysItDidNot(entry)) return { title: 'Take this back: what the return says is right', label: 'Why is it taken back?', hint: 'What the return says stands again. This stays in the timeline, marked as taken back, with this reason.' };
  const returned = stated !== null || String(entry?.facts?.['about'] ?? '').includes('/');
  const until = returned ? ' A return of a later census day can state it again.' : '';
  return { title: 'This did not happen', label: 'Why is it taken back?', hint: `It stays in the timeline, marked as taken back, with this reason.${until}` };
}

/** What is about to be taken back. */
export function goneWords({ kind, entry, stated }: Target): { label: string; title: string; on: Day | null } | null {
  if (saysItDidNot(entry)) return { label: 'Stands again as the return says', title: kind.title, on: null };
  if (entry !== null) return { label: 'Did not happen', ...wordsOf(entry) };
  return stated === null ? null : { label: 'Did not happen', title: kind.title, on: dayStated(kind.name, stated) };
}

/** The answers in words, each beside what is on record now where it is corrected: what others corrected meanwhile too. */
export function rowsOf({ file, target, posting }: Desk): { label: string; value: string; was: string | null }[] {
  const { kind, entry, stated } = asItStands(file.entries, target);
  const { on, facts } = readAnswers(kind, posting.typed);
  const standing = entry ?? (stated === null ? null : toldIn(file.settled, kind.name, stated) ?? { occurredOn: dayStated(kind.name, stated), facts: {} });
  const was = new Map(factsInWords(kind, standing?.facts ?? {}).map(({ label, value }) => [label, value]));
  const before = standing?.occurredOn ?? null;
  const said = new Map(factsInWords(kind, facts).map(({ label, value }) => [label, value]));
  const labels = kind.fields.map((field) => field.label).filter((label) => said.has(label) || was.has(label));
  const correcting = entry !== null || stated !== null;
  const day = on === null ? [] : [{ label: kind.dayLabel, value: longDay(on), was: correcting ? (before === null ? 'Not recorded' : longDay(before)) : null }];
  return [...day, ...labels.map((label) => ({ label, value: said.get(label) ?? 'Not recorded', was: correcting ? was.get(label) ?? 'Not recorded' : null }))];
}

interface EntryInWords {
  readonly title: string;
  readonly on: Day | null;
  readonly facts: readonly FactInWords[];
}

/** An entry as people read it. */
export function wordsOf(entry: Pick<Entry, 'kind' | 'occurredOn' | 'facts'>): EntryInWords {
  const kind = kindNamed(entry.kind);
  return { title: kind?.title ?? entry.kind, on: entry.occurredOn, facts: factsInWords(kind, entry.facts ?? {}) };
}

/** The events of a kind that stand in a case on a day: to notice that one is about to be recorded twice. */
export function sameOn(settled: Case, kind: string, on: Day | null): CaseEvent[] {
  return settled.episodes.flatMap((episode) => episode.events).filter((event) => event.kind === kind && event.on === on && on !== null);
}

/** What to say in green once it is recorded. */
export function noticeOf({ target: { kind, entry, stated }, posting }: Desk): string {
  const did = posting.takenBack ? 'Taken back' : entry !== null || stated !== null ? 'Corrected' : 'Recorded';
  const { on } = readAnswers(kind, posting.typed);
  return `${did}: ${kind.title.charAt(0).toLowerCase()}${kind.title.slice(1)}${on === null || posting.takenBack ? '' : `, ${dayInWords(on)}`}.`;
}
