import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { sql } from 'kysely';
import { testDatabase, testServer } from '../../test/database.ts';
import { openDatabase } from './database.ts';
import { databaseTrouble } from './database-trouble.ts';
import { migrate } from './migrate.ts';
import { Trouble } from './trouble.ts';

async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => null, (error: unknown) => error);
}

test('an outage is told in one message, with what to do', async () => {
  const cases: [unknown, RegExp][] = [
    [Object.assign(new Error('could not extend file'), { code: '53100', severity: 'ERROR' }), /disk is full/],
    [new AggregateError([Object.assign(new Error(''), { code: 'ECONNREFUSED' })]), /does not answer/],
    [new Error('Connection terminated unexpectedly'), /connection to the database broke/],
    [new Trouble('as it is'), /^as it is$/],
  ];
  for (const [error, message] of cases) assert.match(databaseTrouble(error)?.message ?? '', message);
});

test('a missing database is told by its server', async () => {
  const { url } = await testServer();
  const db = openDatabase({ url: url.replace(/postgres\?/, 'no_such_database?') }, 'migrate');
  const error = await thrownBy(sql`SELECT 1`.execute(db));
  await db.destroy();
  assert.match(databaseTrouble(error)?.message ?? '', /does not exist. Make it first/);
});

test('a refused value and a wrong statement are no outage', async (t) => {
  const { db } = await testDatabase(t);
  for (const query of [sql`SELECT 'x'::int`, sql`SELECT nothing`]) {
    assert.equal(databaseTrouble(await thrownBy(query.execute(db))), null);
  }
});

test('a server that drops a connection is met by the next query, which finds a new one', async (t) => {
  const { db, owner } = await testDatabase(t);
  const drop = sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user`;
  await sql`SELECT 1`.execute(db);
  await drop.execute(owner);
  await thrownBy(sql`SELECT 1`.execute(db));
  assert.equal((await sql`SELECT 1`.execute(db)).rows.length, 1);
});

test('a user who may not make tables there is told to own the database', async () => {
  await assert.rejects(migrate(await testServer()), /may not make tables in the database postgres.*OWNER TO sightline_test/);
});

test('an owner who may not use the roles is told what the administrator must do', async (t) => {
  await testDatabase(t);
  const { superuserUrl } = await testServer();
  if (superuserUrl === null) return;
  const admin = new pg.Client({ connectionString: superuserUrl });
  await admin.connect();
  const name = `test_${process.pid}_weak`;
  t.after(async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      .then(() => admin.query(`DROP ROLE IF EXISTS ${name}`))
      .finally(() => admin.end());
  });
  await admin.query(`CREATE ROLE ${name} LOGIN`);
  await admin.query(`CREATE DATABASE ${name} OWNER ${name}`);
  const url = superuserUrl.replace('postgres@', `${name}@`).replace('/postgres?', `/${name}?`);
  await assert.rejects(migrate({ url }), new RegExp(`may not speak as the role sightline_app\\. As an administrator.*GRANT sightline_app TO ${name}`));
});
