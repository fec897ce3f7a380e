import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { fillHouse, placeOf } from '../../test/backups.ts';
import { testDatabase } from '../../test/database.ts';
import { testApp } from '../../test/visitor.ts';
import { makeLog } from '../platform/logging.ts';
import { backupNameAt, isStale, namesToRemove } from './backups.ts';
import { lastBackups, noteBackup, noteCheck } from './backups.sql.ts';
import { run as doctor } from './doctor.command.ts';
import { nightlyBackupJob } from './backup.job.ts';

test('names sort by time, and the latest stay with the one that was found whole', () => {
  assert.equal(backupNameAt('2026-11-22T02:00:07.123Z'), 'sightline-20261122T020007123Z');
  assert.deepEqual(namesToRemove(['b', 'd', 'a', 'c'], 2, null), ['b', 'a']);
  assert.deepEqual(namesToRemove(['b', 'd', 'a', 'c'], 2, 'a'), ['b']);
  assert.deepEqual(namesToRemove(['a'], 2, null), []);
});

test('a test of a backup is too old after seven days', () => {
  assert.equal(isStale(null, '2026-11-22T02:00:00.000Z'), true);
  assert.equal(isStale('2026-11-15T02:00:01.000001Z', '2026-11-22T02:00:00.000Z'), false);
  assert.equal(isStale('2026-11-15T01:59:59.999Z', '2026-11-22T02:00:00.000Z'), true);
});

test('every night a backup is made, restored, compared and noted, and the oldest go; what fails is told', async (t) => {
  const place = placeOf(t);
  const { db, address } = await testDatabase(t);
  const backupDir = place.at('backups');
  const house = await place.house('data', { databaseUrl: address.url, backupDir, backupsKept: 2 });
  await fillHouse(house, 5);
  const log: string[] = [];
  const room = { house, log: makeLog('info', 'json', (line) => log.push(line)) };
  await nightlyBackupJob.run(room, {});
  const [failed] = await lastBackups(db, 1);
  assert.match(failed?.trouble ?? '', /^The folder .*backups is not there, so no backup can be made in it/);

  mkdirSync(backupDir);
  for (const old of ['sightline-20200101T020000Z', 'sightline-20200102T020000Z', 'sightline-20200103T020000Z.part', 'of-somebody-else']) mkdirSync(join(backupDir, old));
  await nightlyBackupJob.run(room, {});
  const [made] = await lastBackups(db, 1);
  assert.deepEqual([made?.trouble, made?.differences, made?.entries], [null, [], 10], log.join('\n'));
  assert.deepEqual(readdirSync(backupDir).sort(), ['of-somebody-else', 'sightline-20200102T020000Z', made?.name ?? ''].sort());
  assert.deepEqual(readdirSync(place.at('data')).filter((name) => name.startsWith('backup-check')), []);
  assert.equal(await doctorSays(address.url, place.at('data'), backupDir), `${made?.name}, at ${made?.checkedAt}: null`);

  await sql`UPDATE backup SET checked_at = checked_at - interval '8 days'`.execute(db);
  assert.match(await doctorSays(address.url, place.at('data'), backupDir), /: No backup was restored and found as it was in the last seven days/);
  assert.equal(await doctorSays(address.url, place.at('data'), ''), 'off: set SIGHTLINE_BACKUP_DIR to a folder on another disk: null');
});

/** What doctor finds of backups last, and its problem. */
async function doctorSays(url: string, dataDir: string, backupDir: string): Promise<string> {
  Object.assign(process.env, { DATABASE_URL: url, SIGHTLINE_DATA_DIR: dataDir, SIGHTLINE_BACKUP_DIR: backupDir });
  let said = '';
  await doctor(['--json'], { out: (text) => { said += text; }, err: () => {} });
  const { settings } = JSON.parse(said) as { settings: { found: string; problem: string | null }[] };
  const last = settings.at(-1);
  return `${last?.found}: ${last?.problem}`;
}

test('derived rows that are not as they were are named', async (t) => {
  const place = placeOf(t);
  const { db, owner, address } = await testDatabase(t);
  const house = await place.house('data', { databaseUrl: address.url, backupDir: place.root });
  await fillHouse(house, 5);
  await sql`UPDATE derived.request SET received_on = received_on + 1`.execute(owner);
  await nightlyBackupJob.run({ house, log: makeLog('error', 'json', () => {}) }, {});
  const [made] = await lastBackups(db, 1);
  assert.ok(made?.differences?.includes('The table request has other rows'), JSON.stringify(made));
});

test('administrators see what came of backups, and may ask for one; others see no such page', async (t) => {
  const place = placeOf(t);
  const { db, signedIn } = await testApp(t, [], { config: { backupDir: place.root } });
  const administrator = await signedIn('administrator');
  assert.match((await administrator.open('/backups')).body, /No backup has been made yet/);
  const noted = { endedAt: '2026-11-21T02:01:00.000Z', bytes: 12_345_678, entries: 4321, historyHash: 'ab', trouble: null };
  await noteBackup(db, { ...noted, name: 'sightline-1' });
  await noteCheck(db, 'sightline-1', { at: '2026-11-21T02:02:00.000Z', differences: [] });
  await noteBackup(db, { ...noted, name: 'sightline-2', endedAt: '2026-11-21T03:01:00.000Z' });
  await noteCheck(db, 'sightline-2', { at: '2026-11-21T03:02:00.000Z', differences: ['The table plan has other rows'] });
  await noteBackup(db, { ...noted, name: 'sightline-3', endedAt: '2026-11-21T04:01:00.000Z', bytes: null, entries: null, trouble: 'The disk is full.' });
  const page = (await administrator.open('/backups')).body;
  for (const said of [/found as it was: 2:02am on 21 November 2026/, /Restored, and all is as it was/, /The table plan has other rows/, /The disk is full\./, /4,321/]) assert.match(page, said);
  const asked = await administrator.fill('/backups', {});
  assert.equal(asked.statusCode, 303);
  const { rows } = await sql`SELECT task_identifier FROM graphile_worker.jobs WHERE task_identifier = 'backup'`.execute(db);
  assert.equal(rows.length, 1);
  assert.equal((await (await signedIn('caseworker')).open('/backups')).statusCode, 404);
});

test('without a folder for backups the page says so, and none is asked for', async (t) => {
  const { db, signedIn } = await testApp(t);
  const administrator = await signedIn('administrator');
  assert.match((await administrator.open('/backups')).body, /Backups are off/);
  const { rows } = await sql`SELECT FROM graphile_worker.jobs`.execute(db);
  assert.equal(rows.length, 0);
});
