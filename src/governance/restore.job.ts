import { createPublicKey } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { day } from '../calendar/day.ts';
import { checkpointPlaces, checkpointsIn } from '../casework/checkpoint.file.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { rebuild } from '../casework/rebuild.sql.ts';
import { trustedKeys, trustEarlierKeys } from '../casework/signing-key.file.ts';
import { type RecordVerdict, verifyRecord } from '../casework/verify-record.page.ts';
import { historyHash } from '../casework/verify.sql.ts';
import { unsoundReports } from '../performance/fixed-report.sql.ts';
import { milliseconds } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { databaseTrouble } from '../platform/database-trouble.ts';
import type { House } from '../platform/house.ts';
import { type Migration, migrateWithin, MIGRATIONS, migrationsIn } from '../platform/migrate.ts';
import { prepareDatabase } from '../platform/prepare-database.ts';
import { Trouble } from '../platform/trouble.ts';
import { derivedAlike, differencesFrom, tableDifferences } from './as-it-stood.ts';
import { asItStands } from './as-it-stood.sql.ts';
import { bringBack, faultsIn, readManifest, readTable } from './backup-folder.file.ts';
import { fingerprintOf, type Manifest } from './backup-manifest.ts';
import { serverOf } from './backup.sql.ts';
import { gatherStatistics, interruptImports, loadTable, moveSequences, whatIsThere, whileUnbound } from './restore.sql.ts';

type Say = (text: string) => void;

/** A backup that was restored. */
export interface Restored {
  readonly manifest: Manifest;
  readonly seconds: number;
  readonly verdict: RecordVerdict;
  /** Whether dates were derived by the same code and settings as then: else they and figures are not compared. */
  readonly alike: boolean;
  /** What is not as it stood, each in words. */
  readonly differences: readonly string[];
  /** The fingerprint of the key that signed it, where this installation did not know it. */
  readonly strangeKey: string | null;
}

/** A backup, and which of the changes of form its database had had. */
interface Opened {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly had: readonly Migration[];
  readonly later: readonly Migration[];
}

/**
 * Loads a backup into the empty database of `house`, works out all that is derived, verifies the record and compares.
 * Throws `Trouble` where that cannot be; the database is empty then, as it was. `house` is opened as it is found.
 */
export async function restoreBackup(house: House, folder: string, say: Say): Promise<Restored> {
  const begun = milliseconds();
  const opened = await openBackup(folder, say);
  const { manifest } = opened;
  const strangeKey = await load(house, opened, say);
  say('All rows are there. Working out all dates.');
  await prepareDatabase(house.address);
  await gatherStatistics(house.database('migrate'), manifest.tables.map(({ table }) => table));
  await rebuild(house.database('migrate'), ownDerive(), { progress: (children) => say(`${children} children derived`) });
  const verdict = await verifyRecord(house, say);
  say('Comparing with how it stood when the backup was made.');
  const now = await asItStands(house.database('migrate'), day(manifest.stood.asAt));
  const unsound = (await unsoundReports(house.database('migrate'))).map((code) => `The fixed report ${code} is not as it was fixed`);
  return {
    manifest, verdict, alike: derivedAlike(manifest.stood, now), differences: [...differencesFrom(manifest.stood, now), ...unsound], strangeKey,
    seconds: (milliseconds() - begun) / 1000,
  };
}

async function openBackup(folder: string, say: Say): Promise<Opened> {
  const manifest = await readManifest(folder);
  const known = migrationsIn(MIGRATIONS);
  const strange = manifest.migrations.find((had) => !known.some(({ name, digest }) => name === had.name && digest === had.digest));
  if (strange !== undefined) {
    throw new Trouble(`The backup ${folder} was made by another version of Sightline, most likely a newer one: its database has had `
      + `"${strange.name}", which this version does not know. Nothing was changed. Install that version or a later one.`);
  }
  say('Checking the files of the backup.');
  const faults = await faultsIn(folder, manifest);
  if (faults.length > 0) {
    throw new Trouble([`The backup ${folder} is not as it was written. Nothing was changed. Take another backup.`, ...faults.map((fault) => `- ${fault}`)].join('\n'));
  }
  const names = new Set(manifest.migrations.map(({ name }) => name));
  return { folder, manifest, had: known.filter(({ name }) => names.has(name)), later: known.filter(({ name }) => !names.has(name)) };
}

async function load(house: House, opened: Opened, say: Say): Promise<string | null> {
  const strangeKey = checkDataDirectory(house, opened);
  const written: string[] = [];
  try {
    await house.database('migrate').transaction().execute(async (tx) => {
      await loadWithin(tx, opened, say);
      written.push(...await bringBack(opened.folder, opened.manifest.files, house.config.dataDir));
    });
  } catch (error) {
    for (const path of written) await rm(path, { force: true });
    throw notLoaded(error);
  }
  trustEarlierKeys(checkpointPlaces(house.config.dataDir).keyFile, opened.manifest.keys);
  return strangeKey;
}

function notLoaded(error: unknown): unknown {
  if (error instanceof Trouble) return error;
  const trouble = databaseTrouble(error);
  return trouble === null ? error : new Trouble(`${trouble.message} Nothing was restored: the database is as it was.`, { cause: error });
}

async function loadWithin(tx: Database, { manifest, folder, had, later }: Opened, say: Say): Promise<void> {
  const { number, version } = await serverOf(tx);
  if (number < 150_000) throw new Trouble(`This is PostgreSQL ${version}. Sightline needs 15 or later. Nothing was changed.`);
  const there = await whatIsThere(tx);
  if (there !== null) throw new Trouble(notEmpty(there, manifest));
  await migrateWithin(tx, had);
  await whileUnbound(tx, async () => {
    for (const { file, ...table } of manifest.tables) {
      const loaded = await loadTable(tx, table, readTable(folder, file));
      const [difference] = tableDifferences([table], [loaded]);
      if (difference !== undefined) throw new Trouble(`${difference}, once loaded. Nothing was restored. Take another backup.`);
      if (table.rows > 0) say(`${table.table}: ${table.rows} rows`);
    }
  });
  await moveSequences(tx, manifest.sequences);
  if (await historyHash(tx) !== manifest.stood.historyHash) throw new Trouble(`The history in ${folder} is not the one that it says it has. Nothing was restored.`);
  await migrateWithin(tx, later);
  await interruptImports(tx);
}

const PLACE = 'Restore into a place of its own: set SIGHTLINE_DATA_DIR to a new directory, or DATABASE_URL to a new, empty database.';

function notEmpty({ entries, hash }: { entries: number; hash: string | null }, { stood, madeAt }: Manifest): string {
  if (hash === null) return `The database is not empty: it has tables. Nothing was changed. ${PLACE}`;
  const holds = `The database is not empty: it holds a record of ${entries} entries`;
  if (hash !== stood.historyHash) return `${holds}. Nothing was changed. ${PLACE}`;
  return `${holds}, the very ones of this backup of ${madeAt}. Nothing was changed. If a restore was broken off after they were loaded, start Sightline: it does the rest.`;
}

/** Checkpoints that are here already must be those of the backup. Returns the fingerprint of its key where it is not known here. */
function checkDataDirectory({ config: { dataDir } }: House, { folder, manifest }: Opened): string | null {
  const places = checkpointPlaces(dataDir);
  const here = checkpointsIn(places.folder);
  const there = checkpointsIn(join(folder, 'files', 'checkpoints'));
  if (here.some(({ root }, i) => there[i]?.root !== root)) {
    throw new Trouble(`The data directory ${dataDir} holds ${here.length} checkpoints, and not all are in the backup: it is that of another `
      + `record, or of this one after the backup was made. Nothing was changed. Set SIGHTLINE_DATA_DIR to a new directory; or, to go on `
      + `without what was recorded since, move ${places.folder} to a safe place.`);
  }
  return trustedKeys(places.keyFile).includes(manifest.keys[0]) ? null : fingerprintOf(createPublicKey(manifest.keys[0]));
}
