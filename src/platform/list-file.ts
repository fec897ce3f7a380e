// A list as a file to take away, the same rows and columns as CSV, ODS and XLSX: text, never a formula (SEC-54, UI-29, UI-58). It goes out
// as it is made, so that a list of all children takes no more memory than a short one.
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { hundreds, type ListFile, type ListFormat } from './layout/list-formats.ts';
import type { Download } from './web-route.ts';

// What writes workbooks is loaded with the first of them: it takes some megabytes.
const kinds = {
  csv: { contentType: 'text/csv; charset=utf-8', write: async (file: ListFile) => Readable.from(inTurns(csvText(file)), { objectMode: false }) },
  ods: { contentType: 'application/vnd.oasis.opendocument.spreadsheet', write: async (file: ListFile) => (await import('./list-workbook.ts')).odsOf(file) },
  xlsx: { contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: async (file: ListFile) => (await import('./list-workbook.ts')).xlsxOf(file) },
} as const satisfies Record<ListFormat, object>;

/** The file of a list; `name` is its name without what comes after the dot, and tells nothing of a person. */
export function listDownload(name: string, format: ListFormat, list: ListFile): Download {
  const { contentType, write } = kinds[format];
  return { fileName: `${name}.${format}`, contentType, body: () => write(list), holds: { about: list.about, columns: list.columns, people: list.people ?? 0 } };
}

/** CSV in UTF-8 with a byte-order mark: one header row and the rows, nothing else, so that it can be read back. Every CSV file that leaves is written here. */
export function* csvText({ columns, rows }: Pick<ListFile, 'columns' | 'rows'>): Generator<string> {
  yield `\u{FEFF}${csvLines([columns])}`;
  for (const some of hundreds(rows)) yield csvLines(some);
}

/** Pieces with others’ turns between them: whoever reads as fast as they come would keep the process to itself. Packing does that for workbooks. */
async function* inTurns(pieces: Iterable<string>): AsyncGenerator<string> {
  for (const piece of pieces) {
    yield piece;
    await nextTurn();
  }
}

const csvLines = (rows: readonly (readonly string[])[]): string => stringify(rows.map((row) => [...row]), { escape_formulas: true, record_delimiter: 'windows' });
