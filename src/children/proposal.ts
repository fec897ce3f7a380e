// What a form of an entry comes to in a case: the entries to record, or every reason against them.
import type { Day } from '../calendar/day.ts';
import type { Case, Person } from '../case-history/case.ts';
import type { Entry, Facts, Json } from '../case-history/entry.ts';
import type { Kind } from '../case-history/kind.ts';
import { settle } from '../case-history/settle.ts';
import { type CorrectedFile, type NewEvent, reasonsAgainst, secondClock, settledWith } from './correction.ts';
import type { Reading } from './read-answers.ts';
import { saysItDidNot, type Target } from './target.ts';

/** An entry to record, before it is known whose; the shape of a decision of `casework/act.sql.ts`. */
export type Decided =
  | { readonly entries: readonly NewEvent[] }
  | { readonly refused: readonly string[] };

/** What is to be recorded, read and complete. */
export interface Proposal {
  readonly target: Target;
  readonly reading: Pick<Reading, 'on' | 'facts'>;
  readonly reason: string | null;
}

/** What a proposal comes to in a case that stands as `settled`: its entry, or every reason against it. */
export function decide(file: CorrectedFile, settled: Case, proposal: Proposal, today: Day): Decided {
  const { target, reading, reason } = proposal;
  const { kind, entry, stated } = target;
  const facts = factsOf(proposal, settled.person);
  if (kind.name === 'PERSON' && entry === null && Object.keys(facts).length === 0) return { refused: ['These answers are already on record. Change at least one of them.'] };
  const reasons = [...ofIdentity(facts, kind, today), ...reasonsAgainst(file, settled, { target, event: { kind: kind.name, on: reading.on, facts } }, today)];
  if (reasons.length > 0) return { refused: reasons };
  const about: Facts = { ...(stated === null ? {} : { about: stated.about }), ...insteadOfJoined(settled, entry) };
  const at = entry !== null && entry.occurredOn === reading.on ? { occurredAt: entry.occurredAt } : {};
  const { ending, endingOn, ...own } = facts;
  const made = { kind: kind.name, occurredOn: reading.on, facts: { ...own, ...about }, correctsSeq: ownSeq(settled, entry), reason, ...at };
  if (typeof ending !== 'string' || typeof endingOn !== 'string') return unlessSecondClock(file, settled, target, made);
  const end = { kind: ending, occurredOn: endingOn as Day, facts: {} };
  return isOneMore(file, [made, end]) ? { entries: [made, end] } : { refused: [sameRequest] };
}

/** An entry of a record that was joined takes no correction of its own: what stands instead of it says so, and says of which record the entry is that it is about. */
function insteadOfJoined({ childId }: Case, entry: Entry | null): Facts {
  if (entry === null || entry.subjectId === childId) return {};
  const about = entry.facts?.['about'];
  return { instead: `${entry.subjectId}:${entry.seq}`, ...(typeof about === 'string' && !about.includes(':') ? { about: `${entry.subjectId}:${about}` } : {}) };
}

const ownSeq = ({ childId }: Case, entry: Entry | null): number | null => (entry?.subjectId === childId ? entry.seq : null);

const sameRequest = 'A file tells of a request of about that day, which this one would be taken for. Correct that request instead.';

/** Whether a request with its end is one by itself in the case: what is open stays as it is. */
function isOneMore(file: CorrectedFile, added: readonly NewEvent[]): boolean {
  const [before, after] = [settle(file.entries).assessments, settledWith(file, added).assessments];
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

function unlessSecondClock(file: CorrectedFile, settled: Case, target: Target, made: NewEvent): Decided {
  const refused = secondClock(file, settled, target, made);
  return refused === null ? { entries: [made] } : { refused: [refused] };
}

/**
 * The entry by which something is taken back, or why it may not be: it did not happen. What staff recorded is retracted. What a return
 * tells is denied, also where staff had corrected it: retracting the correction alone would let the return have its say again. A denial
 * is retracted. What staff recorded in a record that was joined is said here not to have happened.
 */
export function takeBack(file: CorrectedFile, settled: Case, target: Target, reason: string): Decided {
  const { kind, entry, stated } = target;
  const about = stated === null ? entry?.facts?.['about'] : stated.about;
  const returned = typeof about === 'string' && about.includes('/') && !saysItDidNot(entry);
  const instead = insteadOfJoined(settled, entry);
  const facts = returned ? { about, ...instead, happened: false } : 'instead' in instead ? { ...instead, happened: false } : null;
  return unlessSecondClock(file, settled, target, { kind: kind.name, occurredOn: null, facts, correctsSeq: ownSeq(settled, entry), reason });
}
