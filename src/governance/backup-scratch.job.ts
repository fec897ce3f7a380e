// The place in which a backup is tried out: a data directory with a database server of its own, gone afterwards.
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
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

/** Ends the server of a place, where it still runs, and removes the place. */
async function clear(folder: string): Promise<void> {
  const cluster = join(folder, 'postgres');
  if (existsSync(cluster)) {
    // Where the server's own user cannot enter the folder, its files lie elsewhere.
    const real = realpathSync(cluster);
    await endServer(real);
    await rm(real, { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true });
}

/** Runs `use` with the path of a data directory in `within` that is gone afterwards. Clears away what killed processes left. */
export async function inScratch<T>(within: string, use: (dataDir: string) => Promise<T>): Promise<T> {
  const left = existsSync(within) ? readdirSync(within).filter((name) => !isAlive(Number(NAME.exec(name)?.[1] ?? process.pid))) : [];
  for (const name of left) await clear(join(within, name));
  const folder = join(within, `backup-check-${process.pid}`);
  try {
    return await use(folder);
  } finally {
    await clear(folder);
  }
}
