import { sql } from 'kysely';
import type { Cell } from '../case-history/derived-table.ts';
import type { TableShape } from '../casework/derivation.ts';
import { createIndex } from '../casework/derived-tables.sql.ts';
import { copyInto } from '../platform/database.ts';
import type { Database } from '../platform/database.ts';
import type { ChildRows } from './return-rows.ts';

/**
 * Lets `use` ask measures of a scratch record: derived tables of its own that hide those of the database and vanish
 * afterwards. Nothing is written to the record.
 */
export function withScratch<T>(
  db: Database, tables: readonly TableShape[], children: Iterable<ChildRows>, use: (scratch: Database) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    const all = [...children];
    for (const [at, table] of tables.entries()) await fill(tx, table, rowsOf(all, at));
    return use(tx);
  });
}

function* rowsOf(children: readonly ChildRows[], at: number): Generator<readonly Cell[]> {
  for (const { childId, rows } of children) for (const row of rows[at] ?? []) yield [childId, ...row];
}

async function fill(tx: Database, table: TableShape, rows: Iterable<readonly Cell[]>): Promise<void> {
  const columns = Object.entries(table.columns);
  const declared = columns.map(([name, { type }]) => sql`${sql.id(name)} ${sql.raw(type)}`);
  await sql`create temp table ${sql.id(table.name)} (child_id uuid not null, ${sql.join(declared)}) on commit drop`.execute(tx);
  await copyInto(tx, table.name, ['child_id', ...columns.map(([name]) => name)], rows);
  for (const index of [['child_id', ...table.key], ...table.indexes]) await createIndex(tx, sql.id('pg_temp', table.name), index);
  await sql`analyze pg_temp.${sql.id(table.name)}`.execute(tx);
}
