// Installations for a while: a folder of their own under the folder for temporary files, with databases of their own.
// Nothing of it stays, however the program ends.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { readConfig } from './config.ts';
import { type Database, openDatabase } from './database.ts';
import { type House, openHouse } from './house.ts';

export interface Place {
  readonly folder: string;
  /** Says on the error output how far it is. */
  say(text: string): void;
  /** Done, the latest first, where the program is told to end. */
  readonly endings: Set<() => Promise<void>>;
  /** The version of the database server, once an installation was opened. */
  server: string;
}

/** Runs `use` in a place that is gone afterwards. */
export async function inPlace<T>(say: (text: string) => void, use: (place: Place) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-scratch-'));
  chmodSync(folder, 0o711);
  const endings: Place['endings'] = new Set();
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const quit = (): void => {
    const all = [...endings].reverse().map((end) => end().catch(() => {}));
    void Promise.all(all).finally(() => process.exit(130));
  };
  process.once('exit', remove).once('SIGINT', quit).once('SIGTERM', quit);
  try {
    return await use({ folder, say, endings, server: '' });
  } finally {
    process.off('exit', remove).off('SIGINT', quit).off('SIGTERM', quit);
    remove();
  }
}

/** A folder of the place that the database server may write to too. */
export function openFolder(place: Place, name: string): string {
  const path = join(place.folder, name);
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o777);
  return path;
}

/** The data directory of an installation of the place. */
export function dataDirOf(place: Place, name: string): string {
  return join(place.folder, name);
}

/** An installation of the place, with a handle that may do all in its database. */
export interface ScratchHouse extends House { readonly administrator: Database }

/** Runs `use` in the installation `name` of the place, made where there is none; its server runs until then. */
export async function withHouse<T>(place: Place, name: string, use: (house: ScratchHouse) => Promise<T>): Promise<T> {
  const house = await openHouse({ ...readConfig({}), dataDir: dataDirOf(place, name) }, place.say);
  const { address } = house;
  if (!('socketDirectory' in address)) throw new Error('a scratch installation has the built-in database');
  const url = `postgresql://postgres@/${address.database}?host=${encodeURIComponent(address.socketDirectory)}`;
  const administrator = openDatabase({ url }, 'migrate', 2);
  const abandon = (): Promise<void> => house.abandon();
  place.endings.add(abandon);
  try {
    const { rows } = await sql<{ version: string }>`SELECT current_setting('server_version') AS version`.execute(administrator);
    place.server = rows[0]?.version ?? '';
    return await use({ ...house, administrator });
  } finally {
    await administrator.destroy();
    await house.close();
    place.endings.delete(abandon);
  }
}
