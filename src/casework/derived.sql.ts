import { sql } from 'kysely';
import type { Cell } from '../case-history/derived-table.ts';
import type { Entry } from '../case-history/entry.ts';
import { standingAmong, survivorOf } from '../case-history/joins.ts';
import type { Database } from '../platform/database.ts';
import type { Derivation, TableShape } from './derivation.ts';
import { childRows } from './derive-batch.ts';
import { childChains, type ChainedEntry } from './entries.sql.ts';
import type { TableRows } from './rows.sql.ts';

/** The columns of a derived table as stored: the child, its own, and the derivation that made the row. */
export function columnsOf(table: TableShape): string[] {
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

/** The rows of children, each with the entries to work them out from, ready to be written into `schema`. */
export function derivedRows(
  derivation: Derivation, schema: string, children: Iterable<readonly [string, readonly Entry[]]>,
): TableRows[] {
  const rows: Cell[][][] = derivation.tables.map(() => []);
  for (const [child, entries] of children) {
    for (const [at, own] of childRows(derivation, child, entries).entries()) rows[at]?.push(...own);
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
