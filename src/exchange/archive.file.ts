// Opens a zip archive (or a workbook, which is one) from outside, within the limits. The archive's directory is checked
// before anything is unpacked, and nothing may unpack to more than the directory says.
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { sizeWithin } from './file-bytes.file.ts';
import { FILE_LIMITS } from './file-limits.ts';
import { RefusedFile } from './reading.ts';

export interface ArchiveEntry {
  /** Only ever compared with names that are looked for; never used as a path. */
  name: string;
  bytes: number;
  open(): Promise<AsyncIterable<Buffer>>;
}

export interface Archive {
  entries: ArchiveEntry[];
  packedBytes: number;
  close(): void;
}

const RATIO_COUNTS_FROM = 1_000_000;
const LINK = 0o120000;

function damaged(error: unknown): RefusedFile {
  if (error instanceof RefusedFile) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/end of central directory|unexpected EOF|unexpected end of file/i.test(message)) {
    return new RefusedFile('truncated', 'The file begins like a workbook or archive, but its end is missing. Export or copy it again.');
  }
  return new RefusedFile('malformed', `The workbook or archive is damaged (${message.slice(0, 100)}). Export or copy it again.`);
}

function checkEntry(entry: Entry): void {
  if ((entry.generalPurposeBitFlag & 1) === 1) {
    throw new RefusedFile('encrypted', 'The selected file is password protected. Save it without a password and choose it again.');
  }
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === LINK) {
    throw new RefusedFile('malformed', 'The archive holds a link instead of a file. Put the files themselves into it.');
  }
}

function checkDirectory(entries: Entry[], packed: number): void {
  for (const entry of entries) checkEntry(entry);
  const unpacked = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
  const tooMany = unpacked > RATIO_COUNTS_FROM && unpacked > packed * FILE_LIMITS.ratio;
  if (unpacked <= FILE_LIMITS.unpackedBytes && !tooMany) return;
  throw new RefusedFile('bomb', `The file of ${packed} bytes would unpack to ${unpacked} bytes. At most ${FILE_LIMITS.unpackedBytes} bytes, and ${FILE_LIMITS.ratio} times the file, can be read: this is not a file that can be read here.`);
}

async function listed(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      if (entries.length > FILE_LIMITS.entries) reject(new RefusedFile('bomb', `The archive holds more than ${FILE_LIMITS.entries} files: this is not a file that can be read here.`));
      else zip.readEntry();
    });
    zip.readEntry();
  });
  return entries;
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => (error === null ? resolve(zip) : reject(error)));
  });
}

async function* refusing(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw damaged(error);
  }
}

function streamOf(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error === null ? resolve(refusing(stream as AsyncIterable<Buffer>)) : reject(damaged(error))));
  });
}

/** Opens an archive of at most `limit` bytes. Throws `RefusedFile`; the caller closes it. */
export async function openArchive(path: string, limit: number): Promise<Archive> {
  const packedBytes = await sizeWithin(path, limit);
  const zip = await opened(path).catch((error: unknown) => { throw damaged(error); });
  try {
    const entries = await listed(zip);
    checkDirectory(entries, packedBytes);
    const files = entries.filter((entry) => !entry.fileName.endsWith('/'));
    return {
      packedBytes,
      close: () => zip.close(),
      entries: files.map((entry) => ({ name: entry.fileName, bytes: entry.uncompressedSize, open: () => streamOf(zip, entry) })),
    };
  } catch (error) {
    zip.close();
    throw damaged(error);
  }
}
