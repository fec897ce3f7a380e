// The rows of one sheet of a workbook, gathered from its elements as they come.
import { FILE_LIMITS } from './file-limits.ts';
import { RefusedFile } from './reading.ts';

export interface SheetRow {
  /** As the spreadsheet numbers it, from 1. */
  row: number;
  /** Text of each cell; empty where there is none. */
  cells: string[];
}

function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/i.exec(reference)?.[0].toUpperCase() ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

/** A number as a person would write it, not as 9.99E9. */
function numberText(text: string): string {
  return /e/i.test(text) && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}

/** What somebody at the screen does not see, or sees otherwise: it is told, since rows are read all the same. */
export interface SheetSeen {
  /** Rows that are hidden by hand or by a filter. */
  readonly hidden: number[];
  /** Cells that are merged: B6:B7. */
  readonly merged: string[];
}

const MERGED = /^[a-z]{1,3}\d{1,7}:[a-z]{1,3}\d{1,7}$/i;

function listed<T>(list: T[], one: T | undefined, { most, what }: { most: number; what: string }): void {
  if (list.length >= most) throw new RefusedFile('bomb', `A sheet holds more than ${most} ${what}. Copy what belongs to the file into a new workbook and save that.`);
  if (one !== undefined) list.push(one);
}

const NO_RESULT = '#VALUE! (no result is stored)';

/** Gathers the rows of one sheet from its elements. */
export class SheetReader {
  rows: SheetRow[] = [];
  readonly #strings: string[];
  readonly #count: { cells: number };
  readonly #seen: SheetSeen;
  #formula = false;
  #row: SheetRow = { row: 0, cells: [] };
  #column = 0;
  #type = '';
  #text = '';
  #taking = false;

  constructor(strings: string[], count: { cells: number }, seen: SheetSeen) {
    this.#seen = seen;
    this.#strings = strings;
    this.#count = count;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') {
      this.#row = { row: Number(attributes['r'] ?? this.#row.row + 1), cells: [] };
      this.#column = 0;
      if (/^(1|true)$/.test(attributes['hidden'] ?? '')) listed(this.#seen.hidden, this.#row.row, { most: FILE_LIMITS.rows, what: 'hidden rows' });
    }
    if (name === 'mergeCell' && MERGED.test(attributes['ref'] ?? '')) listed(this.#seen.merged, attributes['ref'], { most: FILE_LIMITS.merged, what: 'blocks of merged cells' });
    if (name === 'c') this.#cell(attributes);
    // A formula that was never worked out has no result at all; one that comes to nothing has an empty one.
    if (name === 'f') this.#formula = true;
    if (name === 'v') this.#formula = false;
    this.#taking = name === 'v' || name === 't';
  }

  #cell(attributes: Record<string, string>): void {
    this.#column = attributes['r'] === undefined ? this.#column + 1 : columnOf(attributes['r']);
    this.#formula = false;
    this.#type = attributes['t'] ?? 'n';
    this.#text = '';
    const placed = this.#column >= 1 && this.#column <= FILE_LIMITS.columns && this.#row.row >= 1 && this.#row.row <= FILE_LIMITS.rows;
    if (!placed) this.#damaged('stands outside the bounds of a sheet');
  }

  #damaged(how: string): never {
    throw new RefusedFile('malformed', `A cell near row ${this.#row.row} ${how}: the workbook is damaged. Save it again in Excel.`);
  }

  text(text: string): void {
    if (this.#taking) this.#text += text;
  }

  close(name: string): void {
    this.#taking = false;
    if (name === 'c' && this.#formula) this.#put(NO_RESULT);
    else if (name === 'c' && this.#text !== '') this.#put(this.#value().trim());
    if (name === 'row' && this.#row.cells.some((cell) => cell !== '')) this.rows.push(this.#row);
  }

  /** Cells left out before this one are filled in, and counted too: they take room. Those with a format only are not. */
  #put(value: string): void {
    const { cells } = this.#row;
    this.#count.cells += Math.max(1, this.#column - cells.length);
    if (this.#count.cells > FILE_LIMITS.cells) throw new RefusedFile('bomb', `The workbook holds more than ${FILE_LIMITS.cells} cells. Delete what does not belong to the return and save it again.`);
    while (cells.length < this.#column - 1) cells.push('');
    cells[this.#column - 1] = value;
  }

  #value(): string {
    if (this.#type === 's') return this.#strings[Number(this.#text)] ?? this.#damaged('points to a text that is not there');
    return this.#type === 'n' ? numberText(this.#text) : this.#text;
  }
}
