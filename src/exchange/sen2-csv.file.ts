// Reads the nine CSV files of a COLLECT export, given as files or as one zip archive of them, in any order.
import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { openArchive } from './archive.file.ts';
import type { Archive } from './archive.file.ts';
import { contentInWords, contentOf, sizeWithin, sniff } from './file-bytes.file.ts';
import { FILE_LIMITS } from './file-limits.ts';
import { LinkedTables } from './linked-tables.ts';
import type { TableColumns } from './linked-tables.ts';
import { RefusedFile } from './reading.ts';
import type { Batch, ReadingProblem } from './reading.ts';
import { collectColumns, COLLECT_LINKS, moduleOfFile } from './sen2-collect.ts';
import { readHeader } from './sen2-header.ts';
import type { ReturnHeader } from './sen2-header.ts';
import type { ModuleName } from './sen2-items.ts';
import { TABLES } from './sen2-layout.ts';
import type { ReadingStep } from './sen2-reading.ts';
import { readPerson } from './sen2-record.ts';
import { LINE } from './source-row.ts';
import type { SourceRow } from './source-row.ts';

const ROWS_A_BATCH = 200;

/** One CSV file, wherever it lies. */
interface Source {
  name: string;
  bytes: number;
  open(): Promise<AsyncIterable<Buffer>>;
}

interface CsvTable {
  source: Source;
  columns: TableColumns;
}

interface CsvRow {
  line: number;
  cells: string[];
}

const where = (path: string, row: SourceRow): string => {
  const module = /(\w+)(\[\d+\])?$/.exec(path)?.[1] as ModuleName;
  return `${TABLES[module]?.file ?? module}, line ${row[LINE] ?? 0} (${path})`;
};

async function sourcesAt(path: string, opened: Archive[]): Promise<Source[]> {
  const bytes = await sizeWithin(path, FILE_LIMITS.streamedBytes);
  const content = await sniff(path);
  if (content === 'zip') {
    const archive = await openArchive(path, FILE_LIMITS.packedBytes);
    opened.push(archive);
    return archive.entries;
  }
  const name = path.split(/[\\/]/).at(-1) ?? path;
  if (content !== 'text') throw new RefusedFile('wrong-type', `One of the files is ${contentInWords(content)}, not a CSV file. Choose the CSV files of the COLLECT export, or the zip archive of them.`);
  return [{ name, bytes, open: () => Promise.resolve(createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) }];
}

function refuseCsv(error: unknown, source: Source): never {
  if (error instanceof RefusedFile) throw error;
  if (!(error instanceof CsvError)) throw error;
  const { code } = error;
  const at = `"${source.name.slice(-60)}", line ${String(error['lines'] ?? '?')}`;
  if (code === 'CSV_QUOTE_NOT_CLOSED') throw new RefusedFile('truncated', `A quotation mark that opens in ${at} or before is never closed: part of the file is missing. Export it again.`);
  throw new RefusedFile('malformed', `The file is not well-formed CSV at ${at} (${code.toLowerCase().replaceAll('_', ' ')}). Export it again.`);
}

async function* decoded(source: Source): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  for await (const chunk of await source.open()) {
    if (first && contentOf(chunk) === 'zip') throw new RefusedFile('wrong-type', 'The archive holds another archive. Put the CSV files themselves into it.');
    first = false;
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw new RefusedFile('malformed', `"${source.name.slice(-60)}" has bytes that are not UTF-8, so names could be spoilt. Save it as "CSV UTF-8" and choose it again.`);
    }
    if (text.includes('\0')) throw new RefusedFile('wrong-type', `"${source.name.slice(-60)}" is not a text file. Choose the CSV files of the COLLECT export.`);
    yield text;
  }
}

/** The rows of a CSV file; the first is its headings. */
async function* rowsOf(source: Source): AsyncGenerator<CsvRow> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, info: true, max_record_size: FILE_LIMITS.valueCharacters });
  const feeding = feed(source, parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) yield { line: info.lines, cells: record };
    await feeding;
  } catch (error) {
    refuseCsv(error, source);
  }
}

async function feed(source: Source, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const text of decoded(source)) {
      if (parser.destroyed) return;
      if (!parser.write(text)) await new Promise((resolve) => { parser.once('drain', resolve).once('close', resolve); });
    }
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
}

async function headingsOf(source: Source): Promise<string[]> {
  for await (const row of rowsOf(source)) return row.cells;
  return [];
}

async function tablesIn(sources: Source[]): Promise<{ tables: Map<ModuleName, CsvTable>; problems: ReadingProblem[] }> {
  const tables = new Map<ModuleName, CsvTable>();
  const problems: ReadingProblem[] = [];
  for (const source of sources) {
    const headings = await headingsOf(source);
    const module = moduleOfFile(headings);
    if (module === null) {
      problems.push({ at: source.name.slice(-60), element: headings[0] ?? '', value: '', message: 'This is none of the nine files of a COLLECT export, so nothing was read from it.' });
    } else if (tables.has(module)) {
      throw new RefusedFile('wrong-type', `There are two files of the table "${TABLES[module].file}". Choose the files of one export only.`);
    } else tables.set(module, { source, columns: collectColumns(module, TABLES[module].file, headings) });
  }
  return { tables, problems };
}

function needed(tables: Map<ModuleName, CsvTable>, module: ModuleName): CsvTable {
  const found = tables.get(module);
  if (found !== undefined) return found;
  const have = [...tables.keys()].map((name) => TABLES[name].file).join(', ');
  throw new RefusedFile('wrong-type', `The file "${TABLES[module].file}" of the COLLECT export is missing; ${have === '' ? 'none of its files was found' : `found: ${have}`}. Choose all nine files.`);
}

async function headerOf(table: CsvTable): Promise<ReturnHeader> {
  const tables = new LinkedTables();
  let first = true;
  for await (const row of rowsOf(table.source)) {
    if (!first) return readHeader(tables.together(table.columns, row.line, row.cells), { where, linkColumns: COLLECT_LINKS });
    first = false;
  }
  throw new RefusedFile('wrong-header', `The file "${table.source.name.slice(-60)}" holds no row, so the year is not known. Export it again.`);
}

/** Reads every table but the header and the persons into memory. */
async function waitingRows(tables: Map<ModuleName, CsvTable>, progress: { bytesRead: number }): Promise<LinkedTables> {
  const linked = new LinkedTables();
  for (const [module, { source, columns }] of tables) {
    if (module === 'Header' || module === 'Person') continue;
    let headings = true;
    for await (const row of rowsOf(source)) {
      if (!headings) linked.keep(columns, row.line, row.cells);
      headings = false;
    }
    progress.bytesRead += source.bytes;
  }
  return linked;
}

async function* people(tables: Map<ModuleName, CsvTable>, header: ReturnHeader, first: Batch): AsyncGenerator<ReadingStep> {
  const { source, columns } = needed(tables, 'Person');
  const linked = await waitingRows(tables, first);
  const context = { where, linkColumns: COLLECT_LINKS, year: header.year, referenceDate: header.referenceDate };
  let batch = first;
  let persons = -1;
  for await (const row of rowsOf(source)) {
    persons += 1;
    if (persons === 0) continue;
    if (persons === 1) yield { header };
    batch.records.push(readPerson(linked.together(columns, row.line, row.cells), `Person[${persons}]`, context));
    if (batch.records.length < ROWS_A_BATCH) continue;
    yield { batch };
    batch = { ...batch, records: [], problems: [] };
  }
  if (persons < 1) throw new RefusedFile('no-persons', 'The file "person" holds no person: there is nothing to load. Check that the export was complete.');
  yield { batch: { ...batch, problems: [...batch.problems, ...linked.problems, ...linked.orphans()], bytesRead: batch.bytesTotal } };
}

/** The header, then the persons in batches. Throws `RefusedFile`. */
export async function* readSen2Csv(paths: string[]): AsyncGenerator<ReadingStep> {
  const opened: Archive[] = [];
  try {
    const sources: Source[] = [];
    for (const path of paths) sources.push(...await sourcesAt(path, opened));
    const bytesTotal = sources.reduce((sum, source) => sum + source.bytes, 0);
    if (bytesTotal > FILE_LIMITS.streamedBytes) throw new RefusedFile('too-large', `The files are ${Math.ceil(bytesTotal / 1e6)} MB together; at most ${FILE_LIMITS.streamedBytes / 1e6} MB can be read.`);
    const { tables, problems } = await tablesIn(sources);
    const header = await headerOf(needed(tables, 'Header'));
    needed(tables, 'Requests');
    yield* people(tables, header, { records: [], problems, bytesRead: 0, bytesTotal });
  } finally {
    for (const archive of opened) archive.close();
  }
}
