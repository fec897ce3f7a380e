// What a file really is, by its first bytes, whatever its name says; its size; and its digest.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { RefusedFile } from './reading.ts';

/** `compound`: the old Office container, which holds .xls and encrypted workbooks. */
export type Content = 'zip' | 'compound' | 'xml' | 'text' | 'pdf' | 'binary';

const SIGNATURES: [string, Content][] = [
  ['504b0304', 'zip'], ['504b0506', 'zip'], ['d0cf11e0a1b11ae1', 'compound'], ['25504446', 'pdf'],
];

const CONTENT_NAMES: Record<Content, string> = {
  zip: 'a workbook or zip archive', compound: 'an old or encrypted Office file', xml: 'an XML file', text: 'a text file',
  pdf: 'a PDF', binary: 'a file of an unknown kind',
};

/** What a kind of content is, in words. */
export function contentInWords(content: Content): string {
  return CONTENT_NAMES[content];
}

/** What the first bytes of a file show. */
export function contentOf(first: Buffer): Content {
  const hex = first.toString('hex');
  const known = SIGNATURES.find(([signature]) => hex.startsWith(signature));
  if (known !== undefined) return known[1];
  const wide = hex.startsWith('fffe') || hex.startsWith('feff');
  const text = first.toString(hex.startsWith('fffe') ? 'utf16le' : 'utf8');
  const looked = wide && hex.startsWith('feff') ? Buffer.from(first.subarray(0, first.length & ~1)).swap16().toString('utf16le') : text;
  if (/^\uFEFF?\s*</.test(looked)) return 'xml';
  return looked.includes('\0') ? 'binary' : 'text';
}

/** Size in bytes. Throws `RefusedFile` where there is no such file, it is empty, or it is larger than `limit`. */
export async function sizeWithin(path: string, limit: number): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) throw new RefusedFile('missing', `There is no file to read at the place given: "${basename(path)}". Check the name and try again.`);
  if (found.size === 0) throw new RefusedFile('empty', 'The file is empty. Export it again and choose the new file.');
  if (found.size <= limit) return found.size;
  const megabytes = (bytes: number): string => String(Math.ceil(bytes / 1_000_000));
  throw new RefusedFile('too-large', `The file is ${megabytes(found.size)} MB; at most ${megabytes(limit)} MB can be read. Split it, or export it again without what is not needed.`);
}

/** The absolute paths of the files, a folder standing for the files in it, hidden ones left out. */
export async function filesAt(paths: string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(async (path) => {
    const isFolder = await stat(path).then((it) => it.isDirectory(), () => false);
    if (!isFolder) return [resolve(path)];
    const inside = await readdir(path, { withFileTypes: true });
    return inside.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map((entry) => resolve(join(path, entry.name))).sort();
  }));
  return found.flat();
}

/** Whether there is a file at the path. */
export function isFile(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isFile(), () => false);
}

/** What the file is, by its first bytes. */
export async function sniff(path: string): Promise<Content> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
    return contentOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** SHA-256 of a file, in hexadecimal. Several files: of their digests in order of digest, so that their order is free. */
export async function digestOf(paths: string[]): Promise<string> {
  const digests = await Promise.all(paths.map(async (path) => {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
    return hash.digest('hex');
  }));
  if (digests.length === 1) return digests[0] as string;
  return createHash('sha256').update(digests.sort().join('\n')).digest('hex');
}
