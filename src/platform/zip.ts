// A zip archive that goes out while it is made: each part is packed as it passes, and what it came to is written behind it.
import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A part of an archive: its whole bytes, or text that comes piece by piece. */
export interface ZipPart {
  readonly name: string;
  readonly content: Buffer | Iterable<string>;
  /** Not packed: some formats ask it of their first part. Only for whole bytes. */
  readonly stored?: boolean;
}

/** What a part came to: its checksum, its bytes as they are and packed. */
interface Passed { crc: number; size: number; packed: number }

const [LOCAL, BEHIND, CENTRAL, END] = [0x04034b50, 0x08074b50, 0x02014b50, 0x06054b50];
const VERSION = 20;
/** Sizes stand behind the part; its name is UTF-8. */
const [SIZES_BEHIND, UTF8] = [0x0008, 0x0800];
/** 1 January 1980, the first day that the format knows: when a file was made stands inside it. */
const MADE_AT = 0x0021_0000;

/** The bytes of an archive of these parts, in their order. No part, nor the archive, may be over 4 GB. */
export async function* zipped(parts: Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const [from, passed] = [at, { crc: 0, size: 0, packed: 0 }];
    for await (const bytes of partBytes(part, passed)) {
      at += bytes.length;
      yield bytes;
    }
    directory.push(inDirectory(part, passed, from));
  }
  yield Buffer.concat(directory);
  const length = directory.reduce((sum, one) => sum + one.length, 0);
  yield fields([END, 4], [0, 4], [directory.length, 2], [directory.length, 2], [length, 4], [at, 4], [0, 2]);
}

async function* partBytes({ name, content, stored = false }: ZipPart, passed: Passed): AsyncGenerator<Buffer> {
  if (stored && Buffer.isBuffer(content)) {
    Object.assign(passed, { crc: crc32(content), size: content.length, packed: content.length });
    yield Buffer.concat([fields([LOCAL, 4], ...described(name, passed, stored)), Buffer.from(name), content]);
    return;
  }
  yield Buffer.concat([fields([LOCAL, 4], ...described(name, { crc: 0, size: 0, packed: 0 }, stored)), Buffer.from(name)]);
  const pieces = Readable.from(counted(Buffer.isBuffer(content) ? [content] : content, passed), { objectMode: false });
  for await (const bytes of pipeline(pieces, createDeflateRaw(), () => {}) as AsyncIterable<Buffer>) {
    passed.packed += bytes.length;
    yield bytes;
  }
  yield fields([BEHIND, 4], [passed.crc, 4], [passed.packed, 4], [passed.size, 4]);
}

function* counted(pieces: Iterable<string | Buffer>, passed: Passed): Generator<Buffer> {
  for (const piece of pieces) {
    const bytes = Buffer.from(piece);
    passed.crc = crc32(bytes, passed.crc);
    passed.size += bytes.length;
    yield bytes;
  }
}

type Field = readonly [value: number, bytes: 2 | 4];

function described(name: string, { crc, size, packed }: Passed, stored: boolean): Field[] {
  return [[VERSION, 2], [UTF8 | (stored ? 0 : SIZES_BEHIND), 2], [stored ? 0 : 8, 2], [MADE_AT, 4], [crc, 4], [packed, 4], [size, 4], [Buffer.byteLength(name), 2], [0, 2]];
}

function inDirectory({ name, stored = false }: ZipPart, passed: Passed, from: number): Buffer {
  return Buffer.concat([fields([CENTRAL, 4], [VERSION, 2], ...described(name, passed, stored), [0, 2], [0, 2], [0, 2], [0, 4], [from, 4]), Buffer.from(name)]);
}

/** Whole numbers one after the other, the lowest byte first. A number that its bytes cannot hold throws. */
function fields(...all: readonly Field[]): Buffer {
  const bytes = Buffer.alloc(all.reduce((sum, [, length]) => sum + length, 0));
  let at = 0;
  for (const [value, length] of all) at = bytes.writeUIntLE(value, at, length);
  return bytes;
}
