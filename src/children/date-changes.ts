// What recording something would do to the dates of a case, to be seen before it is recorded.
import type { Day } from '../calendar/day.ts';
import type { Entry, NewEntry } from '../case-history/entry.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { isLegalDuty } from '../deadlines/legal-duties.ts';
import type { CaseFile } from './case-file.ts';
import { type Duty, isOpen, titleOf } from './duty.ts';

/** One legal duty that would change. */
export interface DateChange {
  readonly title: string;
  readonly was: Day | null;
  readonly becomes: Day | null;
  /** In a word: new, moved, done, no longer needed, to be done again. */
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

/** The legal duties that differ between two states of a case, the one due first before others. */
export function dateChanges(before: readonly Duty[], after: readonly Duty[], today: Day): DateChange[] {
  const held = new Map(before.filter(isLegalDuty).map((duty) => [keyOf(duty), duty]));
  const found = after.filter(isLegalDuty).flatMap((duty) => changeOf(held.get(keyOf(duty)), duty, today) ?? []);
  const kept = new Set(after.map(keyOf));
  const gone = [...held.values()].filter((duty) => !kept.has(keyOf(duty)) && isOpen(duty, today))
    .map((duty): DateChange => ({ title: titleOf(duty), was: duty.dueOn, becomes: null, how: 'No longer there' }));
  return [...found, ...gone].sort((a, b) => ((a.becomes ?? a.was ?? '') < (b.becomes ?? b.was ?? '') ? -1 : 1));
}

function changeOf(was: Duty | undefined, duty: Duty, today: Day): DateChange | null {
  const change = { title: titleOf(duty), was: was?.dueOn ?? null, becomes: duty.dueOn };
  if (was === undefined) return isOpen(duty, today) ? { ...change, how: 'New' } : null;
  if (was.dueOn !== duty.dueOn) return { ...change, how: 'Moved' };
  const [opened, open] = [isOpen(was, today), isOpen(duty, today)];
  if (opened === open && was.doneOn === duty.doneOn) return was.exempt === duty.exempt ? null : { ...change, how: duty.exempt ? 'Exception applies' : 'Exception no longer applies' };
  if (duty.doneOn !== null) return { ...change, how: 'Done' };
  return { ...change, how: open ? 'To be done' : 'No longer needed' };
}
