// Reads a file from outside in a process of its own, so that a file can crash, hang or fill the memory of that process only.
import { hash } from 'node:crypto';
import { digestOf, filesAt } from './file-bytes.file.ts';
import type { Batch, FileHeader, Refusal } from './reading.ts';
import { startReading } from './reading-child.file.ts';
import type { Reader, ReadReturnOptions } from './reading-child.file.ts';
import type { ReturnHeader } from './sen2-header.ts';
import type { ReadKind, ReturnKind } from './sen2-reading.ts';
import type { SheetLook } from './tracker-look.ts';

export type { ReadReturnOptions } from './reading-child.file.ts';

/** A batch of children; or, as the last thing that comes, the reason why the file is refused after all. */
export type BatchOrRefusal = Batch | { refused: Refusal };

/** A file that is being read. */
interface ReadFile<Header extends FileHeader> {
  header: Header;
  /** SHA-256 of the file; of several files, of their sorted digests. */
  digest: string;
  records: AsyncIterable<BatchOrRefusal>;
  stop(): void;
}

async function* batches(reader: Reader): AsyncGenerator<BatchOrRefusal> {
  try {
    for (;;) {
      const line = await reader.next();
      if ('batch' in line) yield line.batch;
      if ('refused' in line) yield line;
      if ('refused' in line || 'done' in line) return;
    }
  } finally {
    reader.stop();
  }
}

/** A return that is being read. */
export type ReadReturn = ReadFile<ReturnHeader>;

type Read<Header extends FileHeader> = Promise<ReadFile<Header> | { refused: Refusal }>;

/**
 * Reads a SEN2 return from one file (XML, workbook, zip of CSV files), from the nine CSV files, or from their folder.
 * Gives the header and an iterable of batches, or why the file is refused. A refusal can also come late, as the last
 * thing the iterable gives: then nothing that came before may be kept. Leaving the iterable early, or `stop` where it is
 * not wanted at all, ends the process.
 */
export function readReturn(kind: ReturnKind, given: string[], options: ReadReturnOptions = {}): Read<ReturnHeader> {
  return read<ReturnHeader>(kind, given, options);
}

/** Reads a tracker in the same way, by the mapping among the options. Read otherwise, or as at another day, it is another file: its digest says so. */
export async function readTracker(given: string[], options: ReadReturnOptions & Required<Pick<ReadReturnOptions, 'tracker'>>): Read<FileHeader> {
  const file = await read<FileHeader>('tracker', given, options);
  return 'refused' in file ? file : { ...file, digest: hash('sha256', `${file.digest}\n${JSON.stringify(options.tracker)}`, 'hex') };
}

/** The sheets of a tracker with a few values of each column, or why the file is refused. */
export async function readSheets(path: string, name: string): Promise<{ sheets: SheetLook[] } | { refused: Refusal }> {
  const reader = await startReading('tracker-sheets', [path], { names: [name] });
  try {
    const first = await reader.next();
    if ('sheets' in first || 'refused' in first) return first;
    throw new Error('The reading process told of no sheets.');
  } finally {
    reader.stop();
  }
}

async function read<Header extends FileHeader>(kind: ReadKind, given: string[], options: ReadReturnOptions): Read<Header> {
  const paths = await filesAt(given);
  const reader = await startReading(kind, paths, options);
  try {
    const first = await reader.next();
    if ('header' in first) return { header: first.header as Header, digest: await digestOf(paths), records: batches(reader), stop: () => reader.stop() };
    reader.stop();
    if ('refused' in first) return first;
    throw new Error('The reading process did not begin with a header.');
  } catch (error) {
    reader.stop();
    throw error;
  }
}
