import { mkdirSync } from 'node:fs';
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

type Place = { address: DatabaseAddress; leave(): Promise<void> };

function makeDataDirectory(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Trouble(
      `The data directory ${dataDir} cannot be made (${code}). Set SIGHTLINE_DATA_DIR to one that can.`,
      { cause },
    );
  }
}

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
 * DATABASE_URL), and brings the database up to date. `say` hears remarks. Throws `Trouble` where it cannot be used.
 */
export async function openHouse(config: Config, say: (remark: string) => void = () => {}): Promise<House> {
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
    await prepareDatabase(address, say);
    return { config, address, database, close, abandon: leave };
  } catch (error) {
    await close();
    throw databaseTrouble(error) ?? error;
  }
}
