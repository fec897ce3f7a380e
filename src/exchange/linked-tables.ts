// Rows of the nine tables of a return, linked by ids, put together into one row a person with all that belongs to it.
// Tables may come in any order, persons last or held back; rows wait as one text each, so that a large return fits.
import type { ReadingProblem } from './reading.ts';
import type { ModuleName } from './sen2-item.ts';
import { PARTS, TABLES } from './sen2-layout.ts';
import { addTo, LINE } from './source-row.ts';
import type { SourceRow } from './source-row.ts';

/** The columns of one table. */
export interface TableColumns {
  module: ModuleName;
  /** How people name the table. */
  title: string;
  names: string[];
  /** Place of the row's own id and of the id of the row it belongs to, from 0; -1 where there is none. */
  id: number;
  parent: number;
}

const BETWEEN = '\u001f';

/** Ids that went through a spreadsheet may have become decimals. */
const idIn = (cells: string[], place: number): string => (cells[place] ?? '').trim().replace(/\.0+$/, '');

export class LinkedTables {
  problems: ReadingProblem[] = [];
  readonly #columns = new Map<ModuleName, TableColumns>();
  readonly #waiting = new Map<ModuleName, Map<string, string | string[]>>();
  readonly #seen = new Set<string>();

  /** Keeps a row until the row it belongs to comes. */
  keep(columns: TableColumns, line: number, cells: string[]): void {
    const packed = [String(line), ...cells.map((cell) => (cell.includes(BETWEEN) ? cell.replaceAll(BETWEEN, ' ') : cell))].join(BETWEEN);
    const parent = idIn(cells, columns.parent);
    this.#columns.set(columns.module, columns);
    let table = this.#waiting.get(columns.module);
    if (table === undefined) this.#waiting.set(columns.module, table = new Map<string, string | string[]>());
    const before = table.get(parent);
    if (before === undefined) table.set(parent, packed);
    else if (typeof before === 'string') table.set(parent, [before, packed]);
    else before.push(packed);
  }

  /** The row with the rows that belong to it inside it; those are then no longer kept. */
  together(columns: TableColumns, line: number, cells: string[]): SourceRow {
    const row: SourceRow = { [LINE]: line };
    cells.forEach((cell, place) => {
      const value = cell.trim();
      if (value !== '') addTo(row, columns.names[place] ?? `column ${place + 1}`, value);
    });
    this.#takeParts(row, columns, idIn(cells, columns.id));
    return row;
  }

  #takeParts(row: SourceRow, columns: TableColumns, id: string): void {
    const parts = PARTS[columns.module] ?? [];
    if (parts.length === 0 || id === '') return;
    const key = `${columns.module} ${id}`;
    if (this.#seen.has(key)) {
      const message = 'Another row of this table has the same id, and what belongs to the id went to that one. Give each row an id of its own.';
      this.problems.push({ at: `${columns.title}, row ${row[LINE] ?? 0}`, element: columns.names[columns.id] ?? '', value: id, message });
    }
    this.#seen.add(key);
    for (const part of parts) for (const packed of this.#take(part.module, id)) addTo(row, part.module, this.#unpacked(part.module, packed));
  }

  #take(module: ModuleName, parent: string): string[] {
    const table = this.#waiting.get(module);
    const found = table?.get(parent) ?? [];
    table?.delete(parent);
    return typeof found === 'string' ? [found] : found;
  }

  #unpacked(module: ModuleName, packed: string): SourceRow {
    const [line, ...cells] = packed.split(BETWEEN);
    return this.together(this.#columns.get(module) as TableColumns, Number(line), cells);
  }

  /** One problem for each row that belongs to no other, with its values, so that nothing is dropped unseen. */
  orphans(): ReadingProblem[] {
    return [...this.#waiting].flatMap(([module, table]) => {
      const columns = this.#columns.get(module) as TableColumns;
      return [...table.values()].flat().map((packed) => {
        const [line, ...cells] = packed.split(BETWEEN);
        const row = Object.fromEntries(columns.names.map((name, place) => [name, cells[place] ?? '']).filter(([, value]) => value !== ''));
        return {
          at: `${columns.title}, row ${line ?? ''}`, element: columns.names[columns.parent] ?? columns.title, value: JSON.stringify(row),
          message: 'This row belongs to no other row of the file, so nothing was read from it. Check its id.',
        };
      });
    });
  }
}

/** One problem for each table of a return that is not among those found: without its title or file nothing of it is read. */
export function missingTables(found: ReadonlySet<ModuleName>, named: (module: ModuleName) => string): ReadingProblem[] {
  const missing = (Object.keys(TABLES) as ModuleName[]).filter((module) => !found.has(module));
  return missing.map((module) => ({
    at: '', element: module, value: '',
    message: `${named(module)} was not found, so nothing of it was read. If the return has such records, add it and load the whole return again.`,
  }));
}
