import { createPublicKey } from 'node:crypto';
import ownPackage from '../../package.json' with { type: 'json' };
import { day } from '../calendar/day.ts';
import { checkpointsIn } from '../casework/checkpoint.file.ts';
import { checkpointPlaces, makeCheckpoint } from '../casework/checkpoint.job.ts';
import { prepareRecord } from '../casework/derivation.job.ts';
import { signingKey, trustedKeys } from '../casework/signing-key.file.ts';
import { instantNow, milliseconds, todayInEngland } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import type { House } from '../platform/house.ts';
import { Trouble } from '../platform/trouble.ts';
import { installationOf } from '../staff/installation.sql.ts';
import { asItStands } from './as-it-stood.sql.ts';
import { beginFolder, failFolder, filesUnder, finishFolder, keepFile, writeTable } from './backup-folder.file.ts';
import { type BackupFile, filesOf, fingerprintOf, FORMAT, type Manifest } from './backup-manifest.ts';
import { digestsOf, inSnapshot, type KeptTable, migrationsHad, rowsInto, sequencesNow, serverOf, tablesToKeep, takingTurns } from './backup.sql.ts';

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
  await prepareRecord(house);
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
  const checkpoint = await lastCheckpoint(house, say);
  const outside = await filesUnder(dataDir, 'checkpoints');
  const madeAt = instantNow();
  const [found, copied] = await inSnapshot(house.database('migrate'), lookThrough, (tx) => copyTables(tx, root, say));
  return {
    format: FORMAT, program: ownPackage.version, server: found.version, madeAt, council: found.council, kind: found.kind,
    migrations: found.migrations, tables: withDigests(copied.tables, found.digests), sequences: copied.sequences,
    files: await keepFiles(dataDir, root, [...outside, ...await filesUnder(dataDir, 'imports')]),
    stood: found.stood, checkpoint, keys: trustedKeys(checkpointPlaces(dataDir).keyFile),
  };
}

/** A backup of a record whose checkpoints are lost or damaged is worth more than none. */
async function lastCheckpoint(house: House, say: Say): Promise<Manifest['checkpoint']> {
  const { dataDir } = house.config;
  await makeCheckpoint(house.database('app'), dataDir).catch((error: unknown) => {
    if (!(error instanceof Trouble)) throw error;
    say(error.message);
  });
  const last = checkpointsIn(checkpointPlaces(dataDir).folder).at(-1);
  return last === undefined ? null : { number: last.number, knownAt: last.knownAt, root: last.root };
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
