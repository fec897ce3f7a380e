// The sheets of a tracker, whether workbook or CSV file, and how each looks to somebody who says what its columns are.
import { basename } from 'node:path';
import type { Archive } from './archive.file.ts';
import { csvRows, csvSourcesAt, delimiterOf } from './csv-rows.file.ts';
import { contentInWords, sizeWithin, sniff } from './file-bytes.file.ts';
import { FILE_LIMITS } from './file-limits.ts';
import { RefusedFile } from './reading.ts';
import type { SheetLook } from './tracker-look.ts';
import { headingWords, namedHeadings } from './tracker-sheet.ts';
import type { SheetSeen } from './xlsx-sheet.ts';
import { openWorkbook } from './xlsx.file.ts';

/** Headings stand in one of the first rows; above them there may be a title. */
export const HEADINGS_WITHIN = 20;

/** One row of a sheet, as it is numbered there. */
export interface SheetLine { readonly row: number; readonly cells: string[] }

/** One sheet of a file; a CSV file has one. */
export interface Sheet {
  readonly name: string;
  readonly where: (row: number) => string;
  readonly rows: () => AsyncGenerator<SheetLine>;
  /** Complete once the rows were read to their end. */
  readonly seen: SheetSeen;
}

/** The sheets of a tracker. The caller closes it. Throws `RefusedFile`. */
export async function openTracker(path: string, name: string = basename(path)): Promise<{ readonly sheets: readonly Sheet[]; readonly bytes: number; readonly close: () => void }> {
  const bytes = await sizeWithin(path, FILE_LIMITS.streamedBytes);
  const content = await sniff(path);
  if (content === 'text') return openCsv(path, name, bytes);
  if (content === 'xml' || content === 'pdf' || content === 'binary') throw new RefusedFile('wrong-type', `This is ${contentInWords(content)}, not a workbook or CSV file. Choose the .xlsx, .xlsm or .csv file of the tracker.`);
  const workbook = await openWorkbook(path);
  const sheets = workbook.sheets.map((sheet): Sheet => ({
    name: sheet.name, seen: sheet.seen, where: (row) => `Sheet "${sheet.name.slice(0, 60)}", row ${row}`,
    rows: async function* () { for await (const some of sheet.rows()) yield* some; },
  }));
  return { sheets, bytes, close: () => workbook.close() };
}

async function openCsv(path: string, name: string, bytes: number): Promise<Awaited<ReturnType<typeof openTracker>>> {
  const opened: Archive[] = [];
  const [source] = await csvSourcesAt(path, name, opened);
  if (source === undefined) throw new RefusedFile('missing', 'There is no file to read.');
  const delimiter = await delimiterOf(source);
  const rows = async function* (): AsyncGenerator<SheetLine> {
    for await (const { row, cells } of csvRows(source, delimiter)) yield { row, cells };
  };
  return { sheets: [{ name, seen: { hidden: [], merged: [] }, where: (row) => `Row ${row}`, rows }], bytes, close: () => {} };
}

const SAMPLES = 3;
const DIFFERENT = 1000;
/** As many columns can be matched on the page. */
const COLUMNS = 500;
const DAY_LIKE = /^\d{1,4}[/. -]\d{1,2}[/. -]\d{1,4}\b|^\d{1,2}[ -][a-z]{3,9}[ -]\d{2,4}$|^\d{5}(\.\d+)?$/i;
const SHEETS_SHOWN = 30;

/** The sheets of a file, each with its headings and a few values of every column. Throws `RefusedFile`. */
export async function lookAtTracker(path: string, name?: string): Promise<SheetLook[]> {
  const tracker = await openTracker(path, name);
  try {
    const looks: SheetLook[] = [];
    for (const sheet of tracker.sheets.slice(0, SHEETS_SHOWN)) looks.push(await lookAt(sheet));
    return looks.filter(({ rows, headings }) => rows > 0 && headings.length > 0);
  } finally {
    tracker.close();
  }
}

async function lookAt(sheet: Sheet): Promise<SheetLook> {
  const first: SheetLine[] = [];
  for await (const line of sheet.rows()) if (first.push(line) >= HEADINGS_WITHIN) break;
  const words = ({ cells }: SheetLine): number => cells.filter((cell) => /\p{L}/u.test(cell)).length;
  const heading = first.reduce<SheetLine>((best, line) => (words(line) > words(best) ? line : best), first[0] ?? { row: 0, cells: [] });
  if (words(heading) === 0) return { name: sheet.name, headingsRow: heading.row, headings: [], samples: [], rows: 0 };
  if (heading.cells.length > COLUMNS) throw new RefusedFile('too-large', `${sheet.where(heading.row)} has ${heading.cells.length} headings, and ${COLUMNS} at most can be matched. Delete the columns that are not needed, and send the file again.`);
  const columns = heading.cells.map(() => ({ filled: 0, different: new Set<string>() }));
  let rows = 0;
  for await (const { row, cells } of sheet.rows()) {
    if (row <= heading.row) continue;
    rows += 1;
    columns.forEach((column, i) => {
      const value = (cells[i] ?? '').trim();
      if (value === '' || value === (heading.cells[i] ?? '').trim()) return;
      column.filled += 1;
      if (column.different.size < DIFFERENT) column.different.add(value);
    });
  }
  return { name: sheet.name, headingsRow: heading.row, headings: namedHeadings(heading.cells), above: groupsAbove(first, heading), samples: columns.map(samplesOf), rows };
}

/** The headings that several columns share, in the row before the headings: each stands over the columns up to the next one. A title alone is none. */
function groupsAbove(first: readonly SheetLine[], { row, cells }: SheetLine): string[] {
  const groups = (first.find((line) => line.row === row - 1)?.cells ?? []).map(headingWords);
  if (groups.filter((words) => words !== '').length < 2) return [];
  return cells.map((_, i) => groups.slice(0, i + 1).findLast((words) => words !== '') ?? '');
}

/**
 * Three values of a column. Words that hardly ever come twice may be names, and nobody knows yet whose: their letters
 * and digits but the first are hidden. Days, and words that come again, are shown.
 */
function samplesOf({ filled, different }: { filled: number; different: ReadonlySet<string> }): string[] {
  const some = [...different].slice(0, SAMPLES).map((value) => value.slice(0, 60));
  if (different.size <= filled / 2) return some;
  return some.map((value) => (DAY_LIKE.test(value) ? value : value.replace(/(?<=[\p{L}\p{N}])[\p{L}\p{N}]/gu, '•')));
}
