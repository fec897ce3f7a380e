// The columns and cells of the list behind a figure, the same on the page and in a file.
import { caseAddress } from '../children/addresses.ts';
import { shortDayText } from '../platform/layout/format.ts';
import { categoryWords, type MeasureDescription } from './measure.ts';

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
}

/** Whose rows somebody may see, with the names of those whom they may see by name, and whether they may open cases. */
export interface RowsSeen {
  readonly children: ReadonlySet<string>;
  readonly names: ReadonlyMap<string, { readonly surname: string | null; readonly forename: string | null }>;
  readonly opens: boolean;
}

/** What stands for a row whose record is closed to whoever looks: nothing that could tell whose it is. */
const CLOSED: Readonly<Record<string, string>> = { case: 'Restricted record' };

/** The columns of a list of this measure: the name where it may be seen, and the reason where rows are left out. */
export function columnsOf(measure: MeasureDescription, named: boolean, leftOut: boolean): ListColumn[] {
  return [
    { name: 'Case', key: 'case' }, ...(named ? [{ name: 'Child or young person', key: 'child' }] : []),
    ...(measure.dayIs === null ? [] : [{ name: measure.dayIs, key: 'day' }]),
    ...(measure.kind === 'share' ? [{ name: 'Yes or no', key: 'numerator' }] : []),
    ...(measure.categories === undefined ? [] : [{ name: measure.categories.title, key: 'category' }]),
    ...(measure.daysAre === null ? [] : [{ name: measure.daysAre, key: 'days', numeric: true as const }]),
    ...(leftOut ? [{ name: 'Left out because', key: 'because' }] : []),
  ];
}

/** "TJDGX-NH7E5, assessment 1" of "TJDGX-NH7E5/assessment-1/NA.FINAL_PLAN": the whole list is of that one date. */
function caseWords(text: string): string {
  const [reference = '', ...parts] = text.split('/');
  const words = parts.filter((part) => part !== 'child' && /^[a-z]/.test(part)).map((part) => {
    const [, thing = part, which = ''] = /^(.+?)-(\d.*)$/.exec(part) ?? [];
    return `${thing.replaceAll('-', ' ')} ${which.length < 10 ? which : `of ${shortDayText(which)}`}`.trim();
  });
  return [reference, ...words].join(', ');
}

/** The cells of a row as text, as far as whoever looks may see it, with the address of the case for those who open cases. */
export function rowCells(row: ListedRow, measure: MeasureDescription, seen: RowsSeen): Readonly<Record<string, string>> {
  if (!seen.children.has(row.child_id)) return CLOSED;
  const known = seen.names.get(row.child_id);
  const name = [known?.forename, known?.surname].filter((part) => part).join(' ');
  return {
    ...(seen.opens ? { href: caseAddress({ childId: row.child_id }) } : {}), case: caseWords(row.case), child: name === '' ? 'Not recorded' : name, day: shortDayText(row.counted_on),
    numerator: row.numerator === null ? 'Not recorded' : row.numerator ? 'Yes' : 'No', because: row.excluded_because ?? '',
    category: measure.categories === undefined ? '' : categoryWords(measure, row.category), days: row.days === null ? '' : String(row.days),
  };
}

/** The cells of a row in the order of some columns. */
export function cellsIn(columns: readonly ListColumn[], cells: Readonly<Record<string, string>>): string[] {
  return columns.map(({ key }) => cells[key] ?? '');
}
