import { fork } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import ownPackage from '../../package.json' with { type: 'json' };
import { day } from '../calendar/day.ts';
import { checkpointPlaces, checkpointsIn } from '../casework/checkpoint.file.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { liveDerivation, rebuild } from '../casework/rebuild.sql.ts';
import { signingKey, trustedKeys } from '../casework/signing-key.file.ts';
import { instantNow, milliseconds, todayInEngland } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { databaseTrouble } from '../platform/database-trouble.ts';
import type { House } from '../platform/house.ts';
import type { Job, JobRoom } from '../platform/jobs.ts';
import { errorFields } from '../platform/logging.ts';
import { Trouble } from '../platform/trouble.ts';
import { installationOf } from '../staff/installation.sql.ts';
import { asItStands } from './as-it-stood.sql.ts';
import { backupsIn, beginFolder, failFolder, filesUnder, finishFolder, keepFile, removeBackup, writeTable } from './backup-folder.file.ts';
import { type BackupFile, filesOf, fingerprintOf, FORMAT, type Manifest } from './backup-manifest.ts';
import { digestsOf, inSnapshot, type KeptTable, migrationsHad, rowsInto, sequencesNow, serverOf, tablesToKeep, takingTurns } from './backup.sql.ts';
import { backupNameAt, namesToRemove, PREFIX } from './backups.ts';
import { lastVerified, noteBackup, noteCheck } from './backups.sql.ts';

type Say = (text: string) => void;

/** A backup that was made. */
export interface Backup {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly bytes: number;
  readonly seconds: number;
  /** By what people know the key that signed it. */
  readonly key: string;
}

/**
 * Writes all that is stored, as at one instant, into the new folder `folder`, with what is kept outside the database. It
 * is there whole or not at all. Throws `Trouble` where it cannot be.
 */
export async function makeBackup(house: House, folder: string, say: Say): Promise<Backup> {
  const begun = milliseconds();
  const derive = ownDerive();
  // What is derived by another version, or other settings, could not be compared later.
  await rebuild(house.database('migrate'), derive, { unless: async (db) => (await liveDerivation(db, derive)).sameRows });
  const manifest = await takingTurns(house.database('migrate'), 'one backup', () => writeFolder(house, folder, say));
  if (manifest === 'busy') throw new Trouble('Another backup of this database is being made just now. Try again once it is done.');
  const bytes = filesOf(manifest).reduce((sum, file) => sum + file.bytes, 0);
  return { folder, manifest, bytes, seconds: (milliseconds() - begun) / 1000, key: fingerprintOf(createPublicKey(manifest.keys[0])) };
}

async function writeFolder(house: House, folder: string, say: Say): Promise<Manifest> {
  const root = await beginFolder(folder);
  try {
    const manifest = await fillFolder(house, root, say);
    await finishFolder(folder, manifest, signingKey(checkpointPlaces(house.config.dataDir).keyFile));
    return manifest;
  } catch (error) {
    throw await failFolder(folder, error);
  }
}

async function fillFolder(house: House, root: string, say: Say): Promise<Manifest> {
  const { dataDir } = house.config;
  // Checkpoints from before the snapshot: they cover nothing that is not in it.
  const last = checkpointsIn(checkpointPlaces(dataDir).folder).at(-1);
  const checkpoint = last === undefined ? null : { number: last.number, knownAt: last.knownAt, root: last.root };
  const outside = (await filesUnder(dataDir, 'checkpoints')).filter((path) => Number(/\d+/.exec(path)?.[0]) <= (last?.number ?? 0));
  const madeAt = instantNow();
  const [found, copied] = await inSnapshot(house.database('migrate'), lookThrough, (tx) => copyTables(tx, root, say));
  return {
    format: FORMAT, program: ownPackage.version, server: found.version, madeAt, council: found.council, kind: found.kind,
    migrations: found.migrations, tables: withDigests(copied.tables, found.digests), sequences: copied.sequences,
    files: await keepFiles(dataDir, root, [...outside, ...await filesUnder(dataDir, 'imports')]),
    stood: found.stood, checkpoint, keys: trustedKeys(checkpointPlaces(dataDir).keyFile),
  };
}

async function lookThrough(tx: Database) {
  const site = await installationOf(tx) ?? { kind: 'empty' as const, council: '' };
  const { version } = await serverOf(tx);
  const stood = await asItStands(tx, day(todayInEngland()));
  return { ...site, version, migrations: await migrationsHad(tx), stood, digests: await digestsOf(tx, await tablesToKeep(tx)) };
}

interface Copied extends KeptTable { readonly file: BackupFile; readonly rows: number }

async function copyTables(tx: Database, root: string, say: Say): Promise<{ tables: Copied[]; sequences: Manifest['sequences'] }> {
  const tables: Copied[] = [];
  for (const kept of await tablesToKeep(tx)) {
    const { promise, resolve } = Promise.withResolvers<BackupFile>();
    const rows = await rowsInto(tx, kept, async (text) => resolve(await writeTable(root, kept.table, text)));
    const file = await promise;
    if (rows > 0) say(`${kept.table}: ${rows} rows, ${(file.bytes / 1e6).toFixed(1)} MB`);
    tables.push({ ...kept, file, rows });
  }
  return { tables, sequences: await sequencesNow(tx) };
}

/** The tables copied beside what was counted of them in the same snapshot. Where the two disagree, something is broken. */
function withDigests(tables: readonly Copied[], digests: readonly { table: string; rows: number; digest: string }[]): Manifest['tables'] {
  return tables.map(({ table, columns, rows, file }) => {
    const counted = digests.find((digest) => digest.table === table);
    if (counted?.rows !== rows) throw new Error(`of ${table} ${rows} rows were copied, and ${counted?.rows} counted`);
    return { table, columns, rows, digest: counted.digest, file };
  });
}

async function keepFiles(dataDir: string, root: string, paths: readonly string[]): Promise<BackupFile[]> {
  const kept: BackupFile[] = [];
  for (const path of paths) {
    const file = await keepFile(root, dataDir, path);
    if (file !== null) kept.push(file);
  }
  return kept;
}

const COMMANDS = join(import.meta.dirname, '../sightline.ts');
const FAULT = 'It stopped because of a fault: see the log.';

/** Every night: makes a backup, restores it into a scratch database and compares, and removes the oldest. */
export const nightlyBackupJob: Job = {
  name: 'backup',
  schedule: { dailyAt: 2 },
  run: async (room) => {
    const { backupDir } = room.house.config;
    if (backupDir !== null) await takingTurns(room.house.database('migrate'), 'one night', () => night(room, backupDir));
  },
};

async function night(room: JobRoom, backupDir: string): Promise<void> {
  const { house, log } = room;
  const name = backupNameAt(instantNow());
  // What nights that were broken off have left: nobody else writes here while it is our turn.
  for (const broken of (await backupsIn(backupDir, PREFIX)).broken) await removeBackup(join(backupDir, broken));
  if (!(await backUp(room, backupDir, name))) return;
  const outcome = await check(join(backupDir, name), house.config.dataDir);
  await noteCheck(house.database('app'), name, 'trouble' in outcome ? outcome : { at: instantNow(), differences: outcome.differences });
  if ('trouble' in outcome || outcome.differences.length > 0) log.error('A backup was restored, and is not as it should be: see the page Backups.', { backup: name });
  else log.info('A backup was made, restored and compared: all is as it was.', { backup: name });
  await removeOldest(room, backupDir);
}

async function backUp({ house, log }: JobRoom, backupDir: string, name: string): Promise<boolean> {
  const db = house.database('app');
  try {
    const { manifest: { stood }, bytes } = await makeBackup(house, join(backupDir, name), () => {});
    await noteBackup(db, { name, endedAt: instantNow(), bytes, entries: stood.entries, historyHash: stood.historyHash, trouble: null });
    return true;
  } catch (error) {
    log.error('The nightly backup failed.', { backup: name, ...errorFields(error) });
    const trouble = databaseTrouble(error)?.message ?? FAULT;
    await noteBackup(db, { name, endedAt: instantNow(), bytes: null, entries: null, historyHash: null, trouble });
    return false;
  }
}

/** In a process of its own, so that this one goes on sealing and reminding meanwhile. */
async function check(folder: string, within: string): Promise<{ differences: string[] } | { trouble: string }> {
  const child = fork(COMMANDS, ['backup', 'check', folder, '--in', within, '--json'], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  if (child.stdout === null || child.stderr === null) throw new Error('the check has no output');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  try {
    return { differences: (JSON.parse(out) as { differences: string[] }).differences };
  } catch {
    return { trouble: `It could not be restored: ${err.trim().split('\n').at(-1) ?? FAULT}` };
  }
}

async function removeOldest({ house, log }: JobRoom, backupDir: string): Promise<void> {
  const verified = await lastVerified(house.database('app'));
  const { whole } = await backupsIn(backupDir, PREFIX);
  for (const name of namesToRemove(whole, house.config.backupsKept, verified?.name ?? null)) {
    await removeBackup(join(backupDir, name));
    log.info('An old backup was removed.', { backup: name });
  }
}
