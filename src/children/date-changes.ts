// What recording something would do to the dates of a case, to be seen before it is recorded.
import type { Day } from '../calendar/day.ts';
import type { Entry, NewEntry } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { isLegalDuty } from '../deadlines/legal-duties.ts';
import type { Status } from '../deadlines/standing.ts';
import type { CaseFile } from './case-file.ts';
import { type Duty, isOpen, statusOf, titleOf } from './duty.ts';

/** One legal duty that would change. */
export interface DateChange {
  readonly title: string;
  readonly was: Day | null;
  readonly becomes: Day | null;
  /** In a few words: new, moved, done in time or late, no longer needed, to be done again. */
  readonly how: string;
}

/** The entries of a case with some more that are not recorded yet. */
export function withEntries({ childId, entries, lastSeq }: Pick<CaseFile, 'childId' | 'entries' | 'lastSeq'>, added: readonly Omit<NewEntry, 'subjectKind' | 'subjectId'>[], now: string): Entry[] {
  const latest = entries.reduce((held, entry) => (entry.recordedAt > held ? entry.recordedAt : held), now);
  return [...entries, ...added.map((entry, i): Entry => ({
    occurredAt: null, correctsSeq: null, reason: null, sourceRow: null, ...entry, subjectKind: 'child', subjectId: childId, seq: lastSeq + 1 + i,
    shape: kindNamed(entry.kind)?.shape ?? 1, recordedAt: latest, recordedBy: '', source: 'staff', operationId: '',
  }))];
}

const keyOf = ({ code, body, turn }: Duty): string => `${code}/${body ?? ''}/${turn}`;

/** The legal duties that run on another day, begin or end, or were met where they were late: between two states of a case, the one due first before others. */
export function dateChanges(before: readonly Duty[], after: readonly Duty[], today: Day): DateChange[] {
  const held = new Map(before.filter(isLegalDuty).map((duty) => [keyOf(duty), duty]));
  const found = after.filter(isLegalDuty).flatMap((duty) => changeOf(held.get(keyOf(duty)), duty, today) ?? []);
  const kept = new Set(after.map(keyOf));
  const gone = [...held.values()].filter((duty) => !kept.has(keyOf(duty)) && isOpen(duty, today))
    .map((duty): DateChange => ({ title: titleOf(duty), was: duty.dueOn, becomes: null, how: 'No longer there' }));
  return [...found, ...gone].sort((a, b) => ((a.becomes ?? a.was ?? '') < (b.becomes ?? b.was ?? '') ? -1 : 1));
}

const outcomes: Partial<Record<Status, string>> = { MET: 'done in time', DONE_LATE: 'done late', DONE_LATE_EXEMPT: 'done late, with an exception', NOT_APPLICABLE: 'no longer needed' };
const inWords = (status: Status): string => outcomes[status] ?? 'not started';

/** Null where nothing changes that anybody would act on: the day of a duty that was met in time, and is still, is of no use. */
function changeOf(was: Duty | undefined, duty: Duty, today: Day): DateChange | null {
  const change = { title: titleOf(duty), was: was?.dueOn ?? null, becomes: duty.dueOn };
  const open = isOpen(duty, today);
  if (was === undefined) return open ? { ...change, how: 'New' } : null;
  const [before, now] = [statusOf(was, today), statusOf(duty, today)];
  if (!open) return before === now ? null : { ...change, how: isOpen(was, today) ? sentence(inWords(now)) : `Now ${inWords(now)}, before ${inWords(before)}` };
  if (!isOpen(was, today)) return { ...change, how: before === 'NOT_STARTED' ? 'To be done' : 'To be done again' };
  if (was.exempt !== duty.exempt) return { ...change, how: duty.exempt ? 'Exception applies' : 'Exception no longer applies' };
  return was.dueOn === duty.dueOn ? null : { ...change, how: 'Moved' };
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
