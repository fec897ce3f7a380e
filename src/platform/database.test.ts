import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { copyInto, rowsOf } from './database.ts';

const { db, owner } = await testDatabase();

test('values come out as text, exact numbers and instants in UTC', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    SELECT date '2026-02-28' AS day, bigint '9007199254740991' AS exact, bigint '9007199254740993' AS large,
      timestamptz '2026-07-01 10:00:00.5+01' AS instant, ARRAY[date '2026-01-01'] AS days, numeric '0.10' AS share`
    .execute(db);
  assert.deepEqual(rows[0], {
    day: '2026-02-28', exact: 9007199254740991, large: '9007199254740993',
    instant: '2026-07-01T09:00:00.500000Z', days: ['2026-01-01'], share: '0.10',
  });
});

test('the app role is neither owner nor administrator, and may not make tables', async () => {
  const { rows } = await sql<{ role: string; superuser: string }>`
    SELECT current_user AS role, current_setting('is_superuser') AS superuser`.execute(db);
  assert.deepEqual(rows, [{ role: 'sightline_app', superuser: 'off' }]);
  await assert.rejects(sql`CREATE TABLE public.mine (a int)`.execute(db), /permission denied/);
});

test('copyInto writes every kind of value within the transaction of its caller', async () => {
  const row = ['a\tb\\c\nd', 12, true, null, new Uint8Array([0, 255]), ['x "y"', null, 'z\\'], { k: ['v'] }] as const;
  await sql`CREATE TABLE public.all_kinds (a text, b int, c bool, d text, e bytea, f text[], g jsonb)`.execute(owner);
  await owner.transaction().execute(async (tx) => {
    assert.equal(await copyInto(tx, 'public.all_kinds', ['a', 'b', 'c', 'd', 'e', 'f', 'g'], [row]), 1);
  });
  const { rows } = await sql<Record<string, unknown>>`SELECT * FROM public.all_kinds`.execute(owner);
  assert.deepEqual(Object.values(rows[0] ?? {}), [...row.slice(0, 4), Buffer.from([0, 255]), row[5], row[6]]);
});

test('a source of rows that fails half-way writes nothing, and the connection lives on', async () => {
  await sql`CREATE TABLE public.half (n int)`.execute(owner);
  const rows = function* (): Generator<number[]> {
    for (let n = 0; n < 50_000; n += 1) yield [n];
    throw new Error('the file ended early');
  };
  await assert.rejects(owner.connection().execute(async (one) => {
    await assert.rejects(copyInto(one, 'half', ['n'], rows()), /ended early/);
    const { rows: found } = await sql<{ n: number }>`SELECT count(*) AS n FROM public.half`.execute(one);
    assert.deepEqual(found, [{ n: 0 }]);
    throw new Error('reached the end');
  }), /reached the end/);
});

test('rowsOf reads a large result through a cursor, and may stop early', async () => {
  let sum = 0;
  for await (const { n } of rowsOf(db, sql<{ n: number }>`SELECT generate_series(1, 5000) AS n`)) sum += n;
  assert.equal(sum, 12_502_500);
  for await (const { n } of rowsOf(db, sql<{ n: number }>`SELECT generate_series(1, 5000) AS n`)) if (n === 3) break;
  assert.equal((await sql`SELECT 1`.execute(db)).rows.length, 1);
});

test('a transaction that fails leaves nothing, and a savepoint its part', async () => {
  await sql`CREATE TABLE public.kept (n int)`.execute(owner);
  await assert.rejects(owner.transaction().execute(async (tx) => {
    await sql`INSERT INTO public.kept VALUES (1)`.execute(tx);
    throw new Error('refused');
  }), /refused/);
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM public.kept`.execute(owner);
  assert.deepEqual(rows, [{ n: 0 }]);
});
