// Reads the nine CSV files of a COLLECT export, given as files or as one zip archive of them, in any order.
import type { Archive } from './archive.file.ts';
import { csvHeadings, csvRows, csvSourcesAt, namesOf } from './csv-rows.file.ts';
import type { CsvSource } from './csv-rows.file.ts';
import { FILE_LIMITS } from './file-limits.ts';
import { LinkedTables, missingTables } from './linked-tables.ts';
import type { TableColumns } from './linked-tables.ts';
import { RefusedFile } from './reading.ts';
import type { Batch, ReadingProblem } from './reading.ts';
import { collectColumns, COLLECT_LINKS, moduleOfFile } from './sen2-collect.ts';
import { readHeader, secondHeader } from './sen2-header.ts';
import type { ReturnHeader } from './sen2-header.ts';
import type { ModuleName } from './sen2-item.ts';
import { TABLES } from './sen2-layout.ts';
import type { ReadingStep, ReturnOptions } from './sen2-reading.ts';
import { readPerson } from './sen2-record.ts';
import { LINE } from './source-row.ts';
import type { SourceRow } from './source-row.ts';

const ROWS_A_BATCH = 200;

interface CsvTable {
  source: CsvSource;
  columns: TableColumns;
}

const where = (path: string, row: SourceRow): string => {
  const module = /(\w+)(\[\d+\])?$/.exec(path)?.[1] as ModuleName;
  return `${TABLES[module]?.file ?? module}, row ${row[LINE] ?? 0} (${path})`;
};

async function tablesIn(sources: CsvSource[]): Promise<{ tables: Map<ModuleName, CsvTable>; problems: ReadingProblem[] }> {
  const tables = new Map<ModuleName, CsvTable>();
  const problems: ReadingProblem[] = [];
  for (const source of sources) {
    const headings = await csvHeadings(source);
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
  if (have === '') throw new RefusedFile('wrong-type', 'This is not a SEN2 return: it is no XML file and no DfE workbook, and of the COLLECT export none of its files was found. Choose all nine files, or the XML file or the workbook.');
  throw new RefusedFile('wrong-type', `The file "${TABLES[module].file}" of the COLLECT export is missing; found: ${have}. Choose all nine files.`);
}

/** The header, of the first row of its file; each further row is a problem. */
async function headerOf(table: CsvTable, problems: ReadingProblem[]): Promise<ReturnHeader> {
  const tables = new LinkedTables();
  let header: ReturnHeader | null = null;
  let headings = true;
  for await (const row of csvRows(table.source)) {
    const cells = headings ? null : tables.together(table.columns, row.row, row.cells);
    headings = false;
    if (cells === null) continue;
    if (header === null) header = readHeader(cells, { where, linkColumns: COLLECT_LINKS });
    else problems.push(secondHeader(`${TABLES.Header.file}, row ${row.row}`, cells));
  }
  if (header !== null) return header;
  throw new RefusedFile('wrong-header', `The file "${table.source.name.slice(-60)}" holds no row, so the year is not known. Export it again.`);
}

/** Reads every table but the header and the persons into memory. */
async function waitingRows(tables: Map<ModuleName, CsvTable>, progress: { bytesRead: number }): Promise<LinkedTables> {
  const linked = new LinkedTables();
  for (const [module, { source, columns }] of tables) {
    if (module === 'Header' || module === 'Person') continue;
    let headings = true;
    for await (const row of csvRows(source)) {
      if (!headings) linked.keep(columns, row.row, row.cells);
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
  for await (const row of csvRows(source)) {
    persons += 1;
    if (persons === 0) continue;
    if (persons === 1) yield { header };
    batch.records.push(readPerson(linked.together(columns, row.row, row.cells), `Person[${persons}]`, context));
    if (batch.records.length < ROWS_A_BATCH) continue;
    yield { batch };
    batch = { ...batch, records: [], problems: [] };
  }
  if (persons < 1) throw new RefusedFile('no-persons', 'The file "person" holds no person: there is nothing to load. Check that the export was complete.');
  yield { batch: { ...batch, problems: [...batch.problems, ...linked.problems, ...linked.orphans()], bytesRead: batch.bytesTotal } };
}

/** The header, then the persons in batches. Throws `RefusedFile`. */
export async function* readSen2Csv(paths: string[], options: ReturnOptions = {}): AsyncGenerator<ReadingStep> {
  const opened: Archive[] = [];
  try {
    const sources: CsvSource[] = [];
    const names = namesOf(paths, options.names);
    for (const [i, path] of paths.entries()) sources.push(...await csvSourcesAt(path, names[i] as string, opened));
    const bytesTotal = sources.reduce((sum, source) => sum + source.bytes, 0);
    if (bytesTotal > FILE_LIMITS.streamedBytes) throw new RefusedFile('too-large', `The files are ${Math.ceil(bytesTotal / 1e6)} MB together; at most ${FILE_LIMITS.streamedBytes / 1e6} MB can be read.`);
    const { tables, problems } = await tablesIn(sources);
    const header = await headerOf(needed(tables, 'Header'), problems);
    needed(tables, 'Requests');
    problems.push(...missingTables(new Set(tables.keys()), (module) => `The file "${TABLES[module].file}" of the COLLECT export`));
    yield* people(tables, header, { records: [], problems, bytesRead: 0, bytesTotal });
  } finally {
    for (const archive of opened) archive.close();
  }
}
