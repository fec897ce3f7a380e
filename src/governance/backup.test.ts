// Backups of real installations, restored into others: built-in and by address, of this PostgreSQL and of another.
import assert from 'node:assert/strict';
import { cpSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { sql } from 'kysely';
import { fillHouse, placeOf, recordChild } from '../../test/backups.ts';
import { testDatabase } from '../../test/database.ts';
import { historyHash } from '../casework/verify.sql.ts';
import { checkpointPlaces } from '../casework/checkpoint.file.ts';
import { makeCheckpoint } from '../casework/checkpoint.job.ts';
import { verifyRecord } from '../casework/verify-record.page.ts';
import type { House } from '../platform/house.ts';
import { migrate, MIGRATIONS } from '../platform/migrate.ts';
import { tablesIn } from './as-it-stood.sql.ts';
import { storedTables } from './backup-tables.ts';
import { makeBackup } from './backup.job.ts';
import { digestsOf, tablesToKeep } from './backup.sql.ts';
import { restoreBackup } from './restore.job.ts';

const quiet = (): void => {};

async function digests(house: House): Promise<unknown> {
  const db = house.database('migrate');
  return (await digestsOf(db, await tablesToKeep(db))).filter(({ table }) => table !== 'import_batch');
}

async function hashOf(house: House): Promise<string> {
  return historyHash(house.database('app'));
}

test('of each stored table it is said whether a backup holds it', async (t) => {
  const { owner } = await testDatabase(t);
  const stored = (await tablesIn(owner, 'public')).map(({ table }) => table);
  assert.deepEqual(Object.keys(storedTables).sort(), stored.sort());
});

test('from the built-in database to another PostgreSQL, and back', async (t) => {
  const place = placeOf(t);
  const first = await place.house('first');
  await fillHouse(first);
  await makeCheckpoint(first.database('app'), first.config.dataDir);
  const made = await makeBackup(first, place.at('one'), quiet);
  assert.deepEqual(made.manifest.checkpoint?.number, 1);

  const { url, major } = await place.emptyDatabase();
  const second = await place.house('second', { databaseUrl: url }, 'as found');
  const there = await restoreBackup(second, place.at('one'), quiet);
  assert.deepEqual([there.verdict.ok, there.verdict.checkpoints, there.alike, there.differences, there.strangeKey], [true, 1, true, [], made.key]);
  assert.deepEqual(await digests(second), await digests(first));

  // Somebody goes on recording there, and the way back takes that along.
  await recordChild(second.database('app'));
  await makeCheckpoint(second.database('app'), second.config.dataDir);
  const again = await makeBackup(second, place.at('two'), quiet);
  assert.equal(Number.parseInt(again.manifest.server, 10), major);
  const third = await place.house('third', {}, 'as found');
  const back = await restoreBackup(third, place.at('two'), quiet);
  assert.deepEqual([back.verdict.ok, back.verdict.checkpoints, back.differences], [true, 2, []]);
  assert.equal(await hashOf(third), await hashOf(second));
  assert.notEqual(await hashOf(third), await hashOf(first));
});

test('what is restored can be used: rights, sequences, references and triggers are as they were', async (t) => {
  const place = placeOf(t);
  const from = await place.house('from');
  await fillHouse(from, 3);
  await makeBackup(from, place.at('backup'), quiet);
  const to = await place.house('to', {}, 'as found');
  await restoreBackup(to, place.at('backup'), quiet);
  const app = to.database('app');
  await recordChild(app);
  await sql`INSERT INTO access_view (viewer, what, route) VALUES ('a', 'case', '/')`.execute(app);
  await assert.rejects(sql`UPDATE history SET kind = 'X'`.execute(app), /permission denied/);
  await assert.rejects(sql`DELETE FROM history`.execute(to.database('migrate')), /append only/);
  await assert.rejects(sql`INSERT INTO access_child VALUES (999999, gen_random_uuid())`.execute(app), /foreign key/);
  const { rows } = await sql<{ state: string }>`SELECT state FROM import_batch`.execute(app);
  assert.deepEqual(rows, [{ state: 'interrupted' }]);
  assert.equal((await verifyRecord(to, quiet)).ok, true);
  const definitions = (house: House) => sql`SELECT conname, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1`
    .execute(house.database('migrate')).then((found) => found.rows);
  assert.deepEqual(await definitions(to), await definitions(from));
});

test('with the key of the installation in place, the backup is known', async (t) => {
  const place = placeOf(t);
  const from = await place.house('data');
  await fillHouse(from, 2);
  await makeCheckpoint(from.database('app'), from.config.dataDir);
  await makeBackup(from, place.at('backup'), quiet);
  const { url } = await place.emptyDatabase();
  // The same data directory, another database: its key and its checkpoints are there.
  const to = await place.house('data', { databaseUrl: url }, 'as found');
  assert.equal((await restoreBackup(to, place.at('backup'), quiet)).strangeKey, null);
  // A checkpoint that was made after the backup speaks of what is not in it.
  await recordChild(to.database('app'));
  await makeCheckpoint(to.database('app'), to.config.dataDir);
  const third = await place.house('data', { databaseUrl: (await place.emptyDatabase()).url }, 'as found');
  await assert.rejects(restoreBackup(third, place.at('backup'), quiet), /holds 2 checkpoints, and not all are in the backup/);
  assert.equal(readdirSync(checkpointPlaces(place.at('data')).folder).filter((name) => name.endsWith('.json')).length, 2);
});

test('an older backup gets the later changes of form; one of a newer version is refused', async (t) => {
  const place = placeOf(t);
  const { url } = await place.emptyDatabase();
  const older = place.at('migrations');
  cpSync(MIGRATIONS, older, { recursive: true, filter: (path) => !path.includes('/0050') });
  await migrate({ url }, older);
  const from = await place.house('from', { databaseUrl: url }, 'as found');
  await fillHouse(from, 2);
  await makeBackup(from, place.at('older'), quiet);
  const to = await place.house('to', {}, 'as found');
  const { differences } = await restoreBackup(to, place.at('older'), quiet);
  assert.deepEqual(differences, []);
  assert.deepEqual((await sql`SELECT count(*) AS n FROM backup`.execute(to.database('app'))).rows, [{ n: 0 }]);

  await sql`INSERT INTO migration (name, digest) VALUES ('9999-later', 'x')`.execute(from.database('migrate'));
  await makeBackup(from, place.at('newer'), quiet);
  const other = await place.house('other', {}, 'as found');
  await assert.rejects(restoreBackup(other, place.at('newer'), quiet), /most likely a newer one: its database has had "9999-later"/);
  await assert.rejects(restoreBackup(to, place.at('older'), quiet), /holds a record of 4 entries, the very ones of this backup/);
  await recordChild(to.database('app'));
  await assert.rejects(restoreBackup(to, place.at('older'), quiet), /holds a record of 6 entries\. Nothing was changed\. Restore into a place of its own/);
});

test('what is recorded while a backup is made is not in it, and all else is', async (t) => {
  const place = placeOf(t);
  const { db, owner, address } = await testDatabase(t);
  const from = await place.house('from', { databaseUrl: address.url });
  await fillHouse(from, 5);
  const before = await hashOf(from);
  const lines: string[] = [];
  const gate = await owner.startTransaction().execute();
  await sql`LOCK TABLE team IN ACCESS EXCLUSIVE MODE`.execute(gate);
  const { promise: under, resolve } = Promise.withResolvers<void>();
  const making = makeBackup(from, place.at('backup'), (text) => {
    lines.push(text);
    if (text.startsWith('subject')) resolve();
  });
  await Promise.race([under, making]).then(() => recordChild(db)).finally(() => gate.rollback().execute());
  const { manifest } = await making;
  assert.deepEqual([manifest.stood.entries, manifest.stood.historyHash], [10, before]);
  assert.notEqual(await hashOf(from), before);
  const to = await place.house('to', {}, 'as found');
  const { differences, verdict } = await restoreBackup(to, place.at('backup'), quiet);
  assert.deepEqual([differences, verdict.ok], [[], true]);
});
