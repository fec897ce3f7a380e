// A backup on disk: a folder with a manifest, its signature, one compressed file a table, and what lay outside the
// database. It has its name only once it is whole.
import { createHash, createPublicKey, type Hash, type KeyObject, sign, verify } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Trouble } from '../platform/trouble.ts';
import { type BackupFile, filesOf, FORMAT, formatIn, type Manifest, parseManifest } from './backup-manifest.ts';

const MANIFEST = 'manifest.json';
const SIGNATURE = 'manifest.sig';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not', EPERM: 'this user may not', EROFS: 'the disk is read-only', ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up', EFBIG: 'a file may not become so large there', ENOENT: 'it is not there', ENOTDIR: 'a part of its path is a file',
  EIO: 'the disk fails',
};

/** What the disk refuses, as one clear message; any other error as it is. */
function diskTrouble(what: string, error: unknown): unknown {
  const why = reasons[(error as NodeJS.ErrnoException).code ?? ''];
  return why === undefined || error instanceof Trouble ? error : new Trouble(`${what}: ${why}.`, { cause: error });
}

/** Where a backup is written until it is whole. */
const unfinished = (folder: string): string => `${folder}.part`;

/**
 * Begins a backup that will be `folder`; what is left of one that was broken off goes. Throws `Trouble` where there is
 * something already, or nothing can be made there.
 */
export async function beginFolder(folder: string): Promise<string> {
  const parent = await stat(dirname(folder)).catch(() => null);
  if (parent?.isDirectory() !== true) {
    throw new Trouble(`The folder ${dirname(folder)} is not there, so no backup can be made in it. Make it, or mount its disk.`);
  }
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOTDIR' ? ['a file'] : []));
  if (there.length > 0) throw new Trouble(`${folder} is there already, and a backup never overwrites anything. Name a new folder.`);
  try {
    await rm(unfinished(folder), { recursive: true, force: true });
    await mkdir(unfinished(folder), { mode: 0o700 });
    return unfinished(folder);
  } catch (error) {
    throw diskTrouble(`No backup can be made in ${dirname(folder)}`, error);
  }
}

/** Removes what there is of a backup that failed, and says why it did. */
export async function failFolder(folder: string, error: unknown): Promise<unknown> {
  await rm(unfinished(folder), { recursive: true, force: true }).catch(() => {});
  return diskTrouble(`The backup could not be written to ${folder}, and nothing of it was kept`, error);
}

async function* through(chunks: AsyncIterable<Uint8Array>, digest: Hash, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    digest.update(chunk);
    count(chunk.length);
    yield chunk;
  }
}

async function write(root: string, path: string, chunks: AsyncIterable<Uint8Array>, compressed: boolean): Promise<BackupFile> {
  await mkdir(dirname(join(root, path)), { recursive: true, mode: 0o700 });
  const digest = createHash('sha256');
  let bytes = 0;
  const count = (more: number): void => void (bytes += more);
  // Made before anything is read: a file that were still being made when the reading fails would come to be after its removal.
  const to = (await open(join(root, path), 'wx', 0o600)).createWriteStream({ flush: true });
  const counted = (all: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> => through(all, digest, count);
  await (compressed ? pipeline(chunks, createGzip({ level: 1 }), counted, to) : pipeline(chunks, counted, to));
  return { path, bytes, sha256: digest.digest('hex') };
}

/** Writes the rows of a table, in the text form of COPY, compressed. */
export function writeTable(root: string, table: string, text: AsyncIterable<Uint8Array>): Promise<BackupFile> {
  return write(root, `tables/${table}.copy.gz`, text, true);
}

/** The rows of a table again. */
export function readTable(folder: string, { path }: BackupFile): AsyncIterable<Uint8Array> {
  const rows = createGunzip();
  // Whoever reads the rows hears of a fault of the file too.
  pipeline(createReadStream(join(folder, path)), rows).catch(() => {});
  return rows;
}

/** The paths of all files under a folder of `root`, in order; none where it is not there. */
export async function filesUnder(root: string, folder: string): Promise<string[]> {
  const found = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((each) => each.isFile() && !each.name.endsWith('.part')).map((each) => relative(root, join(each.parentPath, each.name))).sort();
}

/** Copies one file into the backup, under `files/`; null where it has gone meanwhile. */
export async function keepFile(root: string, from: string, path: string): Promise<BackupFile | null> {
  const there = await stat(join(from, path)).catch(() => null);
  return there === null ? null : write(root, `files/${path}`, createReadStream(join(from, path)), false);
}

/** Makes the backup whole: writes what is in it, signed, and gives it its name. */
export async function finishFolder(folder: string, manifest: Manifest, key: KeyObject): Promise<void> {
  const root = unfinished(folder);
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  await write(root, SIGNATURE, lines(sign(null, text, key).toString('base64')), false);
  await write(root, MANIFEST, lines(text), false);
  for (const inside of [root, join(root, 'tables')]) await settle(inside);
  await rename(root, folder);
  await settle(dirname(folder));
}

async function* lines(text: Uint8Array | string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

// A name is on disk only once its folder is.
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

/** The manifest of the backup in a folder, once its signature holds. Throws `Trouble` where there is none, or it is of a newer version. */
export async function readManifest(folder: string): Promise<Manifest> {
  const [text, signature] = [await readPart(folder, MANIFEST), await readPart(folder, SIGNATURE)];
  if ((formatIn(text) ?? 0) > FORMAT) throw new Trouble(`The backup ${folder} was made by a newer version of Sightline. Install that version or a later one.`);
  const manifest = parseManifest(text);
  const key = manifest === null ? null : publicKeyIn(manifest.keys[0]);
  if (manifest === null || key === null || !verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'))) {
    throw new Trouble(`The backup ${folder} cannot be trusted: its manifest.json is not the one that was signed. Take another backup.`);
  }
  return manifest;
}

async function readPart(folder: string, name: string): Promise<string> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Trouble(`${folder} is not a backup: it has no ${name}.`);
    throw diskTrouble(`The backup ${folder} cannot be read`, error);
  }
}

function publicKeyIn(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

/** What is wrong with the files of a backup, each in words; nothing where all are as they were written. */
export async function faultsIn(folder: string, manifest: Manifest): Promise<string[]> {
  const faults: string[] = [];
  for (const file of filesOf(manifest)) {
    const fault = await faultOf(folder, file);
    if (fault !== null) faults.push(`${file.path} ${fault}`);
  }
  return faults;
}

async function faultOf(folder: string, { path, bytes, sha256 }: BackupFile): Promise<string | null> {
  const found = await stat(join(folder, path)).catch(() => null);
  if (found === null) return 'is missing';
  if (found.size < bytes) return `was cut short: it has ${found.size} of ${bytes} bytes`;
  const digest = createHash('sha256');
  await pipeline(createReadStream(join(folder, path)), digest).catch((error: unknown) => {
    throw diskTrouble(`${join(folder, path)} cannot be read`, error);
  });
  return digest.digest('hex') === sha256 ? null : 'was changed or damaged';
}

/** The names of the backups in a folder of backups that begin with `prefix`, the latest first; and of those broken off. */
export async function backupsIn(folder: string, prefix: string): Promise<{ whole: string[]; broken: string[] }> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(prefix)).sort().reverse();
  return { whole: names.filter((name) => !name.endsWith('.part')), broken: names.filter((name) => name.endsWith('.part')) };
}

/** Removes a backup. One whose removal is broken off no longer has the name of a backup. */
export async function removeBackup(folder: string): Promise<void> {
  const going = folder.endsWith('.part') ? folder : unfinished(folder);
  if (going !== folder) await rename(folder, going);
  await rm(going, { recursive: true, force: true });
}

/** Copies files of a backup to where they lay, leaving out those that are there; returns the paths of those that it wrote. */
export async function bringBack(folder: string, files: readonly BackupFile[], to: string): Promise<string[]> {
  const written: string[] = [];
  for (const { path } of files) {
    const place = join(to, path.replace(/^files\//, ''));
    await mkdir(dirname(place), { recursive: true, mode: 0o700 });
    if (await stat(place).catch(() => null) !== null) continue;
    await pipeline(createReadStream(join(folder, path)), createWriteStream(`${place}.part`, { mode: 0o600, flush: true }));
    await chmod(`${place}.part`, 0o600);
    await rename(`${place}.part`, place);
    written.push(place);
  }
  return written;
}
