// Every derived table of a child: those of the case alone, and its dates and standing, which also need the law and the calendar.
import type { Case } from '../case-history/case.ts';
import { caseTables } from '../case-history/case-tables.ts';
import { type AnyDerivedTable, type Cell, rowsOf } from '../case-history/derived-table.ts';
import { type DatedCase, deadlineTable } from './deadline-table.ts';
import type { Law } from './law.ts';
import { liveCaseTable } from './live-case-table.ts';
import { workOut } from './work-out.ts';

export type { Law } from './law.ts';

/** All tables, in the order in which `deriveRows` gives their rows. */
export const derivedTables: readonly (AnyDerivedTable<Case> | AnyDerivedTable<DatedCase>)[] = [...caseTables, deadlineTable, liveCaseTable];

/** The rows of every table of one child, cells in the order of the columns. Nobody stands, nothing is derived. */
export function deriveRows(settled: Case, law: Law): Cell[][][] {
  const dated: DatedCase = { case: settled, deadlines: workOut(settled, law) };
  return [...caseTables.map((table) => rowsOf(table, settled)), rowsOf(deadlineTable, dated), rowsOf(liveCaseTable, dated)];
}
