import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { migrate, MIGRATIONS, migrationsIn } from './migrate.ts';
import { prepareDatabase } from './prepare-database.ts';

const TODAYS = migrationsIn(MIGRATIONS).map(({ name, text }) => [`${name}.sql`, text] as const);

// A folder with the program's own migrations and these.
function folderWith(t: TestContext, more: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-migrations-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of [...TODAYS, ...Object.entries(more)]) writeFileSync(join(folder, name), text);
  return folder;
}

const SOME = {
  '9001-one.sql': 'CREATE TABLE one (n int); SELECT pg_sleep(0.05); INSERT INTO one VALUES (1);',
  '9002-two.sql': 'CREATE TABLE two AS SELECT n FROM one;',
};

test('a database that is up to date has nothing to do', async (t) => {
  const { address } = await testDatabase(t);
  assert.deepEqual(await prepareDatabase(address), []);
});

test('programs that start together apply each file once, in order', async (t) => {
  const { address, owner } = await testDatabase(t);
  const folder = folderWith(t, SOME);
  const applied = await Promise.all([1, 2, 3].map(() => migrate(address, folder)));
  assert.deepEqual(applied.flat(), ['9001-one', '9002-two']);
  const { rows } = await sql<{ n: number }>`SELECT n FROM public.two`.execute(owner);
  assert.deepEqual(rows, [{ n: 1 }]);
});

test('a database of a newer program is refused', async (t) => {
  const { address } = await testDatabase(t);
  await migrate(address, folderWith(t, SOME));
  await assert.rejects(prepareDatabase(address), /newer version of Sightline.*"9001-one".*Nothing was changed/);
});

test('a file that was changed after it was applied is refused', async (t) => {
  const { address } = await testDatabase(t);
  const folder = folderWith(t, SOME);
  await migrate(address, folder);
  appendFileSync(join(folder, '9001-one.sql'), '-- better');
  await assert.rejects(migrate(address, folder), /9001-one\.sql is not the one that was applied/);
});

test('a file that fails changes nothing, names its line, and the files before it stay applied', async (t) => {
  const { address, owner } = await testDatabase(t);
  const folder = folderWith(t, { ...SOME, '9003-bad.sql': 'CREATE TABLE three (n int);\n\nSELECT nothing FROM three;' });
  await assert.rejects(migrate(address, folder), /9003-bad\.sql, line 3: column "nothing" does not exist/);
  const { rows } = await sql`SELECT to_regclass('public.two') AS two, to_regclass('public.three') AS three`.execute(owner);
  assert.deepEqual(rows, [{ two: 'two', three: null }]);
});

test('names sort as an English reader expects, and other text by code point', async (t) => {
  const { db } = await testDatabase(t);
  const { rows } = await sql<{ names: string[]; codes: string[] }>`
    SELECT array_agg(w ORDER BY w COLLATE names) AS names, array_agg(w ORDER BY w) AS codes
    FROM unnest(ARRAY['Z', 'É', 'b', 'e', 'A', 'a']) AS w`.execute(db);
  assert.deepEqual(rows[0]?.names, ['a', 'A', 'b', 'e', 'É', 'Z']);
});
