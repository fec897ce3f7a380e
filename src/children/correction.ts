// How a correction is judged: by the case without what it corrects, and by what it would do to other requests of the child.
import type { Day } from '../calendar/day.ts';
import type { Case } from '../case-history/case.ts';
import type { Entry, NewEntry } from '../case-history/entry.ts';
import { settle } from '../case-history/settle.ts';
import { otherRequestChanged, secondClockRefused } from '../casework/refuse-second-clock.ts';
import { refusals } from '../casework/refuse.ts';
import { questions } from '../deadlines/unusual-steps.ts';
import type { CaseFile } from './case-file.ts';
import { withEntries } from './date-changes.ts';
import type { Target } from './target.ts';
import { dayStated, withoutStatement } from './told-events.ts';

/** The entries that a correction is judged by. */
export type CorrectedFile = Pick<CaseFile, 'entries' | 'lastSeq'>;

/** An entry to record, before it is known whose. */
export type NewEvent = Omit<NewEntry, 'subjectKind' | 'subjectId'>;

interface Asking {
  readonly target: Target;
  readonly event: Parameters<typeof refusals>[0];
}

/**
 * Every reason against recording an event, or against correcting it to this. A correction is judged by the case without what it corrects. Where what stands there now would itself be refused (a
 * return holds no draft plans, say), it may be put right all the same, as long as its day is possible.
 */
export function reasonsAgainst(file: CorrectedFile, settled: Case, { target, event }: Asking, today: Day): string[] {
  const rest = withoutCorrected(file, settled, target);
  const reasons = refusals(event, rest, today);
  if (!isCorrected(target)) return reasons;
  const original = originalOf(target);
  const stoodAnyway = original === null || refusals(original, rest, today).length > 0;
  return stoodAnyway && reasons.length > 0 ? refusals({ ...event, kind: 'CORRECTION' }, rest, today) : reasons;
}

/** What is unusual about an event that is recorded, or corrected to this; nothing where that was so, and stood, before the correction. */
export function askedAbout(file: CorrectedFile, settled: Case, { target, event }: Asking): string | null {
  const rest = withoutCorrected(file, settled, target);
  const original = originalOf(target);
  return original !== null && questions(original, rest).length > 0 ? null : questions(event, rest)[0] ?? null;
}

const isCorrected = ({ entry, stated }: Target): boolean => entry !== null || stated !== null;

const originalOf = ({ entry, kind }: Target): Asking['event'] | null => (entry === null ? null : { kind: kind.name, on: entry.occurredOn, facts: entry.facts ?? {} });

function withoutCorrected(file: CorrectedFile, settled: Case, { entry, stated, kind }: Target): Case {
  if (entry !== null) return settle(withoutEntry(file, entry));
  return stated === null ? settled : settle(withoutStatement(file.entries, kind.name, stated));
}

function withoutEntry({ entries }: CorrectedFile, entry: Entry): Entry[] {
  const lastSeq = Math.max(...entries.map(({ seq }) => seq));
  const last = entries.reduce((latest, one) => (one.recordedAt > latest ? one.recordedAt : latest), '');
  return [...entries, { ...entry, seq: lastSeq + 1, recordedAt: last, correctsSeq: entry.seq, facts: null }];
}

/** The case once `added` is recorded. */
export function settledWith({ entries, lastSeq }: CorrectedFile, added: readonly NewEvent[]): Case {
  return settle(withEntries({ childId: entries[0]?.subjectId ?? '', entries, lastSeq }, added, ''));
}

const dayBefore = ({ kind, entry, stated }: Target): Day | null => (stated === null ? entry?.occurredOn ?? null : dayStated(kind.name, stated));

/** Why what is new, corrected or taken back may not be: a second request would be open beside one, or two would become one. Null where it may. */
export function secondClock(file: CorrectedFile, settled: Case, target: Target, made: NewEvent): string | null {
  const becomes = made.facts?.['happened'] === false ? null : made.occurredOn;
  return secondClockRefused({ kind: target.kind.name, was: dayBefore(target), becomes }, settled, settledWith(file, [made]));
}

/** What a correction does to a request that it is not about, as a sentence; null where nothing, and of something new. */
export function otherRequest(file: CorrectedFile, settled: Case, { kind, entry, stated }: Target, made: NewEvent): string | null {
  const corrected = entry ?? stated?.entry;
  if (corrected === undefined) return null;
  const at = settled.episodes.find((episode) => episode.kind === 'ASSESSMENT' && episode.events.some((event) => event.kind === kind.name && event.seq === corrected.seq && event.subjectId === corrected.subjectId));
  return at === undefined ? null : otherRequestChanged(settled.assessments[at.no - 1]?.receivedOn ?? null, settled, settledWith(file, [made]));
}
