// Uploaded files between their arrival and the end of their import, in the data directory. Then they are removed: what
// they said is in the record, with each row as read.
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptFiles } from './import-batch.ts';

/** Where the files of a batch are. */
export function folderOf(dataDir: string, batch: string): string {
  return join(dataDir, 'imports', batch);
}

/** Moves files that arrived to where the import of the batch finds them. */
export async function keepFiles(dataDir: string, batch: string, paths: readonly string[]): Promise<void> {
  const folder = folderOf(dataDir, batch);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [i, path] of paths.entries()) await rename(path, join(folder, String(i + 1).padStart(3, '0')));
}

/** The files kept for a batch; none once they were removed. */
export async function keptFiles(dataDir: string, batch: string): Promise<string[]> {
  const folder = folderOf(dataDir, batch);
  const names = await readdir(folder).catch(() => []);
  // Beside the files of a tracker stands what is known of it.
  return names.filter((name) => /^\d{3}$/.test(name)).sort().map((name) => join(folder, name));
}

/** The batches of which there are files. */
export async function keptBatches(dataDir: string): Promise<KeptFiles[]> {
  const names = await readdir(join(dataDir, 'imports')).catch(() => []);
  const found = await Promise.all(names.map(async (batch) => {
    const folder = await stat(folderOf(dataDir, batch)).catch(() => null);
    return folder === null ? [] : [{ batch, cameAt: folder.mtimeMs }];
  }));
  return found.flat();
}

/** Removes the files of a batch. */
export async function removeFiles(dataDir: string, batch: string): Promise<void> {
  await rm(folderOf(dataDir, batch), { recursive: true, force: true });
}
