// The rows behind a figure as files to take away: CSV and XLSX, text never as a formula (SEC-54, UI-58).
import { stringify } from 'csv-stringify/sync';
import { writeXlsx } from 'hucre/xlsx';

/** A list to take away: what it is, line by line, then its columns and rows as text. */
export interface RowsFile {
  readonly about: readonly (readonly [name: string, value: string])[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The handling line that every file carries. */
const handlingLine = 'Official – sensitive: personal data about children. Handle as your council’s rules say.';

/** CSV in UTF-8 with a byte-order mark: one header row and the rows, nothing else, so that it can be read back. */
export function rowsCsv({ columns, rows }: RowsFile): string {
  return stringify([[...columns], ...rows.map((row) => [...row])], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}

const notes = [
  ['Restricted record', 'A row that counts, of a record that is closed to whoever made this file: nothing else is shown of it'],
  ['Not recorded', 'The record does not say'],
] as const;

const contents = [['Sheet About', 'What this is, how it is to be handled, and what words mean'], ['Sheet Rows', 'One table, a row for each row behind the figure']] as const;

/** A workbook: a cover sheet that says what it is, and a sheet with one table under its title. Every cell is text. */
export async function rowsXlsx({ about, columns, rows }: RowsFile): Promise<Uint8Array> {
  const [title = ''] = about.map(([, value]) => value);
  const cover = [['What', 'Details'], ...about, ['Handling', handlingLine], ...contents, ...notes].map((line) => [...line]);
  const last = `${String.fromCharCode(64 + columns.length)}${rows.length + 2}`;
  // A table without a row is one that spreadsheets refuse to open.
  const table = rows.length === 0 ? {} : { tables: [{ name: 'RowsTable', range: `A2:${last}`, columns: columns.map((name) => ({ name })) }] };
  return writeXlsx({
    properties: { title },
    sheets: [
      { name: 'About', rows: [[title], ...cover], tables: [{ name: 'AboutTable', range: `A2:B${cover.length + 1}`, columns: [{ name: 'What' }, { name: 'Details' }] }] },
      { name: 'Rows', rows: [[`${title}: rows`], [...columns], ...rows.map((row) => [...row])], freezePane: { rows: 2 }, ...table },
    ],
  });
}
