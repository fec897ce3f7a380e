// A list as a file to take away, the same rows and columns as CSV, ODS and XLSX: text, never a formula (SEC-54, UI-29, UI-58).
import { stringify } from 'csv-stringify/sync';
import { writeOds } from 'hucre/ods';
import { writeXlsx } from 'hucre/xlsx';
import type { ListFile, ListFormat } from './layout/list-formats.ts';
import type { Download } from './web-route.ts';

const kinds = {
  csv: { contentType: 'text/csv; charset=utf-8', write: asCsv },
  ods: { contentType: 'application/vnd.oasis.opendocument.spreadsheet', write: asOds },
  xlsx: { contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: asXlsx },
} as const satisfies Record<ListFormat, object>;

/** The file of a list; `name` is its name without what comes after the dot, and tells nothing of a person. */
export function listDownload(name: string, format: ListFormat, list: ListFile): Download {
  const { contentType, write } = kinds[format];
  return { fileName: `${name}.${format}`, contentType, body: async () => write(list), holds: { about: list.about, columns: list.columns, people: list.people ?? 0 } };
}

/** CSV in UTF-8 with a byte-order mark: one header row and the rows, nothing else, so that it can be read back. */
function asCsv({ columns, rows }: ListFile): string {
  return stringify([[...columns], ...rows.map((row) => [...row])], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}

/** The handling line that every workbook carries. */
const handlingLine = 'Official – sensitive: personal data. Handle as your council’s rules say.';

const notes = [
  ['Restricted record', 'A row that counts, of a record that is closed to whoever made this file: nothing else is shown of it'],
  ['Not recorded', 'The record does not say'],
] as const;

const contents = [['Sheet About', 'What this is, how it is to be handled, and what words mean'], ['Sheet Rows', 'One table, with the rows and columns of the list']] as const;

interface Sheets { readonly title: string; readonly cover: string[][]; readonly list: string[][] }

/** A cover sheet that says what the list is, and a sheet with one table under its title. Every cell is text. */
function sheetsOf({ about, columns, rows }: ListFile): Sheets {
  const [title = ''] = about.map(([, value]) => value);
  const cover = [[title], ['What', 'Details'], ...about, ['Handling', handlingLine], ...contents, ...notes].map((line) => [...line]);
  return { title, cover, list: [[`${title}: rows`], [...columns], ...rows.map((row) => [...row])] };
}

async function asXlsx(file: ListFile): Promise<Uint8Array> {
  const { columns, rows } = file;
  const { title, cover, list } = sheetsOf(file);
  const last = `${String.fromCharCode(64 + columns.length)}${list.length}`;
  // A table without a row is one that spreadsheets refuse to open.
  const table = rows.length === 0 ? {} : { tables: [{ name: 'RowsTable', range: `A2:${last}`, columns: columns.map((name) => ({ name })) }] };
  return writeXlsx({
    properties: { title },
    sheets: [
      { name: 'About', rows: cover, tables: [{ name: 'AboutTable', range: `A2:B${cover.length}`, columns: [{ name: 'What' }, { name: 'Details' }] }] },
      { name: 'Rows', rows: list, freezePane: { rows: 2 }, ...table },
    ],
  });
}

async function asOds(file: ListFile): Promise<Uint8Array> {
  const { title, cover, list } = sheetsOf(file);
  return writeOds({ properties: { title }, sheets: [{ name: 'About', rows: cover }, { name: 'Rows', rows: list }] });
}
