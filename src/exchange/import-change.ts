// Whether what a file says of a known child changes anything. Pure.
import { canonical } from '../case-history/canonical.ts';
import { caseTables } from '../case-history/case-tables.ts';
import { rowsOf } from '../case-history/derived-table.ts';
import type { Entry, Facts, Json, NewEntry } from '../case-history/entry.ts';
import { type FieldChange, fieldChanges } from '../case-history/field-changes.ts';
import { liveEntries } from '../case-history/live-entries.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { settle } from '../case-history/settle.ts';
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

/** Whether any derived row of a child is another one once `added` is recorded at `recordedAt` too. */
export function changesRows(derivation: Derivation, before: readonly Entry[], added: NewEntry, recordedAt: string): boolean {
  const after = withAdded(before, added, recordedAt);
  // Most that changes shows in the tables of the case, which cost a fraction of working all dates out twice.
  return caseRows(before) !== caseRows(after) || allRows(derivation, before) !== allRows(derivation, after);
}

/** The fields of a child that hold other values once `added` is recorded at `recordedAt` too. */
export function changedFields(before: readonly Entry[], added: NewEntry, recordedAt: string): FieldChange[] {
  return fieldChanges(before, withAdded(before, added, recordedAt));
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

function caseRows(entries: readonly Entry[]): string {
  const settled = settle(entries);
  return JSON.stringify(caseTables.map((table) => rowsOf(table, settled)));
}
