// The least that writing rows can take: the same rows, brought by the server itself from plain files into copies of
// the same tables with the same keys, indexes and checks.
import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';

/** A table with rows, with its schema. */
export interface Filled { readonly schema: string; readonly name: string; readonly rows: number }

/** All tables of the record, its imports and what is derived that hold any rows. */
export async function filledTables(db: Database): Promise<Filled[]> {
  const { rows } = await sql<{ schema: string; name: string }>`
    SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND (table_schema = 'derived' OR (table_schema = 'public'
      AND table_name IN ('subject', 'history', 'history_content', 'import_batch', 'import_row', 'import_problem', 'quarantine')))
    ORDER BY 1, 2`.execute(db);
  const filled: Filled[] = [];
  for (const { schema, name } of rows) {
    const counted = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.id(schema, name)}`.execute(db);
    filled.push({ schema, name, rows: counted.rows[0]?.n ?? 0 });
  }
  return filled.filter((table) => table.rows > 0);
}

const fileOf = (folder: string, { schema, name }: Filled): string => `${folder}/${schema}.${name}`;

/** Writes the rows of the tables to files of a folder that the server may write to. `db` is an administrator. */
export async function copyOut(db: Database, tables: readonly Filled[], folder: string): Promise<void> {
  for (const table of tables) {
    await sql`COPY ${sql.id(table.schema, table.name)} TO ${sql.lit(fileOf(folder, table))}`.execute(db);
  }
}

/** Makes empty copies of the tables, and finishes what the server has still to write. `db` is an administrator. */
export async function emptyCopies(db: Database, tables: readonly Filled[]): Promise<void> {
  await sql`DROP SCHEMA IF EXISTS floor CASCADE`.execute(db);
  await sql`CREATE SCHEMA floor`.execute(db);
  for (const { schema, name } of tables) {
    await sql`CREATE TABLE ${sql.id('floor', name)} (LIKE ${sql.id(schema, name)} INCLUDING ALL)`.execute(db);
  }
  await sql`CHECKPOINT`.execute(db);
}

/** Brings the files into the copies, in one transaction. */
export async function copyIn(db: Database, tables: readonly Filled[], folder: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const table of tables) {
      await sql`COPY ${sql.id('floor', table.name)} FROM ${sql.lit(fileOf(folder, table))}`.execute(tx);
    }
  });
}

/** Seconds in which the server reads all rows of the record and of what is derived once, and throws them away; `now` gives milliseconds. `db` is an administrator. */
export async function secondsToReadAll(db: Database, now: () => number): Promise<number> {
  const tables = await filledTables(db);
  const began = now();
  for (const { schema, name } of tables) await sql`COPY ${sql.id(schema, name)} TO '/dev/null'`.execute(db);
  return (now() - began) / 1000;
}

/** What the server's own upkeep would have done by the time that anybody looks. `db` is an administrator. */
export async function settleDown(db: Database): Promise<void> {
  await sql`VACUUM (ANALYZE)`.execute(db);
  await sql`CHECKPOINT`.execute(db);
}
