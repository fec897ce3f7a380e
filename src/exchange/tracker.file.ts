// Reads a tracker, a workbook or a CSV file: the sheet that has the columns of its mapping, row by row.
import type { Day } from '../calendar/day.ts';
import { type FileHeader, type ReadRecord, RefusedFile } from './reading.ts';
import type { ReadingStep, TrackerOptions } from './sen2-reading.ts';
import { readySheet, type ReadySheet } from './tracker-ready.ts';
import { readTrackerRow } from './tracker-record.ts';
import type { TrackerMapping } from './tracker-mapping.ts';
import { columnsMissing, namedHeadings } from './tracker-sheet.ts';
import { oddities } from './tracker-oddities.ts';
import { HEADINGS_WITHIN, openTracker, type Sheet } from './tracker-sheets.file.ts';

const ROWS_A_BATCH = 200;

/** The sheet that the mapping names, or the only one that has its columns, with the row of its headings. */
async function sheetFor(sheets: readonly Sheet[], mapping: TrackerMapping): Promise<{ sheet: Sheet; headings: string[]; row: number }> {
  const wanted = mapping.sheet?.toLowerCase().trim();
  const among = wanted === undefined || sheets.length === 1 ? sheets : sheets.filter(({ name }) => name.toLowerCase().trim() === wanted);
  const list = sheets.map(({ name }) => `"${name.slice(0, 40)}"`).slice(0, 15).join(', ');
  if (among.length === 0) throw new RefusedFile('wrong-type', `The workbook has no sheet "${mapping.sheet?.slice(0, 60) ?? ''}", which the mapping names. It has ${list}. Mend the mapping, or choose another file.`);
  const found = await Promise.all(among.map(async (sheet) => ({ sheet, ...await headingsOf(sheet, mapping) })));
  const whole = found.filter(({ missing }) => missing.length === 0);
  const [only] = whole;
  if (only !== undefined && whole.length === 1) return only;
  if (whole.length > 1) throw new RefusedFile('wrong-type', `Several sheets have the columns of the mapping: ${whole.map(({ sheet }) => `"${sheet.name.slice(0, 40)}"`).join(', ')}. Say in the mapping which one it is ("sheet").`);
  throw new RefusedFile('wrong-type', missingWords(found));
}

function missingWords(found: readonly { sheet: Sheet; headings: string[]; missing: string[] }[]): string {
  const nearest = [...found].sort((a, b) => a.missing.length - b.missing.length)[0];
  const names = (list: readonly string[]): string => list.slice(0, 20).map((name) => `"${name.slice(0, 60)}"`).join(', ');
  return `The sheet "${nearest?.sheet.name.slice(0, 60) ?? ''}" has no column ${names(nearest?.missing ?? [])}, which the mapping names. Its headings are ${names(nearest?.headings ?? [])}. Mend the mapping, or choose another file.`;
}

/** The row, among the first ones, that has most of the columns of the mapping. */
async function headingsOf(sheet: Sheet, mapping: TrackerMapping): Promise<{ headings: string[]; row: number; missing: string[] }> {
  let best = { headings: [] as string[], row: 0, missing: columnsMissing(mapping, []) };
  let looked = 0;
  for await (const { row, cells } of sheet.rows()) {
    looked += 1;
    if (mapping.headingsRow !== undefined && row < mapping.headingsRow) continue;
    const headings = namedHeadings(cells);
    const missing = columnsMissing(mapping, headings);
    if (missing.length < best.missing.length || best.row === 0) best = { headings, row, missing };
    if (missing.length === 0 || looked >= HEADINGS_WITHIN || mapping.headingsRow !== undefined) break;
  }
  return best;
}

/** The header, then the rows in batches. Throws `RefusedFile`. */
export async function* readTracker(path: string, { mapping, asAt }: TrackerOptions, name?: string): AsyncGenerator<ReadingStep<FileHeader>> {
  const tracker = await openTracker(path, name);
  try {
    const { sheet, headings, row } = await sheetFor(tracker.sheets, mapping);
    yield { header: headerOf(mapping, asAt, { sheet: sheet.name, headings }) };
    yield* batches(readySheet(mapping, asAt, { headings, where: sheet.where }), sheet, { after: row, bytes: tracker.bytes });
  } finally {
    tracker.close();
  }
}

function headerOf(mapping: TrackerMapping, asAt: Day, { sheet, headings }: { sheet: string; headings: string[] }): FileHeader {
  return { year: null, referenceDate: asAt, lea: null, problems: [], raw: { tracker: mapping.tracker, sheet, headings, mapping: JSON.parse(JSON.stringify(mapping)) as never } };
}

async function* batches(ready: ReadySheet, sheet: Sheet, place: { after: number; bytes: number }): AsyncGenerator<ReadingStep<FileHeader>> {
  let records: ReadRecord[] = [];
  let rows = 0;
  for await (const { row, cells } of sheet.rows()) {
    if (row <= place.after) continue;
    rows += 1;
    records.push(readTrackerRow(ready, row, cells));
    if (records.length < ROWS_A_BATCH) continue;
    yield { batch: { records, problems: [], bytesRead: Math.min(place.bytes, rows * 100), bytesTotal: place.bytes } };
    records = [];
  }
  if (rows === 0) throw new RefusedFile('no-persons', `There is no row under the headings of "${sheet.name.slice(0, 60)}": there is nothing to load. Check that it is the right file.`);
  yield { batch: { records, problems: oddities(sheet, place.after), bytesRead: place.bytes, bytesTotal: place.bytes } };
}
