// Trackers for tests: a CSV text loaded by its mapping, and the same as a workbook with days as serial numbers.
import { parse } from 'csv-parse/sync';
import { day, type Day, daysBetween, parseDay } from '../src/calendar/day.ts';
import type { Derive } from '../src/casework/derivation.ts';
import { openFile } from '../src/exchange/import-source.file.ts';
import type { Taken } from '../src/exchange/import.sql.ts';
import { readMapping, type TrackerMapping } from '../src/exchange/tracker-mapping.ts';
import type { Database } from '../src/platform/database.ts';
import { deriveCases } from './casework.ts';
import { tryLoad } from './imports.ts';
import { withFiles } from './reading.ts';
import { workbookFiles } from './return-workbook.ts';
import { zipped } from './zip.ts';

/** The mapping in a JSON text that is right. */
export function mappingOf(text: string): TrackerMapping {
  const read = readMapping(text);
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return read.mapping;
}

/** Loads a tracker through the reading process. */
export function loadTracker(db: Database, content: string | Buffer, how: { mapping: TrackerMapping; asAt: Day; dryRun?: boolean; derive?: Derive }): Promise<Taken> {
  return withFiles([{ name: 'tracker.csv', content }], async (paths) => {
    const opened = await openFile('tracker', paths, { tracker: how });
    if ('refused' in opened) throw new Error(opened.refused.message);
    const taken = await tryLoad(db, opened.source, { wait: true, dryRun: how.dryRun ?? false, mapping: how.mapping, derive: how.derive ?? deriveCases });
    if ('refused' in taken) throw new Error(taken.refused);
    return taken;
  });
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A tracker's CSV as a workbook in which real days, day first, are numbers, as Excel stores them. */
export function trackerAsWorkbook(csv: string, sheets: readonly string[] = ['Requests']): Buffer {
  const rows = (parse(csv, { relax_column_count: true }) as string[][]).map((cells, i) => {
    const written = cells.map((text, place) => (text === '' ? '' : cell(`${String.fromCharCode(65 + place)}${i + 1}`, text)));
    return `<row r="${i + 1}">${written.join('')}</row>`;
  }).join('');
  return zipped(workbookFiles(sheets.map((name) => ({ name, rows })), []));
}

function cell(at: string, text: string): string {
  const [, date, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text) ?? [];
  const on = year === undefined ? null : parseDay(`${year}-${month ?? ''}-${date ?? ''}`);
  if (on !== null) return `<c r="${at}" s="1"><v>${daysBetween(day('1899-12-30'), on)}</v></c>`;
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}
