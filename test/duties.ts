// Builder for tests of what pages say of dates: those that a story leads to, as the law in use has them.
import { rowsOf } from '../src/case-history/derived-table.ts';
import type { Facts } from '../src/case-history/entry.ts';
import { settle } from '../src/case-history/settle.ts';
import { type Duty, dutyOf } from '../src/children/duty.ts';
import { type DatedCase, deadlineTable } from '../src/deadlines/deadline-table.ts';
import { lawWith } from '../src/deadlines/law.ts';
import { workOut } from '../src/deadlines/work-out.ts';
import { story } from './entries.ts';

/** The dates of a case in which these events happened. */
export function dutiesAfter(events: readonly [kind: string, on: string | null, facts?: Facts][]): Duty[] {
  const settled = settle(story(...events));
  return dutiesOf({ case: settled, deadlines: workOut(settled, lawWith()) });
}

/** The dates of a case as pages read them from the table. */
export function dutiesOf(of: DatedCase): Duty[] {
  const columns = Object.keys(deadlineTable.columns);
  return rowsOf(deadlineTable, of).map((cells) => dutyOf(Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? null]))));
}
