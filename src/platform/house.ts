import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from './config.ts';
import { type Database, type DatabaseAddress, type DatabaseRole, openDatabase } from './database.ts';
import { databaseTrouble } from './database-trouble.ts';
import { prepareEmbeddedDatabase } from './embedded-database.ts';
import { useEmbeddedServer } from './embedded-server.ts';
import { prepareDatabase } from './prepare-database.ts';
import { Trouble } from './trouble.ts';

/** The installation that a process works in: its settings, its data directory and its database, up to date. */
export type House = {
  config: Config;
  address: DatabaseAddress;
  /** The handle that speaks for `role`; made at the first call. */
  database(role: DatabaseRole): Database;
  /** Closes the handles and, as its last user, stops the embedded server. */
  close(): Promise<void>;
  /** Leaves at once, breaking off whatever statements run: for a program that was told to end. */
  abandon(): Promise<void>;
};

/** Brings a database up to date. */
type Prepare = (address: DatabaseAddress, say: (remark: string) => void) => Promise<unknown>;

type Place = { address: DatabaseAddress; leave(): Promise<void> };

function makeDataDirectory(dataDir: string): void {
  try {
    makeDirectories(dataDir);
  } catch (cause) {
    throw dataDirectoryTrouble(`The data directory ${dataDir} cannot be made`, cause);
  }
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw dataDirectoryTrouble(`The data directory ${dataDir} cannot be written to`, cause);
  }
}

// One by one from above: asked to make all at once, Node tries for ever in places where nothing can be made.
function makeDirectories(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(path) !== path) makeDirectories(dirname(path));
  try {
    mkdirSync(path, { mode: 0o711 });
  } catch (error) {
    // Another program of ours may have been quicker.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

function dataDirectoryTrouble(what: string, cause: unknown): Trouble {
  const { code = '' } = cause as NodeJS.ErrnoException;
  const why = reasons[code];
  return new Trouble(`${what}${why === undefined ? ` (${code})` : `: ${why}`}. Put that right, or set SIGHTLINE_DATA_DIR to another directory.`, { cause });
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not', EPERM: 'this user may not', EROFS: 'the disk is read-only', ENOSPC: 'the disk is full', ENOENT: 'nothing can be made there',
  EEXIST: 'a part of its path is a file', ENOTDIR: 'a part of its path is a file',
};

async function findDatabase(config: Config): Promise<Place> {
  if (config.databaseUrl !== null) return { address: { url: config.databaseUrl }, leave: async () => {} };
  const server = await useEmbeddedServer({ dataDir: config.dataDir });
  try {
    return { address: await prepareEmbeddedDatabase(server.socketDirectory), leave: () => server.release() };
  } catch (error) {
    await server.release();
    throw error;
  }
}

/**
 * Opens the installation: makes the data directory, starts or adopts the embedded server (unless there is a
 * DATABASE_URL), and brings the database up to date, unless `prepare` is null. `say` hears remarks. Throws `Trouble` where it cannot
 * be used.
 */
export async function openHouse(
  config: Config, say: (remark: string) => void = () => {}, prepare: Prepare | null = prepareDatabase,
): Promise<House> {
  makeDataDirectory(config.dataDir);
  const { address, leave } = await findDatabase(config);
  const handles = new Map<DatabaseRole, Database>();
  const database = (role: DatabaseRole): Database => {
    const handle = handles.get(role) ?? openDatabase(address, role);
    handles.set(role, handle);
    return handle;
  };
  const close = async (): Promise<void> => {
    await Promise.all([...handles.values()].map((handle) => handle.destroy()));
    await leave();
  };
  try {
    await prepare?.(address, say);
    return { config, address, database, close, abandon: leave };
  } catch (error) {
    await close();
    throw databaseTrouble(error) ?? error;
  }
}
