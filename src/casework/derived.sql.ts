import { sql } from 'kysely';
import type { Cell } from '../case-history/derived-table.ts';
import type { Entry } from '../case-history/entry.ts';
import { joinedEntries } from '../case-history/joins.ts';
import type { Database } from '../platform/database.ts';
import type { Derivation, TableShape } from './derivation.ts';
import { childChains, type ChainedEntry, survivorOf } from './entries.sql.ts';
import type { TableRows } from './rows.sql.ts';

/** The columns of a derived table as stored: the child, its own, and the derivation that made the row. */
function columnsOf(table: TableShape): string[] {
  return ['child_id', ...Object.keys(table.columns), 'fingerprint'];
}

/** Takes away the rows of these children from every table. */
export async function deleteRows(
  tx: Database, schema: string, tables: readonly TableShape[], children: readonly string[],
): Promise<void> {
  if (children.length === 0 || tables.length === 0) return;
  const parts = tables.map((table, i) =>
    sql`${sql.raw(`part${i}`)} AS (DELETE FROM ${sql.id(schema, table.name)} WHERE child_id = ANY((SELECT ids FROM gone)::uuid[]))`);
  await sql`WITH gone AS (SELECT ${children}::uuid[] AS ids), ${sql.join(parts)} SELECT`.execute(tx);
}

/** The cell without what a PostgreSQL text cannot hold (NUL, half a surrogate pair); the entry keeps it as it came. */
function storable(cell: Cell): Cell {
  if (typeof cell !== 'string' || (cell.isWellFormed() && !cell.includes('\0'))) return cell;
  return cell.replaceAll('\0', '').toWellFormed();
}

/** The rows of children, each with the entries to work them out from, ready to be written into `schema`. */
export function derivedRows(
  derivation: Derivation, schema: string, children: Iterable<readonly [string, readonly Entry[]]>,
): TableRows[] {
  const rows: Cell[][][] = derivation.tables.map(() => []);
  for (const [child, entries] of children) {
    const tables = derivation.rowsOf(entries);
    for (let at = 0; at < rows.length; at += 1) {
      for (const cells of tables[at] ?? []) rows[at]?.push([child, ...cells.map(storable), derivation.fingerprint]);
    }
  }
  return derivation.tables.map((table, at) => ({ table: `${schema}.${table.name}`, columns: columnsOf(table), rows: rows[at] ?? [] }));
}

/**
 * What stands for `children`: every record whose rows go (they and the ones that go on for them), and those that have
 * rows now, each with its joined entries. `had` holds chains already read.
 */
export async function standingChildren(
  db: Database, children: readonly string[], had: ReadonlyMap<string, ChainedEntry[]>,
): Promise<{ gone: string[]; standing: [string, Entry[]][] }> {
  const chains = await childChains(db, children, had);
  const survivors = children.map((child) => survivorOf(child, chains));
  return { gone: [...new Set([...children, ...survivors])], standing: standingAmong(children, chains) };
}

/**
 * Those that go on for `children`, as known at an instant (now without one), with their joined entries. `chains`
 * holds every chain ever joined with one of them. A record of whom nothing was known is left out.
 */
export function standingAmong(
  children: readonly string[], chains: ReadonlyMap<string, readonly Entry[]>, knownAt?: string,
): [string, Entry[]][] {
  const survivors = new Set(children.map((child) => survivorOf(child, chains, knownAt)));
  return [...survivors]
    .map((child): [string, Entry[]] => [child, joinedEntries(child, chains, knownAt)])
    .filter(([, entries]) => entries.length > 0);
}
