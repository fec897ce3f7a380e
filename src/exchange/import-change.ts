// What something that a file says of a known child changes. Pure.
import { canonical } from '../case-history/canonical.ts';
import type { Entry, Facts, Json, NewEntry } from '../case-history/entry.ts';
import { type FieldChange, fieldChanges } from '../case-history/field-changes.ts';
import { liveEntries } from '../case-history/live-entries.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { isTrackerRecord } from '../case-history/tracker-row.ts';
import type { Derivation } from '../casework/derivation.ts';

/** The entry that says of a child what a return or a row of a tracker says. */
export function assertionOf(child: string, record: ReturnRecord, raw: Json): NewEntry {
  return {
    subjectKind: 'child', subjectId: child, kind: kindOf(record), occurredOn: record.referenceDate,
    facts: record as unknown as Facts, sourceRow: raw,
  };
}

const kindOf = (record: ReturnRecord): string => (isTrackerRecord(record) ? 'TRACKER_ROW' : 'SEN2_RECORD');

/** The batch that asserts the very same already, as at the same day; null without one. */
export function assertedBy(chain: readonly Entry[], record: ReturnRecord): string | null {
  const sameDay = chain.filter((entry) => entry.kind === kindOf(record) && entry.occurredOn === record.referenceDate);
  if (sameDay.length === 0) return null;
  const text = canonical(record as unknown as Json);
  return liveEntries(chain).find((entry) => entry.kind === kindOf(record) && canonical(entry.facts) === text)?.source ?? null;
}

/**
 * The fields of a child that hold other values once `added` is recorded at `recordedAt` too; null where no derived row is another one.
 * None where only dates that are worked out are others.
 */
export function changesBy(derivation: Derivation, before: readonly Entry[], added: NewEntry, recordedAt: string): FieldChange[] | null {
  const after = withAdded(before, added, recordedAt);
  // Most that changes shows in the tables of the case, which cost a fraction of working all dates out twice.
  const changes = fieldChanges(before, after);
  return changes.length > 0 || allRows(derivation, before) !== allRows(derivation, after) ? changes : null;
}

function withAdded(before: readonly Entry[], added: NewEntry, recordedAt: string): Entry[] {
  const seq = Math.max(0, ...before.filter((one) => one.subjectId === added.subjectId).map((one) => one.seq)) + 1;
  return [...before, { seq, shape: 1, recordedAt, recordedBy: '', source: '', operationId: '', occurredAt: null, correctsSeq: null, reason: null, sourceRow: null, ...added }];
}

/** Every row but for which entry a value comes from (columns that end in _seq): a new source for an old fact is no change. */
function allRows({ tables, rowsOf: derive }: Derivation, entries: readonly Entry[]): string {
  const told = derive(entries).map((rows, at) => {
    const names = Object.keys(tables[at]?.columns ?? {});
    return rows.map((cells) => cells.filter((_, i) => names[i]?.endsWith('_seq') !== true));
  });
  return JSON.stringify(told);
}
