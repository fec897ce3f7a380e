import { type RawBuilder, sql } from 'kysely';
import { canonical } from '../case-history/canonical.ts';
import type { Index } from '../case-history/derived-table.ts';
import type { Database } from '../platform/database.ts';
import type { TableShape } from './derivation.ts';

/** A text that differs wherever the tables would be made differently. */
export function shapeOf(tables: readonly TableShape[]): string {
  return canonical(tables.map(({ name, meaning, columns, key, indexes, within = [] }) => [
    name, meaning, Object.entries(columns).map(([column, { type, meaning: says }]) => [column, type, says]), [...key],
    indexes.map((index) => ('on' in index ? [[...index.on], index.where ?? ''] : [...index])), [...within],
  ]));
}

/** What stands between the brackets where a table is made: the child, its own columns, and what derived the row. */
export function definitionOf(table: TableShape): RawBuilder<unknown> {
  const columns = Object.entries(table.columns).map(([column, { type }]) => sql`${sql.id(column)} ${sql.raw(type)}`);
  return sql`child_id uuid NOT NULL, ${sql.join(columns)}, fingerprint int NOT NULL`;
}

/** Makes the tables, empty and without indexes, in a schema that exists. */
export async function createTables(db: Database, schema: string, tables: readonly TableShape[]): Promise<void> {
  await sql`GRANT USAGE ON SCHEMA ${sql.id(schema)} TO sightline_app, sightline_report`.execute(db);
  for (const table of tables) {
    const name = sql.id(schema, table.name);
    await sql`CREATE TABLE ${name} (${definitionOf(table)})`.execute(db);
    await sql`GRANT SELECT, INSERT, DELETE ON ${name} TO sightline_app`.execute(db);
    await sql`GRANT SELECT ON ${name} TO sightline_report`.execute(db);
    await commentOn(db, schema, table);
  }
}

async function commentOn(db: Database, schema: string, table: TableShape): Promise<void> {
  const meanings: [string, string][] = [
    ['child_id', 'The child or young person'],
    ...Object.entries(table.columns).map(([column, { meaning }]): [string, string] => [column, meaning]),
    ['fingerprint', 'The code and settings that worked the row out'],
  ];
  await sql`COMMENT ON TABLE ${sql.id(schema, table.name)} IS ${sql.lit(table.meaning)}`.execute(db);
  for (const [column, meaning] of meanings) {
    await sql`COMMENT ON COLUMN ${sql.id(schema, table.name, column)} IS ${sql.lit(meaning)}`.execute(db);
  }
}

/** Adds keys and indexes: quicker once the rows are there. */
export async function createIndexes(db: Database, schema: string, tables: readonly TableShape[]): Promise<void> {
  const parts = await canIndexParts(db);
  for (const table of tables) {
    const name = sql.id(schema, table.name);
    const key = sql.join(['child_id', ...table.key].map((column) => sql.id(column)));
    await sql`ALTER TABLE ${name} ADD PRIMARY KEY (${key})`.execute(db);
    for (const index of table.indexes) await createIndex(db, name, index);
    for (const column of parts ? table.within ?? [] : []) {
      await sql`CREATE INDEX ON ${name} USING gin (${sql.id(column)} public.gin_trgm_ops) WITH (fastupdate = off)`.execute(db);
    }
    await sql`ANALYZE ${name}`.execute(db);
  }
}

/** Makes an index on the table of this name, which may carry its schema. */
export async function createIndex(db: Database, name: RawBuilder<unknown>, index: Index): Promise<void> {
  const { on, where }: Exclude<Index, readonly string[]> = 'on' in index ? index : { on: index };
  const parts = on.map((part) => (/^\w+$/.test(part) ? sql.id(part) : sql`(${sql.raw(part)})`));
  await sql`CREATE INDEX ON ${name} (${sql.join(parts)}) ${sql.raw(where === undefined ? '' : `WHERE ${where}`)}`.execute(db);
}

/** Not every server offers it: there a part of a text is found without an index. */
async function canIndexParts(db: Database): Promise<boolean> {
  const { rows } = await sql`SELECT FROM pg_extension WHERE extname = 'pg_trgm'`.execute(db);
  return rows.length > 0;
}
