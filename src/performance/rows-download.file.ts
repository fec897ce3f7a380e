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

/** A workbook: a cover sheet that says what it is, and a sheet with the rows. Every cell is text. */
export async function rowsXlsx({ about, columns, rows }: RowsFile): Promise<Uint8Array> {
  const text = (value: string): string => value;
  return writeXlsx({
    sheets: [
      { name: 'About', rows: [...about.map((line) => line.map(text)), ['Handling', handlingLine]] },
      { name: 'Rows', rows: [[...columns], ...rows.map((row) => row.map(text))], freezePane: { rows: 1 } },
    ],
  });
}
