// Reads the cells of a workbook (.xlsx, .xlsm) sheet by sheet, as text, one row at a time. Formulas are not worked out:
// their stored results are read. Macros are never touched.
import { openArchive } from './archive.file.ts';
import type { Archive, ArchiveEntry } from './archive.file.ts';
import { contentInWords, sizeWithin, sniff } from './file-bytes.file.ts';
import { FILE_LIMITS } from './file-limits.ts';
import { RefusedFile } from './reading.ts';
import { SheetReader } from './xlsx-sheet.ts';
import type { SheetRow, SheetSeen } from './xlsx-sheet.ts';
import { readXml } from './xml-stream.file.ts';
import type { XmlHandlers } from './xml-stream.file.ts';

export interface Workbook {
  /** `seen` is complete once the rows were read to their end. */
  sheets: { name: string; rows(): AsyncGenerator<SheetRow[]>; seen: SheetSeen }[];
  packedBytes: number;
  close(): void;
}

async function refuseOther(path: string): Promise<void> {
  await sizeWithin(path, FILE_LIMITS.packedBytes);
  const content = await sniff(path);
  if (content === 'zip') return;
  if (content === 'compound') throw new RefusedFile('encrypted', 'The selected file is password protected, or a workbook of the old .xls form. Save it as .xlsx without a password and choose it again.');
  throw new RefusedFile('wrong-type', `This is ${contentInWords(content)}, not a workbook. Choose the .xlsx or .xlsm file, or say that it is of another kind.`);
}

function entryNamed(archive: Archive, name: string): ArchiveEntry | null {
  return archive.entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase()) ?? null;
}

function workbookEntry(archive: Archive): ArchiveEntry {
  const found = entryNamed(archive, 'xl/workbook.xml');
  if (found !== null) return found;
  const what = entryNamed(archive, 'xl/workbook.bin') !== null ? 'a binary workbook (.xlsb)' : 'an archive, but not an Excel workbook';
  throw new RefusedFile('wrong-type', `This is ${what}. Save it as .xlsx and choose it again.`);
}

async function readAll(entry: ArchiveEntry, open: XmlHandlers['open']): Promise<void> {
  const handlers: XmlHandlers = { open, text: () => {}, close: () => {} };
  for await (const bytes of readXml(await entry.open(), handlers)) void bytes;
}

async function targets(archive: Archive): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const entry = entryNamed(archive, 'xl/_rels/workbook.xml.rels');
  if (entry !== null) await readAll(entry, (name, a) => {
    const target = a['Target'] ?? '';
    if (name === 'Relationship') found.set(a['Id'] ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  });
  return found;
}

async function sheetList(archive: Archive): Promise<{ name: string; target: string }[]> {
  const ids: { name: string; id: string }[] = [];
  await readAll(workbookEntry(archive), (name, a) => {
    if (name === 'workbookPr' && /^(1|true)$/.test(a['date1904'] ?? '')) {
      throw new RefusedFile('wrong-type', 'The workbook counts dates from 1904. Switch that off in Excel (Options, Advanced), check the dates, and save it again.');
    }
    if (name === 'sheet') ids.push({ name: a['name'] ?? '', id: Object.entries(a).find(([key]) => /:id$/.test(key))?.[1] ?? '' });
  });
  const byId = await targets(archive);
  return ids.map(({ name, id }) => ({ name, target: byId.get(id) ?? '' }));
}

/** The strings that cells point to. Phonetic readings are not part of them. */
async function sharedStrings(archive: Archive): Promise<string[]> {
  const strings: string[] = [];
  const entry = entryNamed(archive, 'xl/sharedStrings.xml');
  if (entry === null) return strings;
  let text = '';
  let taking = false;
  let phonetic = false;
  const handlers: XmlHandlers = {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      taking = name === 't' && !phonetic;
    },
    text: (piece) => { if (taking) text += piece; },
    close: (name) => {
      if (name === 'si') strings.push(text);
      if (name === 'rPh') phonetic = false;
      taking = false;
    },
  };
  for await (const bytes of readXml(await entry.open(), handlers)) void bytes;
  return strings;
}

async function* rowsOf(entry: ArchiveEntry | null, strings: string[], { count, seen }: { count: { cells: number }; seen: SheetSeen }): AsyncGenerator<SheetRow[]> {
  if (entry === null) return;
  for (const list of [seen.hidden, seen.merged]) list.length = 0;
  const reader = new SheetReader(strings, count, seen);
  for await (const bytes of readXml(await entry.open(), reader)) {
    if (bytes > 0) yield reader.rows;
    reader.rows = [];
  }
  if (reader.rows.length > 0) yield reader.rows;
}

/** Opens a workbook. Throws `RefusedFile`; the caller closes it. */
export async function openWorkbook(path: string): Promise<Workbook> {
  await refuseOther(path);
  const archive = await openArchive(path, FILE_LIMITS.packedBytes);
  try {
    const sheets = await sheetList(archive);
    const strings = await sharedStrings(archive);
    const count = { cells: 0 };
    return {
      packedBytes: archive.packedBytes,
      close: () => archive.close(),
      sheets: sheets.map(({ name, target }) => {
        const seen: SheetSeen = { hidden: [], merged: [] };
        return { name, seen, rows: () => rowsOf(entryNamed(archive, target), strings, { count, seen }) };
      }),
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}
