// What a workbook shows otherwise than it is read: rows that are hidden, cells that are merged. Told once for a sheet.
import type { ReadingProblem } from './reading.ts';
import type { SheetSeen } from './xlsx-sheet.ts';

const MOST = 12;

/** As many of a list as people read, and how many more there are. */
function some(list: readonly (string | number)[]): string {
  return list.length <= MOST ? list.join(', ') : `${list.slice(0, MOST).join(', ')} and ${list.length - MOST} more`;
}

/** Cells merged over several rows: only the first one holds their value. */
function spansRows(cells: string, after: number): boolean {
  const [from = 0, to = from] = [...cells.matchAll(/\d+/g)].map(Number);
  return to > from && to > after;
}

/** What is odd about the rows of a sheet that come after its headings. */
export function oddities({ name, seen }: { readonly name: string; readonly seen: SheetSeen }, after: number): ReadingProblem[] {
  const at = `Sheet "${name.slice(0, 60)}"`;
  const hidden = seen.hidden.filter((row) => row > after);
  const merged = seen.merged.filter((cells) => spansRows(cells, after));
  return [
    ...(hidden.length === 0 ? [] : [{ at, element: 'Hidden rows', value: `${hidden.length === 1 ? 'Row' : 'Rows'} ${some(hidden)}`, message: 'These rows are hidden in the sheet, by hand or by a filter. They are read like the others: delete them from the sheet if they should not count.' }]),
    ...(merged.length === 0 ? [] : [{ at, element: 'Merged cells', value: `Cells ${some(merged)}`, message: 'These cells are merged over several rows. Only the first of them has the value, and the rows below are read without it: unmerge them and fill in each row.' }]),
  ];
}
