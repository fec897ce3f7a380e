// What others recorded in a case while a form was open: in words, field by field, and what of it the form takes over.
import { longDay } from '../calendar/words.ts';
import type { Entry, Facts } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { insteadOf } from '../case-history/live-entries.ts';
import { settle } from '../case-history/settle.ts';
import { shownText } from '../platform/shown-text.ts';
import type { CaseFile } from './case-file.ts';
import { type Answers, boxesOfField, fieldsOf } from './entry-form.ts';
import { type Desk, prefilled, toldIn, wordsOf } from './event-words.ts';
import type { FactInWords } from './in-words.ts';
import { naming } from './posting.ts';
import { asItStands, saysItDidNot, type Target, targetOf } from './target.ts';
import { requestAbout } from './told-events.ts';

type Said = Pick<Entry, 'kind' | 'occurredOn' | 'facts'>;

/** One field: what it said before, what it says since, and what was typed here. */
interface FieldSince { readonly label: string; readonly was: string; readonly theirs: string; readonly mine: string }

/** An entry recorded since. Of the kind that is written here it has `fields`, each beside what was typed; of others `facts`. */
interface SinceInWords {
  readonly title: string;
  readonly on: Entry['occurredOn'];
  readonly takenBack: boolean;
  readonly corrects: boolean;
  /** It says something else than the record said before. */
  readonly changes: boolean;
  readonly fields: readonly FieldSince[] | null;
  readonly facts: readonly FieldSince[];
  readonly recordedAt: string;
  readonly recordedBy: string;
}

/** What was recorded since, in words, beside what is being written. */
export function sinceInWords(entries: readonly Entry[], since: readonly Entry[], writing: { readonly kind: string; readonly mine: readonly FactInWords[] }): SinceInWords[] {
  const all = together(entries, since);
  return since.map((entry) => {
    const before = saidBefore(all, entry);
    const { title, on } = wordsOf(entry);
    return {
      title, on, takenBack: entry.facts === null || saysItDidNot(entry), corrects: entry.correctsSeq !== null || (before !== null && entry.kind !== 'PERSON'), changes: before !== null, recordedAt: entry.recordedAt, recordedBy: entry.recordedBy,
      fields: entry.kind === writing.kind ? besides(writing.mine, entry, before) : null, facts: besides([], entry, before).filter(({ label, was, theirs }) => label !== kindNamed(entry.kind)?.dayLabel || (before !== null && was !== theirs)),
    };
  });
}

/** A case is read before it is locked: what was recorded in between is only among what was recorded since. */
function together(entries: readonly Entry[], since: readonly Entry[]): Entry[] {
  const later = new Set(since.map(({ subjectId, seq }) => `${subjectId}:${seq}`));
  return [...entries.filter(({ subjectId, seq }) => !later.has(`${subjectId}:${seq}`)), ...since];
}

/** What the record said where an entry says something else: the entry that it corrects, what a return told, or the details of the person; null where it is new. */
function saidBefore(all: readonly Entry[], entry: Entry): Said | null {
  const { kind, correctsSeq, subjectId, seq, facts } = entry;
  const corrects = correctsSeq === null ? insteadOf(entry)?.key : `${subjectId}:${correctsSeq}`;
  if (corrects !== undefined) return all.find((one) => `${one.subjectId}:${one.seq}` === corrects) ?? null;
  const earlier = all.filter((one) => one.subjectId !== subjectId || one.seq < seq);
  const stated = requestAbout(earlier, subjectId, String(facts?.['about'] ?? ''));
  if (stated !== null) return { kind, occurredOn: null, facts: {}, ...toldIn(settle(earlier), kind, stated) };
  if (kind !== 'PERSON') return null;
  const { person } = settle(earlier);
  return { kind, occurredOn: null, facts: Object.fromEntries(Object.entries({ ...person } as Facts).filter(([name]) => Object.hasOwn(facts ?? {}, name))) };
}

function besides(mine: readonly FactInWords[], entry: Entry, before: Said | null): FieldSince[] {
  const [theirs, was, own] = [saidBy(entry), before === null ? new Map<string, string>() : saidBy(before), new Map(mine.map(({ label, value }) => [label, value]))];
  const said = (by: ReadonlyMap<string, string>, label: string): string => by.get(label) ?? 'Not recorded';
  return [...new Set([...theirs.keys(), ...was.keys(), ...own.keys()])].map((label) => ({ label, was: said(was, label), theirs: said(theirs, label), mine: said(own, label) }));
}

function saidBy(said: Said): Map<string, string> {
  const { on, facts } = wordsOf(said);
  return new Map([...(on === null ? [] : [[kindNamed(said.kind)?.dayLabel ?? '', longDay(on)] as const]), ...facts.map(({ label, value }) => [label, value] as const)]);
}

/**
 * A form brought up to date with what was recorded since it was shown. What it restates without having been touched is what stands now, or
 * it would take back what the other one changed; and where what it corrects was corrected, it corrects what stands in its place. What was
 * said meanwhile not to have happened leaves nothing to take over, and is not taken back once more.
 */
export function broughtUpToDate(desk: Desk, since: readonly Entry[]): Desk {
  const { file, target, posting } = desk;
  const all = together(file.entries, since);
  const now = asItStands(all, target);
  const gone = saysItDidNot(now.entry);
  if (now.entry === null ? now.stated !== null || now.kind.name !== 'PERSON' : posting.takenBack && gone) return desk;
  const seen = asOf(file, all.filter(({ subjectId, seq }) => subjectId !== file.childId || seq <= posting.seq));
  const changes = { target, was: prefilled(seen, targetOf(seen, posting) ?? target), is: prefilled(asOf(file, all), now) };
  const typed = posting.takenBack || gone ? posting.typed : takenOver(posting.typed, changes);
  return { ...desk, target: now, posting: naming(now.entry, file.childId, { ...posting, typed }) };
}

const asOf = (file: CaseFile, entries: readonly Entry[]): CaseFile => ({ ...file, entries, settled: settle(entries) });

/** What was typed, but for fields that say what they said when the form was shown: those say what stands now. */
function takenOver(typed: Answers, { target, was, is }: { readonly target: Target; readonly was: Answers; readonly is: Answers }): Answers {
  const says = (answers: Answers, box: string): string => shownText(answers[box] ?? '');
  const untouched = fieldsOf(target.kind).map(boxesOfField).filter((boxes) => boxes.every((box) => says(typed, box) === says(was, box)));
  return { ...typed, ...Object.fromEntries(untouched.flat().map((box) => [box, is[box] ?? ''])) };
}
