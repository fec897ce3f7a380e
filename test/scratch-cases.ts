// Cases settled in memory from returns and put into scratch tables, for tests of measures.
import { randomUUID } from 'node:crypto';
import { caseTables } from '../src/case-history/case-tables.ts';
import { rowsOf } from '../src/case-history/derived-table.ts';
import type { ReturnRecord } from '../src/case-history/return-record.ts';
import { settle } from '../src/case-history/settle.ts';
import type { ChildRows } from '../src/performance/scratch.sql.ts';
import { stated } from './entries.ts';

/** The rows of one child for each list of records: what several returns say of the same child. */
export function childrenOf(lists: readonly (readonly ReturnRecord[])[]): ChildRows[] {
  return lists.map((records) => {
    const childId = randomUUID();
    const settled = settle(records.map((record, i) => ({ ...stated(i + 1, record), subjectId: childId })));
    return { childId, rows: caseTables.map((table) => rowsOf(table, settled)) };
  });
}
