// The place in which a backup is tried out: a data directory with a database server of its own, gone afterwards.
import { existsSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endServer } from '../platform/embedded-process.ts';

const NAME = /^backup-check-(\d+)$/;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// Where the server's own user cannot enter the folder, its files lie elsewhere.
function clusterIn(folder: string): string | null {
  const cluster = join(folder, 'postgres');
  return existsSync(cluster) ? realpathSync(cluster) : null;
}

function remove(folder: string): void {
  for (const path of [clusterIn(folder) ?? folder, folder]) rmSync(path, { recursive: true, force: true });
}

/** Ends the server of a place, where it still runs, and removes the place. */
async function clear(folder: string): Promise<void> {
  const cluster = clusterIn(folder);
  if (cluster !== null) await endServer(cluster);
  remove(folder);
}

/** Runs `use` with the path of a data directory in `within` that is gone afterwards. Clears away what killed processes left. */
export async function inScratch<T>(within: string, use: (dataDir: string) => Promise<T>): Promise<T> {
  const left = existsSync(within) ? readdirSync(within).filter((name) => !isAlive(Number(NAME.exec(name)?.[1] ?? process.pid))) : [];
  for (const name of left) await clear(join(within, name));
  const folder = join(within, `backup-check-${process.pid}`);
  // Told to end, the process ends the server and then itself.
  const leave = (): void => remove(folder);
  process.once('exit', leave);
  try {
    return await use(folder);
  } finally {
    process.off('exit', leave);
    await clear(folder);
  }
}
