// Which fields of a case hold other values once something is recorded. Pure.
import { caseTables } from './case-tables.ts';
import type { Case } from './case.ts';
import { type AnyDerivedTable, type Cell, rowsOf } from './derived-table.ts';
import type { Entry } from './entry.ts';
import { settle } from './settle.ts';

/** A field of a row of a derived table that holds another value than before; null where it held or holds none. */
export interface FieldChange {
  readonly table: string;
  /** The key of the row, its parts set apart by "/"; empty where a child has one row. */
  readonly row: string;
  readonly column: string;
  readonly was: Cell;
  readonly is: Cell;
}

/**
 * The fields whose values are others with all of `after` recorded than with `before`, in the order of the derived tables. A row that
 * has only got another number, because an earlier one came before it, is the same.
 */
export function fieldChanges(before: readonly Entry[], after: readonly Entry[]): FieldChange[] {
  const [had, has] = [settle(before), settle(after)];
  return caseTables.flatMap((table) => changesOf(table, numbered(table, had), numbered(table, has)));
}

interface NumberedRow { readonly row: string; readonly cells: readonly Cell[]; readonly content: string }

/** The rows of a table with their keys apart from what they say. */
function numbered(table: AnyDerivedTable<Case>, settled: Case): NumberedRow[] {
  const names = Object.keys(table.columns);
  const isKey = names.map((name) => table.key.includes(name));
  return rowsOf(table, settled).map((all) => {
    const cells = all.filter((_, i) => isKey[i] !== true);
    return { row: all.filter((_, i) => isKey[i]).join('/'), cells, content: JSON.stringify(cells) };
  });
}

function changesOf(table: AnyDerivedTable<Case>, had: readonly NumberedRow[], has: readonly NumberedRow[]): FieldChange[] {
  const columns = Object.keys(table.columns).filter((name) => !table.key.includes(name));
  const [gone, come] = [without(had, has), without(has, had)];
  const rows = [...new Set([...come, ...gone].map(({ row }) => row))];
  return rows.flatMap((row) => {
    const [old, now] = [gone, come].map((some) => some.find((one) => one.row === row));
    return columns.flatMap((column, i) => {
      const [was, is] = [old?.cells[i] ?? null, now?.cells[i] ?? null];
      return was === is ? [] : { table: table.name, row, column, was, is };
    });
  });
}

/** The rows of which `others` has none that says the same, each of those standing for one. */
function without(rows: readonly NumberedRow[], others: readonly NumberedRow[]): NumberedRow[] {
  const left = others.map(({ content }) => content);
  return rows.filter(({ content }) => {
    const at = left.indexOf(content);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
