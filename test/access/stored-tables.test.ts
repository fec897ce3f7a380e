// Of every stored table it is known how it comes to change (AUD-01).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../database.ts';
import { storedTables } from './stored-tables.ts';

test('no table is stored of which nobody has said how it changes, and none that is gone is spoken of', async (t) => {
  const { owner } = await testDatabase(t);
  const { rows } = await sql<{ name: string }>`SELECT relname AS name FROM pg_catalog.pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'f') ORDER BY 1`.execute(owner);
  assert.deepEqual(rows.map(({ name }) => name), Object.keys(storedTables).sort());
});

test('the program itself can only add to the record and to the log', async (t) => {
  const { owner } = await testDatabase(t);
  const { rows } = await sql<{ name: string }>`SELECT relname AS name FROM pg_catalog.pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND has_any_column_privilege('sightline_app', oid, 'INSERT') AND NOT has_table_privilege('sightline_app', oid, 'UPDATE, DELETE, TRUNCATE')`.execute(owner);
  const onlyAddedTo = new Set(rows.map(({ name }) => name));
  const kept = Object.keys(storedTables).filter((name) => storedTables[name] === 'is the record' || storedTables[name] === 'is the log');
  assert.deepEqual(kept.filter((name) => !onlyAddedTo.has(name)), []);
});
