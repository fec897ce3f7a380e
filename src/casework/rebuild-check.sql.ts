// Derives everything again and compares with what is stored.
import { sql } from 'kysely';
import type { Cell } from '../case-history/derived-table.ts';
import type { Database } from '../platform/database.ts';
import { currentDerivation } from './current-derivation.sql.ts';
import type { Derivation, Derive, TableShape } from './derivation.ts';
import { derivedRows, standingChildren } from './derived.sql.ts';
import { allChains, type Progress } from './rebuild.sql.ts';

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
      const live = await liveLines(tx, table, after, upTo);
      rows += live.size;
      found.push(...compare(table, live, derived[at]?.rows ?? []));
    }
    children += chains.size;
    end = upTo;
    progress(children);
  }
  for (const table of derivation.tables) found.push(...compare(table, await liveLines(tx, table, end, null), []));
  return { children, rows, differences: found.slice(0, 100), count: found.length };
}

// Rows are compared as one text each: reading them column by column takes several times as long.
const between = '\u001f';
const nothing = '\u0001';

/** The stored rows of children after one and up to another, as lines. */
async function liveLines(tx: Database, table: TableShape, after: string, upTo: string | null): Promise<Set<string>> {
  const cells = ['child_id', ...Object.keys(table.columns)].map((column) => sql`coalesce(${sql.id(column)}::text, ${sql.lit(nothing)})`);
  const { rows } = await sql<{ line: string }>`
    SELECT concat_ws(${sql.lit(between)}, ${sql.join(cells)}) AS line FROM ${sql.id('derived', table.name)}
    WHERE child_id > ${after}::uuid AND (${upTo}::uuid IS NULL OR child_id <= ${upTo}::uuid)`.execute(tx);
  return new Set(rows.map((row) => row.line));
}

/** A derived row as a line; its last cell, the fingerprint, is left out. */
function lineOf(cells: readonly Cell[]): string {
  let line = String(cells[0]);
  for (let at = 1; at < cells.length - 1; at += 1) line += between + (cells[at] ?? nothing);
  return line;
}

function compare(table: TableShape, live: Set<string>, derived: readonly (readonly Cell[])[]): Difference[] {
  const unmatched = derived.map(lineOf).filter((line) => !live.delete(line));
  if (unmatched.length === 0 && live.size === 0) return [];
  const columns = ['child_id', ...Object.keys(table.columns)];
  const byKey = (lines: Iterable<string>): Map<string, string[]> => new Map([...lines].map((line) => {
    const cells = line.split(between);
    return [['child_id', ...table.key].map((column) => cells[columns.indexOf(column)]).join(' '), cells];
  }));
  const stored = byKey(live);
  const wanted = byKey(unmatched);
  return [
    ...[...wanted].map(([key, cells]) => difference(table, cells, stored.get(key))),
    ...[...stored].filter(([key]) => !wanted.has(key)).map(([, cells]) => ({ ...difference(table, cells, undefined), what: 'extra' as const })),
  ];
}

function difference(table: TableShape, cells: readonly string[], stored: readonly string[] | undefined): Difference {
  const columns = Object.keys(table.columns);
  const row = table.key.map((column) => `${column} ${cells[columns.indexOf(column) + 1]}`).join(', ');
  const differ = columns.filter((_column, at) => stored?.[at + 1] !== cells[at + 1]);
  return { table: table.name, child: cells[0] ?? '', row, columns: differ, what: stored === undefined ? 'missing' : 'different' };
}
