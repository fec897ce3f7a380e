// What can befall a backup: it is tampered with, cut short, killed half-way, or has no room.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { fillHouse, placeOf } from '../../test/backups.ts';
import { testDatabase } from '../../test/database.ts';
import { makeCheckpoint } from '../casework/checkpoint.job.ts';
import { historyHash } from '../casework/verify.sql.ts';
import { openDatabase } from '../platform/database.ts';
import { makeBackup } from './backup.job.ts';
import { restoreBackup } from './restore.job.ts';
import { whatIsThere } from './restore.sql.ts';

const quiet = (): void => {};
const SIGHTLINE = join(import.meta.dirname, '../sightline.ts');

interface Ran { readonly code: number | null; readonly err: string }

/** Runs a command; kills it once it has said so many lines, if a number is given. `limit`: no file may exceed so many kilobytes. */
async function command(args: string[], settings: Record<string, string>, { killAfter = Infinity, limit = 'unlimited' } = {}): Promise<Ran> {
  const script = `ulimit -f ${limit}; exec "$@"`;
  const child = spawn('bash', ['-c', script, 'bash', process.execPath, SIGHTLINE, ...args], { env: { ...process.env, ...settings }, stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString();
    if (err.split('\n').length > killAfter) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return { code: child.exitCode, err };
}

test('a backup that was tampered with is found out before anything is changed', async (t) => {
  const place = placeOf(t);
  const from = await place.house('from');
  await fillHouse(from, 3);
  await makeBackup(from, place.at('whole'), quiet);
  const to = await place.house('to', { databaseUrl: (await place.emptyDatabase()).url }, 'as found');
  const harms: Record<string, { harm: (folder: string) => void; said: RegExp }> = {
    flipped: { harm: (folder) => flip(join(folder, 'tables/history_content.copy.gz')), said: /not as it was written[\s\S]*- tables\/history_content.copy.gz was changed or damaged/ },
    missing: { harm: (folder) => rmSync(join(folder, 'tables/staff.copy.gz')), said: /- tables\/staff.copy.gz is missing/ },
    short: { harm: (folder) => truncateSync(join(folder, 'tables/history.copy.gz'), 100), said: /- tables\/history.copy.gz was cut short: it has 100 of \d+ bytes/ },
    manifest: {
      harm: (folder) => writeFileSync(join(folder, 'manifest.json'), readFileSync(join(folder, 'manifest.json'), 'utf8').replace('"rows": 3', '"rows": 4')),
      said: /cannot be trusted: its manifest.json is not the one that was signed/,
    },
    later: { harm: (folder) => writeFileSync(join(folder, 'manifest.json'), '{ "format": 2 }'), said: /made by a newer version of Sightline/ },
    unsigned: { harm: (folder) => rmSync(join(folder, 'manifest.sig')), said: /is not a backup: it has no manifest.sig/ },
  };
  for (const [name, { harm, said }] of Object.entries(harms)) {
    cpSync(place.at('whole'), place.at(name), { recursive: true });
    harm(place.at(name));
    await assert.rejects(restoreBackup(to, place.at(name), quiet), said, name);
    assert.equal(await whatIsThere(to.database('migrate')), null, name);
  }
  await assert.rejects(restoreBackup(to, place.at('nowhere'), quiet), /is not a backup: it has no manifest.json/);
  assert.deepEqual((await restoreBackup(to, place.at('whole'), quiet)).differences, []);
});

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

test('a record whose chain does not hold is restored as it was, and that is said', async (t) => {
  const place = placeOf(t);
  const from = await place.house('from');
  await fillHouse(from, 3);
  const owner = from.database('migrate');
  await sql`ALTER TABLE history DISABLE TRIGGER USER`.execute(owner);
  await sql`UPDATE history SET kind = 'NOTE' WHERE seq = 1`.execute(owner);
  await makeBackup(from, place.at('backup'), quiet);
  const to = await place.house('to', {}, 'as found');
  const { verdict } = await restoreBackup(to, place.at('backup'), quiet);
  assert.deepEqual([verdict.ok, verdict.found.badSubjects], [false, 3]);
});

test('a report that is not as it was fixed is found each time a backup is restored', async (t) => {
  const place = placeOf(t);
  const from = await place.house('from');
  await fillHouse(from, 1);
  await sql`INSERT INTO fixed_report (code, title, note, known_at, fixed_at, fixed_by) VALUES ('R-2222-3333', 'Slipped in', '', now(), now(), 'nobody')`.execute(from.database('migrate'));
  await makeBackup(from, place.at('backup'), quiet);
  const { differences } = await restoreBackup(await place.house('to', {}, 'as found'), place.at('backup'), quiet);
  assert.deepEqual(differences, ['The fixed report R-2222-3333 is not as it was fixed']);
});

test('a backup is there whole or not at all, and what a killed one left goes with the next', async (t) => {
  const place = placeOf(t);
  const { owner, address } = await testDatabase(t);
  const from = await place.house('from', { databaseUrl: address.url });
  await fillHouse(from, 3);
  const settings = { DATABASE_URL: address.url, SIGHTLINE_DATA_DIR: place.at('from') };
  const gate = await owner.startTransaction().execute();
  await sql`LOCK TABLE team IN ACCESS EXCLUSIVE MODE`.execute(gate);
  // It waits for the gate once it has copied most tables.
  const killed = await command(['backup', place.at('backup')], settings, { killAfter: 5 }).finally(() => gate.rollback().execute());
  assert.equal(killed.code, null);
  assert.deepEqual(readdirSync(place.root).filter((name) => name.startsWith('backup')), ['backup.part']);
  assert.equal((await command(['backup', place.at('backup')], settings)).code, 0);
  assert.deepEqual(readdirSync(place.root).filter((name) => name.startsWith('backup')), ['backup']);
  const again = await command(['backup', place.at('backup')], settings);
  assert.deepEqual([again.code, /is there already, and a backup never overwrites anything/.test(again.err)], [1, true]);
});

test('a place without room, or that is none, gives one clear message and keeps nothing', async (t) => {
  const place = placeOf(t);
  const { address } = await testDatabase(t);
  const from = await place.house('from', { databaseUrl: address.url });
  await fillHouse(from, 60);
  // So that the backup is what finds no room, and not the checkpoint before it.
  await makeCheckpoint(from.database('app'), from.config.dataDir);
  await makeBackup(from, place.at('first'), quiet);
  const settings = { DATABASE_URL: address.url, SIGHTLINE_DATA_DIR: place.at('from') };
  const full = await command(['backup', place.at('backup')], settings, { limit: '8' });
  assert.equal(full.code, 1);
  assert.match(full.err, /could not be written to .*backup, and nothing of it was kept: a file may not become so large there\.\n$/);
  const nowhere = await command(['backup', place.at('not/there')], settings);
  assert.match(nowhere.err, /The folder .*not is not there, so no backup can be made in it\. Make it, or mount its disk\./);
  const file = await command(['backup', place.at('first/manifest.json/backup')], settings);
  assert.match(file.err, /manifest.json is not there, so no backup can be made in it/);
  const locked = await command(['backup', '/proc/backup'], settings);
  assert.match(locked.err, /No backup can be made in \/proc: it is not there\./);
  for (const { code, err } of [nowhere, file, locked]) assert.deepEqual([code, err.trim().split('\n').length], [1, 1]);
  assert.deepEqual([existsSync(place.at('backup')), existsSync(place.at('backup.part'))], [false, false]);
});

test('a restore that is killed leaves the database empty, or whole', async (t) => {
  const place = placeOf(t);
  const from = await place.house('from');
  await fillHouse(from, 5);
  const { manifest } = await makeBackup(from, place.at('backup'), quiet);
  const seen = new Set<string>();
  for (let lines = 1; lines < 40 && !seen.has('whole'); lines += 4) {
    const { url } = await place.emptyDatabase();
    const settings = { DATABASE_URL: url, SIGHTLINE_DATA_DIR: place.at(`to-${lines}`) };
    await command(['restore', place.at('backup')], settings, { killAfter: lines });
    const db = openDatabase({ url }, 'migrate', 1);
    // Until the server has noticed, it still holds the lock of migrations.
    await sql`SELECT pg_advisory_lock(7305012), pg_advisory_unlock(7305012)`.execute(db);
    const there = await whatIsThere(db);
    seen.add(there === null ? 'empty' : 'whole');
    if (there === null) assert.equal((await command(['restore', place.at('backup')], settings)).code, 0);
    else assert.match((await command(['restore', place.at('backup')], settings)).err, /the very ones of this backup/);
    assert.equal(await historyHash(db), manifest.stood.historyHash);
    await db.destroy();
  }
  assert.deepEqual([...seen].sort(), ['empty', 'whole']);
});
