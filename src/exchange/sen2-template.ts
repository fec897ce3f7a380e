// The nine tables of the data entry template, one under another in a sheet: each a title, headings and records.
import { LinkedTables } from './linked-tables.ts';
import type { TableColumns } from './linked-tables.ts';
import { plainHeading, templateColumns } from './sen2-headings.ts';
import type { ModuleName } from './sen2-item.ts';
import { TABLES } from './sen2-layout.ts';
import type { SourceRow } from './source-row.ts';
import type { SheetRow } from './xlsx-sheet.ts';

/** What was read of a workbook: persons wait until the tables that belong to them are there. */
export interface Sheets {
  tables: LinkedTables;
  header: SourceRow | null;
  people: { columns: TableColumns; row: SheetRow }[];
}

const titles = new Map((Object.keys(TABLES) as ModuleName[]).map((module) => [plainHeading(TABLES[module].title), module]));

function moduleTitled(cells: string[]): ModuleName | null {
  const plain = plainHeading(cells[0] ?? '');
  return titles.get(plain) ?? titles.get(plain.replace(/record$/, 'records')) ?? titles.get(plain.replace(/records$/, 'record')) ?? null;
}

/** A template is filled in beforehand with a record type and the authority: such a row holds nothing yet. */
function isFilledIn(columns: TableColumns, cells: string[]): boolean {
  return cells.some((cell, place) => cell !== '' && columns.names[place] !== 'Record Type' && columns.names[place] !== 'LA');
}

/** Puts a record where it belongs; one that nobody has filled in goes nowhere. */
export function putRecord(columns: TableColumns, row: SheetRow, into: Sheets): void {
  if (!isFilledIn(columns, row.cells)) return;
  if (columns.module === 'Person') into.people.push({ columns, row });
  else if (columns.module === 'Header') into.header ??= into.tables.together(columns, row.row, row.cells);
  else into.tables.keep(columns, row.row, row.cells);
}

/** Takes the tables of the template in turn: a row that begins "Record Type" heads the table whose title came last. */
export function templateTables(into: Sheets): (row: SheetRow) => void {
  let title: ModuleName | null = null;
  let columns: TableColumns | null = null;
  return (row) => {
    const others = row.cells.slice(1).some((cell) => cell !== '');
    const titled = others ? null : moduleTitled(row.cells);
    if (titled !== null) title = titled;
    else if (plainHeading(row.cells[0] ?? '') === 'record type' && title !== null) columns = templateColumns(title, TABLES[title].title, row.cells);
    else if (columns !== null) putRecord(columns, row, into);
    else into.tables.problems.push({ at: `row ${row.row}`, element: '', value: row.cells.join(' | ').slice(0, 500), message: 'This row stands above the first table, so nothing was read from it.' });
  };
}

/** Nothing read yet. */
export function emptySheets(): Sheets {
  return { tables: new LinkedTables(), header: null, people: [] };
}
