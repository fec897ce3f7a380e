// The columns and cells of the list behind a figure, the same on the page and in a file.
import { caseAddress } from '../children/addresses.ts';
import { shortDayText } from '../platform/layout/format.ts';
import type { MeasureDescription } from './measure.ts';

export interface ListColumn {
  readonly name: string;
  readonly key: string;
  readonly numeric?: true;
}

/** A row as the queries give it. */
export interface ListedRow {
  readonly child_id: string;
  readonly case: string;
  readonly counted_on: string | null;
  readonly numerator: boolean | null;
  readonly excluded_because: string | null;
  readonly category: string | null;
  readonly days: number | null;
  readonly surname?: string | null;
  readonly forename?: string | null;
}

/** The columns of a list of this measure: the name where it may be seen, and the reason where rows are left out. */
export function columnsOf(measure: MeasureDescription, named: boolean, leftOut: boolean): ListColumn[] {
  return [
    { name: 'Case', key: 'case' }, ...(named ? [{ name: 'Child or young person', key: 'child' }] : []), { name: 'Day', key: 'day' },
    ...(measure.kind === 'share' ? [{ name: 'Counted as', key: 'numerator' }] : []),
    ...(measure.categories === undefined ? [] : [{ name: measure.categories.title, key: 'category' }]),
    ...(measure.timed ? [{ name: 'Days', key: 'days', numeric: true as const }] : []),
    ...(leftOut ? [{ name: 'Left out because', key: 'because' }] : []),
  ];
}

/** The cells of a row as text, with the address of the case. */
export function rowCells(row: ListedRow, { categories }: MeasureDescription): Record<string, string> {
  const name = [row.forename, row.surname].filter((part) => part).join(' ');
  return {
    href: caseAddress({ childId: row.child_id }), case: row.case, child: name === '' ? 'Not recorded' : name, day: shortDayText(row.counted_on),
    numerator: row.numerator === null ? 'Not recorded' : row.numerator ? 'Yes' : 'No', because: row.excluded_because ?? '',
    category: categories === undefined ? '' : (row.category ?? 'Not recorded'), days: row.days === null ? '' : String(row.days),
  };
}
