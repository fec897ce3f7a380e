// What somebody wants to record: a new event, a correction of an entry, a correction of what a return said, or that
// something did not happen; and what it comes to, or why not.
import type { Day } from '../calendar/day.ts';
import { denies } from '../case-history/about.ts';
import type { Case, Person } from '../case-history/case.ts';
import type { Entry, Facts, Json, NewEntry } from '../case-history/entry.ts';
import type { Kind } from '../case-history/kind.ts';
import { kindNamed, kinds } from '../case-history/kinds.ts';
import { allocationKinds, restrictionKinds } from '../case-history/kinds/allocation.ts';
import { type LiveEntry, liveEntries } from '../case-history/live-entries.ts';
import { settle } from '../case-history/settle.ts';
import { refusals } from '../casework/refuse.ts';
import type { CaseFile } from './case-file.ts';
import { withEntries } from './date-changes.ts';
import type { Reading } from './read-answers.ts';
import { canCorrect, requestAbout, type StatedInReturn, withoutStatement } from './told-events.ts';

/** What is asked for, by the names in the address and the form. */
export interface Asked {
  readonly kind: string;
  /** The entry to correct. */
  readonly correct: number | null;
  /** The request of a return to correct: "7/1". */
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
  const stated = requestAbout(entries, childId, about);
  return stated === null || !canCorrect(name) ? null : { kind: corrected(kind), entry: null, stated };
}

const corrected = (kind: Kind): Kind => ({ ...kind, fields: kind.fields.filter(({ onlyNew }) => onlyNew !== true) });

/** Whether an entry still stands as it is: not corrected and not taken back since. */
export function standsIn({ entries }: CaseFile, { seq, subjectId }: Entry): boolean {
  return liveEntries(entries).some((live: LiveEntry) => live.seq === seq && live.subjectId === subjectId);
}

/** An entry to record, before it is known whose; the shape of a decision of `casework/act.sql.ts`. */
export type Decided =
  | { readonly entries: readonly Omit<NewEntry, 'subjectKind' | 'subjectId'>[] }
  | { readonly refused: readonly string[] };

/** What is to be recorded, read and complete. */
export interface Proposal {
  readonly target: Target;
  readonly reading: Pick<Reading, 'on' | 'facts'>;
  readonly reason: string | null;
}

/** What a proposal comes to in a case that stands as `settled`: its entry, or every reason against it. */
export function decide(file: Pick<CaseFile, 'entries' | 'lastSeq'>, settled: Case, proposal: Proposal, today: Day): Decided {
  const { target, reading, reason } = proposal;
  const { kind, entry, stated } = target;
  const facts = factsOf(proposal, settled.person);
  if (kind.name === 'PERSON' && entry === null && Object.keys(facts).length === 0) return { refused: ['These answers are already on record. Change at least one of them.'] };
  const reasons = [...ofIdentity(facts, kind, today), ...reasonsAgainst(file, settled, { target, event: { kind: kind.name, on: reading.on, facts } }, today)];
  if (reasons.length > 0) return { refused: reasons };
  const about: Facts = stated === null ? {} : { about: stated.about };
  const at = entry !== null && entry.occurredOn === reading.on ? { occurredAt: entry.occurredAt } : {};
  const { ending, endingOn, ...own } = facts;
  const made = { kind: kind.name, occurredOn: reading.on, facts: { ...own, ...about }, correctsSeq: entry?.seq ?? null, reason, ...at };
  if (typeof ending !== 'string' || typeof endingOn !== 'string') return { entries: [made] };
  const end = { kind: ending, occurredOn: endingOn as Day, facts: {} };
  return isOneMore(file, [made, end]) ? { entries: [made, end] } : { refused: [sameRequest] };
}

const sameRequest = 'A file tells of a request of about that day, which this one would be taken for. Correct that request instead.';

/** Whether a request with its end is one by itself in the case: what is open stays as it is. */
function isOneMore({ entries, lastSeq }: Pick<CaseFile, 'entries' | 'lastSeq'>, added: readonly Omit<NewEntry, 'subjectKind' | 'subjectId'>[]): boolean {
  const before = settle(entries).assessments;
  const after = settle(withEntries({ childId: entries[0]?.subjectId ?? '', entries, lastSeq }, added, '')).assessments;
  const open = (of: typeof after): string => JSON.stringify(of.filter(({ ended }) => !ended).map(({ receivedOn }) => receivedOn));
  return after.length === before.length + 1 && open(after) === open(before);
}

/** A correction restates the whole entry, also facts that no form asks for. New facts of identity are those that differ. */
function factsOf({ target: { kind, entry }, reading }: Proposal, person: Person): Facts {
  const asked = new Set(['happened', ...kind.fields.map((field) => field.name)]);
  if (entry !== null) return { ...Object.fromEntries(Object.entries(entry.facts ?? {}).filter(([name]) => !asked.has(name))), ...reading.facts };
  if (kind.name !== 'PERSON') return reading.facts;
  return Object.fromEntries(Object.entries(reading.facts).filter(([name, value]) => value !== (person[name as keyof Person] as Json)));
}

function ofIdentity(facts: Facts, { name }: Kind, today: Day): string[] {
  const { dob } = facts;
  return name === 'PERSON' && typeof dob === 'string' && dob > today ? ['Date of birth must be in the past.'] : [];
}

interface Asking {
  readonly target: Target;
  readonly event: Parameters<typeof refusals>[0];
}

/**
 * A correction is judged by the case without what it corrects. Where what stands there now would itself be refused (a
 * return holds no draft plans, say), it may be put right all the same, as long as its day is possible.
 */
function reasonsAgainst(file: Pick<CaseFile, 'entries' | 'lastSeq'>, settled: Case, { target, event }: Asking, today: Day): string[] {
  const { entry, stated, kind } = target;
  if (entry === null && stated === null) return refusals(event, settled, today);
  const rest = settle(entry === null ? withoutStatement(file.entries, kind.name, stated as StatedInReturn) : withoutEntry(file, entry));
  const reasons = refusals(event, rest, today);
  const original = entry === null ? null : { kind: kind.name, on: entry.occurredOn, facts: entry.facts ?? {} };
  const stoodAnyway = original === null || refusals(original, rest, today).length > 0;
  return stoodAnyway && reasons.length > 0 ? refusals({ ...event, kind: 'CORRECTION' }, rest, today) : reasons;
}

function withoutEntry({ entries, lastSeq }: Pick<CaseFile, 'entries' | 'lastSeq'>, entry: Entry): Entry[] {
  const last = entries.reduce((latest, one) => (one.recordedAt > latest ? one.recordedAt : latest), '');
  return [...entries, { ...entry, seq: lastSeq + 1, recordedAt: last, correctsSeq: entry.seq, facts: null }];
}

/**
 * The entry by which something is taken back: it did not happen. What staff recorded is retracted. What a return tells is
 * denied, also where staff had corrected it: retracting the correction alone would let the return have its say again. A denial
 * is retracted.
 */
export function takenBack({ kind, entry, stated }: Target, reason: string): Decided {
  const about = stated === null ? entry?.facts?.['about'] : stated.about;
  const returned = typeof about === 'string' && about.includes('/') && !saysItDidNot(entry);
  const facts = returned ? { about, happened: false } : null;
  return { entries: [{ kind: kind.name, occurredOn: null, facts, correctsSeq: entry?.seq ?? null, reason }] };
}

/** Whether an entry, or what it last said, is that something a return tells did not happen. */
export function saysItDidNot(entry: Entry | null): boolean {
  return entry?.facts != null && denies({ facts: entry.facts });
}
