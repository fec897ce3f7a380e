// Derives everything again and compares with what is stored.
import { sql } from 'kysely';
import type { Cell } from '../case-history/derived-table.ts';
import type { Database } from '../platform/database.ts';
import { currentDerivation } from './current-derivation.sql.ts';
import type { Derivation, Derive, TableShape } from './derivation.ts';
import { derivedRows, standingChildren } from './derived.sql.ts';
import { allChains, type Progress } from './rebuild.sql.ts';
import type { TableRows } from './rows.sql.ts';

/** A stored row that is not as derived. */
export interface Difference {
  readonly table: string;
  readonly child: string;
  /** The other key columns of the row, as `plan_no 1`. */
  readonly row: string;
  /** The columns that differ; all of them where the row is missing or should not be there. */
  readonly columns: readonly string[];
  readonly what: 'missing' | 'extra' | 'different';
}

export interface Checked {
  readonly children: number;
  readonly rows: number;
  /** At most a hundred. */
  readonly differences: readonly Difference[];
  readonly count: number;
}

type Row = Record<string, Cell>;

/** Derives the rows of all children again and finds where the stored ones differ, in one snapshot. Changes nothing. */
export async function checkDerived(db: Database, derive: Derive, progress: Progress = () => {}): Promise<Checked> {
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').execute();
  try {
    await sql`LOCK TABLE derivation IN ACCESS SHARE MODE`.execute(tx);
    return await checkAll(tx, await currentDerivation(tx, derive), progress);
  } finally {
    await tx.rollback().execute();
  }
}

async function checkAll(tx: Database, derivation: Derivation, progress: Progress): Promise<Checked> {
  const found: Difference[] = [];
  let [children, rows, end] = [0, 0, '00000000-0000-0000-0000-000000000000'];
  for await (const { after, upTo, chains } of allChains(tx)) {
    const { standing } = await standingChildren(tx, [...chains.keys()], chains);
    const derived = derivedRows(derivation, 'derived', standing.filter(([child]) => chains.has(child)));
    for (const [at, table] of derivation.tables.entries()) {
      const live = await liveRows(tx, table, after, upTo);
      found.push(...compare(table, live, asObjects(derived[at])));
      rows += live.length;
    }
    children += chains.size;
    end = upTo;
    progress(children);
  }
  for (const table of derivation.tables) found.push(...compare(table, await liveRows(tx, table, end, null), []));
  return { children, rows, differences: found.slice(0, 100), count: found.length };
}

async function liveRows(tx: Database, table: TableShape, after: string, upTo: string | null): Promise<Row[]> {
  const columns = sql.join(['child_id', ...Object.keys(table.columns)].map((column) => sql.id(column)));
  const { rows } = await sql<Row>`
    SELECT ${columns} FROM ${sql.id('derived', table.name)}
    WHERE child_id > ${after}::uuid AND (${upTo}::uuid IS NULL OR child_id <= ${upTo}::uuid)`.execute(tx);
  return rows;
}

function asObjects(batch: TableRows | undefined): Row[] {
  return (batch?.rows ?? []).map((cells) => Object.fromEntries(cells.map((cell, at) => [batch?.columns[at], cell])));
}

function compare(table: TableShape, live: readonly Row[], derived: readonly Row[]): Difference[] {
  const key = ['child_id', ...table.key];
  const keyOf = (row: Row): string => key.map((column) => row[column]).join(' ');
  const stored = new Map(live.map((row) => [keyOf(row), row]));
  const found: Difference[] = [];
  for (const row of derived) {
    const other = stored.get(keyOf(row));
    stored.delete(keyOf(row));
    const columns = Object.keys(table.columns).filter((column) => other?.[column] !== row[column]);
    if (columns.length > 0) found.push(difference(table, row, other === undefined ? 'missing' : 'different', columns));
  }
  return [...found, ...[...stored.values()].map((row) => difference(table, row, 'extra', Object.keys(table.columns)))];
}

function difference(table: TableShape, row: Row, what: Difference['what'], columns: readonly string[]): Difference {
  return { table: table.name, child: String(row['child_id']), row: table.key.map((column) => `${column} ${row[column]}`).join(', '), columns, what };
}
