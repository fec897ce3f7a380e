// The derived rows of a child straight from returns, without a record: for counting a file before it is loaded.
import { caseTables } from '../case-history/case-tables.ts';
import { rowsOf } from '../case-history/derived-table.ts';
import type { Cell } from '../case-history/derived-table.ts';
import type { Entry, Facts } from '../case-history/entry.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { settle } from '../case-history/settle.ts';

/** The rows of one child: for each table, in order, its rows without `child_id`. */
export interface ChildRows {
  readonly childId: string;
  readonly rows: readonly (readonly (readonly Cell[])[])[];
}

/** The entry that the record of one child in a return would make; `seq` counts the child's entries from 1. */
function entryOf(childId: string, record: ReturnRecord, seq: number): Entry {
  return {
    subjectKind: 'child', subjectId: childId, seq, kind: 'SEN2_RECORD', shape: 1, occurredOn: record.referenceDate, occurredAt: null,
    recordedAt: `${record.referenceDate}T12:00:00.000000Z`, recordedBy: 'scratch', source: `sen2-${record.year}`, operationId: 'scratch',
    correctsSeq: null, facts: record as unknown as Facts, reason: null, sourceRow: null,
  };
}

/** The rows of one child in the tables of `caseTables`, from what one or more returns say of it. */
export function childRowsOf(childId: string, records: readonly ReturnRecord[]): ChildRows {
  const settled = settle(records.map((record, i) => entryOf(childId, record, i + 1)));
  return { childId, rows: caseTables.map((table) => rowsOf(table, settled)) };
}
