import { sql } from 'kysely';
import type { Cell } from '../case-history/derived-table.ts';
import { copyInto, type Database } from '../platform/database.ts';

/** Rows for one table: `table` with its schema, cells in the order of `columns`. */
export interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Above this many rows COPY is quicker than one INSERT. */
const few = 300;

/** Adds rows to several tables: one statement where they are few, a COPY for each table where they are many. */
export async function writeRows(tx: Database, batches: readonly TableRows[]): Promise<void> {
  const full = batches.filter((batch) => batch.rows.length > 0);
  if (full.length === 0) return;
  if (full.reduce((sum, batch) => sum + batch.rows.length, 0) <= few) {
    const parts = full.map((batch, i) => sql`${sql.raw(`part${i}`)} AS (${insertion(batch)})`);
    await sql`WITH ${sql.join(parts)} SELECT`.execute(tx);
    return;
  }
  for (const batch of full) await copyInto(tx, batch.table, batch.columns, batch.rows);
}

function insertion(batch: TableRows): ReturnType<typeof sql> {
  const columns = sql.join(batch.columns.map((name) => sql.ref(name)));
  const objects = batch.rows.map((row) => Object.fromEntries(row.map((cell, at) => [batch.columns[at], cell])));
  return sql`INSERT INTO ${sql.table(batch.table)} (${columns})
    SELECT ${columns} FROM json_populate_recordset(null::${sql.table(batch.table)}, ${JSON.stringify(objects)}::json)`;
}
