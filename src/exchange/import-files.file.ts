// Uploaded files between their arrival and the end of their import, in the data directory. Then they are removed: what
// they said is in the record, with each row as read.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptFiles } from './import-batch.ts';

/** Where the files of a batch are. */
function folderOf(dataDir: string, batch: string): string {
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
  // Beside the files stands what is known of them.
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

/** Keeps what is known of a file that is not loaded yet, beside it: it goes when the file goes. */
export async function keepBeside(dataDir: string, batch: string, name: string, value: unknown): Promise<void> {
  const path = join(folderOf(dataDir, batch), name);
  await writeFile(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** What was kept beside a file; null without it, or once the file is gone. */
export async function keptBeside<T>(dataDir: string, batch: string, name: string): Promise<T | null> {
  const text = await readFile(join(folderOf(dataDir, batch), name), 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text) as T;
}

/** Forgets what was kept beside a file. */
export async function forgetBeside(dataDir: string, batch: string, name: string): Promise<void> {
  await rm(join(folderOf(dataDir, batch), name), { force: true });
}

/** Removes the files of a batch. */
export async function removeFiles(dataDir: string, batch: string): Promise<void> {
  await rm(folderOf(dataDir, batch), { recursive: true, force: true });
}
