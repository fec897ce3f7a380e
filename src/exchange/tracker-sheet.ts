// The sheet of a tracker: where its headings stand, which column each of them is, and which rows are no rows of children.
import type { TrackerMapping } from './tracker-mapping.ts';

/** Letters and digits of a heading, in lower case: line breaks, dashes and spaces vary. */
export function plainName(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Of a heading that goes on to explain itself, this much is its name: a mapping takes no more than 200 characters. */
const LONGEST = 190;

/** The words of a heading on one line, as far as they are its name. */
export function headingWords(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim().slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '').trim();
}

/** The headings of a row, each with a name of its own: a second "Date" is "Date (2)", one without words "Column 7". */
export function namedHeadings(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, i) => {
    const name = headingWords(cell) || `Column ${i + 1}`;
    const count = (seen.get(plainName(name)) ?? 0) + 1;
    seen.set(plainName(name), count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** Every column of the sheet that the mapping needs: those it maps, and those that facts and skipped rows name. */
function columnsNeeded({ columns, skip = [] }: TrackerMapping): string[] {
  const facts = Object.values(columns).flatMap(({ facts: given = {} }) => Object.values(given).flatMap((one) => (typeof one === 'string' ? [] : [one.column])));
  return [...new Set([...Object.keys(columns), ...facts, ...skip.map(({ column }) => column)])];
}

/** The needed columns that are not among the headings. */
export function columnsMissing(mapping: TrackerMapping, headings: readonly string[]): string[] {
  const have = new Set(headings.map(plainName));
  return columnsNeeded(mapping).filter((name) => !have.has(plainName(name)));
}

/** The place of a column by its name; -1 where there is none. */
export function placeOf(headings: readonly string[], name: string): number {
  return headings.findIndex((heading) => plainName(heading) === plainName(name));
}

const TOTAL = /^(grand |sub ?-?)?totals?\b/i;

/** Why a row of the sheet is no row of a child; null where it may be one. */
export function whyNoRow(mapping: TrackerMapping, headings: readonly string[], cells: readonly string[]): string | null {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.length === 0) return 'The row is blank';
  if (filled.length > 1 && cells.every((cell, i) => cell.trim() === '' || plainName(cell) === plainName(headings[i] ?? ''))) return 'The headings once more';
  const skipped = (mapping.skip ?? []).find(({ column, is }) => is.some((word) => plainName(word) === plainName(cells[placeOf(headings, column)] ?? '')));
  if (skipped !== undefined) return skipped.why;
  const born = Object.entries(mapping.columns).some(([name, { to }]) => to === 'dob' && (cells[placeOf(headings, name)] ?? '').trim() !== '');
  return TOTAL.test(filled[0] ?? '') && !born ? 'A row of totals' : null;
}
