// Loading a backup into an empty database, in one transaction of the owner.
import { sql } from 'kysely';
import { historyHash } from '../casework/verify.sql.ts';
import { copyIn, type Database } from '../platform/database.ts';
import { rowsDigest } from './as-it-stood.sql.ts';
import type { RowsDigest } from './as-it-stood.ts';
import type { KeptTable, Sequence } from './backup.sql.ts';

/** What a database holds that should be empty: null where it is; else its history hash, null where it has no record. */
export async function whatIsThere(tx: Database): Promise<null | { entries: number; hash: string | null }> {
  const { rows } = await sql<{ table: string }>`
    SELECT c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')`.execute(tx);
  if (rows.length === 0) return null;
  if (!rows.some(({ table }) => table === 'history')) return { entries: 0, hash: null };
  const counted = await sql<{ entries: number }>`SELECT count(*) AS entries FROM public.history`.execute(tx);
  const entries = counted.rows[0]?.entries ?? 0;
  return { entries, hash: entries === 0 ? null : await historyHash(tx) };
}

interface Constraint { readonly table: string; readonly name: string; readonly definition: string }

/**
 * Runs `load` whilst no table of the schema `public` refers to another and no trigger acts, so that tables may be loaded
 * in any order and rows stay as they were; afterwards every reference is checked and holds again.
 */
export async function whileUnbound(tx: Database, load: () => Promise<void>): Promise<void> {
  const { rows: references } = await sql<Constraint>`
    SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace`.execute(tx);
  const { rows: tables } = await sql<{ table: string }>`
    SELECT DISTINCT tgrelid::regclass::text AS table FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace`.execute(tx);
  for (const { table, name } of references) await sql`ALTER TABLE ${sql.raw(table)} DROP CONSTRAINT ${sql.id(name)}`.execute(tx);
  for (const { table } of tables) await sql`ALTER TABLE ${sql.raw(table)} DISABLE TRIGGER USER`.execute(tx);
  await load();
  for (const { table } of tables) await sql`ALTER TABLE ${sql.raw(table)} ENABLE TRIGGER USER`.execute(tx);
  for (const { table, name, definition } of references) {
    await sql`ALTER TABLE ${sql.raw(table)} ADD CONSTRAINT ${sql.id(name)} ${sql.raw(definition)}`.execute(tx);
  }
}

/** Loads the rows of a table from the text form of COPY; returns the digest of what is in the table then. */
export async function loadTable(tx: Database, { table, columns }: KeptTable, text: AsyncIterable<Uint8Array>): Promise<RowsDigest> {
  await copyIn(tx, { table: `public.${table}`, columns }, text);
  return rowsDigest(tx, 'public', table, columns);
}

/** Lets sequences go on from where they were. */
export async function moveSequences(tx: Database, sequences: readonly Sequence[]): Promise<void> {
  for (const { name, value } of sequences) {
    await sql`SELECT setval(${`public.${name}`}::regclass, ${value}::bigint)`.execute(tx);
  }
}

/** Tells files that were being loaded, and whose work in the background is not in a backup, apart from those that are. */
export async function interruptImports(tx: Database): Promise<void> {
  await sql`UPDATE import_batch SET state = 'interrupted' WHERE state IN ('waiting', 'running')`.execute(tx);
}

/** Gathers what the planner needs to know of the tables that were loaded. `db` speaks as the owner. */
export async function gatherStatistics(db: Database, tables: readonly string[]): Promise<void> {
  for (const table of tables) await sql`ANALYZE ${sql.id('public', table)}`.execute(db);
}
