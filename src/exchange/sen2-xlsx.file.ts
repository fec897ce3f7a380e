// Reads the data entry template of the SEN2 return: one sheet with nine tables one under another, each a title, a row of
// headings and its records. Also the "pre-submission" workbook, with a sheet for each table and no header.
import { FILE_LIMITS } from './file-limits.ts';
import { missingTables } from './linked-tables.ts';
import type { TableColumns } from './linked-tables.ts';
import { RefusedFile } from './reading.ts';
import type { ReadRecord } from './reading.ts';
import { collectColumns, COLLECT_LINKS, moduleOfFile } from './sen2-collect.ts';
import { readHeader } from './sen2-header.ts';
import type { ReturnHeader } from './sen2-header.ts';
import { plainHeading, TEMPLATE_LINKS } from './sen2-headings.ts';
import type { ModuleName } from './sen2-item.ts';
import { layoutOf, TABLES } from './sen2-layout.ts';
import type { ReadingStep, ReturnOptions } from './sen2-reading.ts';
import { readPerson } from './sen2-record.ts';
import type { RecordContext } from './sen2-record.ts';
import { emptySheets, putRecord, templateTables } from './sen2-template.ts';
import type { Sheets } from './sen2-template.ts';
import { LINE } from './source-row.ts';
import type { SourceRow } from './source-row.ts';
import { openWorkbook } from './xlsx.file.ts';
import type { SheetRow } from './xlsx-sheet.ts';
import type { Workbook } from './xlsx.file.ts';

const PEOPLE_A_BATCH = 200;

const where = (path: string, row: SourceRow): string => {
  const module = /(\w+)(\[\d+\])?$/.exec(path)?.[1] as ModuleName;
  return `${TABLES[module]?.title ?? module}, row ${row[LINE] ?? 0} (${path})`;
};

async function readTemplate(rows: AsyncIterable<SheetRow[]>): Promise<Sheets> {
  const sheets = emptySheets();
  const take = templateTables(sheets);
  for await (const some of rows) some.forEach(take);
  return sheets;
}

async function readPreSubmission(workbook: Workbook): Promise<Sheets> {
  const sheets = emptySheets();
  for (const sheet of workbook.sheets) {
    let columns: TableColumns | null = null;
    for await (const some of sheet.rows()) for (const row of some) {
      const module = columns === null ? moduleOfFile(row.cells) : null;
      if (columns !== null) putRecord(columns, row, sheets);
      else if (module !== null) {
        columns = collectColumns(module, TABLES[module].sheet, row.cells);
        sheets.found.add(module);
      }
    }
  }
  return sheets;
}

function refuseOther(workbook: Workbook): never {
  const names = workbook.sheets.map((sheet) => `"${sheet.name.slice(0, 40)}"`).slice(0, 10).join(', ');
  throw new RefusedFile('wrong-type', `The workbook has no sheet "Data Entry Template", and no sheets Person and Requests; it has ${names}. Choose the SEN2 data entry template, filled in.`);
}

function statedHeader(header: SourceRow | null, links: ReadonlySet<string>): ReturnHeader {
  if (header === null) throw new RefusedFile('wrong-header', 'The table "Header Record" is missing or empty, so the year is not known. Fill it in and choose the file again.');
  return readHeader(header, { where, linkColumns: links });
}

function optionHeader({ year }: ReturnOptions): ReturnHeader {
  if (year === undefined) throw new RefusedFile('wrong-header', 'This workbook has a sheet for each table and no header, so its year is not known. Say which collection year it is of.');
  return readHeader({ Collection: 'SEN2', Year: String(year), ReferenceDate: layoutOf(year)?.censusDay ?? '' }, { where, linkColumns: new Set() });
}

function* steps(sheets: Sheets, header: ReturnHeader, place: { links: ReadonlySet<string>; bytes: number; named: (module: ModuleName) => string }): Generator<ReadingStep> {
  if (sheets.people.length === 0) throw new RefusedFile('no-persons', 'The table "Person Record" holds no person: there is nothing to load. Check that it is filled in.');
  yield { header };
  const context: RecordContext = { where, linkColumns: place.links, year: header.year, referenceDate: header.referenceDate };
  let records: ReadRecord[] = [];
  for (const [index, { columns, row }] of sheets.people.entries()) {
    records.push(readPerson(sheets.tables.together(columns, row.row, row.cells), `Person[${index + 1}]`, context));
    if (records.length < PEOPLE_A_BATCH) continue;
    yield { batch: { records, problems: [], bytesRead: Math.floor(place.bytes * (index / sheets.people.length)), bytesTotal: place.bytes } };
    records = [];
  }
  const problems = [...sheets.tables.problems, ...sheets.tables.orphans(), ...missingTables(sheets.found, place.named)];
  yield { batch: { records, problems, bytesRead: place.bytes, bytesTotal: place.bytes } };
}

/** The header, then the persons in batches. Throws `RefusedFile`. */
export async function* readSen2Workbook(path: string, options: ReturnOptions): AsyncGenerator<ReadingStep> {
  const workbook = await openWorkbook(path);
  const bytes = Math.min(workbook.packedBytes, FILE_LIMITS.packedBytes);
  try {
    const named = (name: string) => workbook.sheets.find((sheet) => plainHeading(sheet.name) === name);
    const template = named('data entry template');
    if (template !== undefined) {
      const sheets = await readTemplate(template.rows());
      yield* steps(sheets, statedHeader(sheets.header, TEMPLATE_LINKS), { links: TEMPLATE_LINKS, bytes, named: (module) => `The table "${TABLES[module].title}"` });
    } else if (named('person') !== undefined && named('requests') !== undefined) {
      const sheets = await readPreSubmission(workbook);
      sheets.found.add('Header');
      yield* steps(sheets, optionHeader(options), { links: COLLECT_LINKS, bytes, named: (module) => `The sheet "${TABLES[module].sheet}"` });
    } else refuseOther(workbook);
  } finally {
    workbook.close();
  }
}
