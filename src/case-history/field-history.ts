// Every value that a settled field has had, as known: the case settled again at each instant at which something was
// recorded, and what differs. The words of a field are the meaning of its derived column, so nothing is listed twice.
import { caseTables } from './case-tables.ts';
import type { Case } from './case.ts';
import { type Cell, rowsOf } from './derived-table.ts';
import type { Entry } from './entry.ts';
import { settle } from './settle.ts';

/** A value that the record held for a field from an instant on. */
export interface HeldValue {
  readonly value: Cell;
  /** The entries recorded at that instant: where the value comes from. */
  readonly from: readonly Entry[];
}

export interface FieldHistory {
  /** The derived table and the row in it, for example `request` and `1`. */
  readonly table: string;
  readonly row: string;
  readonly column: string;
  /** What the field means, in words. */
  readonly meaning: string;
  /** Earliest first; the last is what the record holds now. Null: not recorded. */
  readonly values: HeldValue[];
}

interface FieldNow { table: string; row: string; column: string; meaning: string; value: Cell }

// Every name and number by which a source has known the child, and the words of names, repeat what the child's own fields show.
const shown = caseTables.filter(({ name }) => name !== 'identity' && name !== 'name_word');

function fieldsOf(settled: Case): Map<string, FieldNow> {
  const fields = new Map<string, FieldNow>();
  for (const table of shown) {
    const columns = Object.entries(table.columns);
    for (const cells of rowsOf(table, settled)) {
      const row = columns.flatMap(([name], i) => (table.key.includes(name) ? [String(cells[i])] : [])).join('/');
      columns.forEach(([column, { meaning }], i) => {
        if (!table.key.includes(column)) fields.set(`${table.name}/${row}/${column}`, { table: table.name, row, column, meaning, value: cells[i] ?? null });
      });
    }
  }
  return fields;
}

function instantsOf(entries: readonly Entry[]): string[] {
  return [...new Set(entries.map((entry) => entry.recordedAt))].sort();
}

/** The history of each field of a case that ever held a value, in the order of the derived tables. */
export function fieldHistory(entries: readonly Entry[]): FieldHistory[] {
  const histories = new Map<string, FieldHistory>();
  for (const instant of instantsOf(entries)) {
    const now = fieldsOf(settle(entries, instant));
    const from = entries.filter((entry) => entry.recordedAt === instant);
    for (const [id, { value, ...field }] of now) {
      const held = histories.get(id) ?? { ...field, values: [] };
      histories.set(id, held);
      if (value !== (held.values.at(-1)?.value ?? null)) held.values.push({ value, from });
    }
    for (const [id, held] of histories) {
      if (!now.has(id) && held.values.length > 0 && held.values.at(-1)?.value !== null) held.values.push({ value: null, from });
    }
  }
  return [...histories.values()].filter((history) => history.values.length > 0);
}
