// The nine tables of the data entry template, one under another in a sheet: each a title, headings and records.
import { LinkedTables } from './linked-tables.ts';
import type { TableColumns } from './linked-tables.ts';
import { plainHeading, templateColumns } from './sen2-headings.ts';
import type { ModuleName } from './sen2-item.ts';
import { TABLES } from './sen2-layout.ts';
import type { ReadingProblem } from './reading.ts';
import { secondHeader } from './sen2-header.ts';
import type { SourceRow } from './source-row.ts';
import type { SheetRow } from './xlsx-sheet.ts';

/** What was read of a workbook: persons wait until the tables that belong to them are there. */
export interface Sheets {
  tables: LinkedTables;
  header: SourceRow | null;
  people: { columns: TableColumns; row: SheetRow }[];
  /** The tables of which there were headings. */
  found: Set<ModuleName>;
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
  else if (columns.module !== 'Header') into.tables.keep(columns, row.row, row.cells);
  else {
    const header = into.tables.together(columns, row.row, row.cells);
    // A second row that holds one value only is one that was filled in beforehand.
    if (into.header !== null && Object.keys(header).length > 2) into.tables.problems.push(secondHeader(`${columns.title}, row ${row.row}`, header));
    into.header ??= header;
  }
}

const notRead = (row: number, value: string, message: string): ReadingProblem => ({ at: `row ${row}`, element: '', value: value.slice(0, 500), message });

const UNKNOWN_TITLE = 'This is no title of a table of the template, so nothing was read from the table under it. Write the title as the template has it.';

/**
 * Takes the tables of the template in turn: a row that begins "Record Type" heads the table whose title came last. Words
 * alone in a row that are no title count as one where such a row follows them: its table is not read, nor put into another.
 */
export function templateTables(into: Sheets): (row: SheetRow) => void {
  const { problems } = into.tables;
  let title: ModuleName | null = null;
  let alone: SheetRow | null = null;
  let columns: TableColumns | null = null;
  return (row) => {
    const [first = '', ...others] = row.cells;
    const single = others.every((cell) => cell === '');
    const titled = single ? moduleTitled(row.cells) : null;
    if (titled !== null) [title, columns, alone] = [titled, null, null];
    else if (plainHeading(first) !== 'record type') {
      if (single) alone = row;
      if (columns !== null) putRecord(columns, row, into);
      else problems.push(notRead(row.row, row.cells.join(' | '), 'This row stands under no title and headings that are known, so nothing was read from it.'));
    } else {
      if (alone !== null) problems.push(notRead(alone.row, alone.cells[0] ?? '', UNKNOWN_TITLE));
      title = alone === null ? title : null;
      columns = title === null ? null : templateColumns(title, TABLES[title].title, row.cells);
      if (title !== null) into.found.add(title);
      alone = null;
    }
  };
}

/** Nothing read yet. */
export function emptySheets(): Sheets {
  return { tables: new LinkedTables(), header: null, people: [], found: new Set() };
}
