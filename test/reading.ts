// Reads files that a test makes up, in this process or in one of its own, and gathers all that comes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHere } from '../src/exchange/read-here.file.ts';
import { readReturn } from '../src/exchange/read-return.file.ts';
import type { ReadReturnOptions } from '../src/exchange/reading-child.file.ts';
import type { ReadingProblem, ReadRecord, Refusal } from '../src/exchange/reading.ts';
import type { ReturnHeader } from '../src/exchange/sen2-header.ts';
import type { ReadKind, ReturnKind } from '../src/exchange/sen2-reading.ts';

export interface FileToRead {
  name: string;
  content: string | Buffer;
}

export interface AllRead {
  header: ReturnHeader | null;
  records: ReadRecord[];
  /** Problems of the header, of the file and of the records. */
  problems: ReadingProblem[];
  refused: Refusal | null;
}

/** Writes the files into a folder of their own, which is gone when `use` is done. */
export async function withFiles<T>(files: FileToRead[], use: (paths: string[]) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-reading-'));
  try {
    const paths = files.map((file) => join(folder, file.name));
    files.forEach((file, index) => writeFileSync(paths[index] as string, file.content));
    return await use(paths);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function nothing(): AllRead {
  return { header: null, records: [], problems: [], refused: null };
}

/** Everything that reading these paths in this process gives. */
export async function readAllHere(kind: ReadKind, paths: string[], options: ReadReturnOptions = {}): Promise<AllRead> {
  const all = nothing();
  for await (const step of readHere(kind, paths, options)) {
    if ('refused' in step) all.refused = step.refused;
    else if ('header' in step) {
      all.header = step.header as ReturnHeader;
      all.problems.push(...step.header.problems);
    } else if ('batch' in step) {
      all.records.push(...step.batch.records);
      all.problems.push(...step.batch.problems, ...step.batch.records.flatMap((record) => record.problems));
    }
  }
  return all;
}

/** The same through a process of its own. */
export async function readAllApart(kind: ReturnKind, paths: string[], options: ReadReturnOptions = {}): Promise<AllRead & { digest: string | null }> {
  const read = await readReturn(kind, paths, options);
  if ('refused' in read) return { ...nothing(), refused: read.refused, digest: null };
  const all = { ...nothing(), header: read.header, problems: [...read.header.problems], digest: read.digest };
  for await (const batch of read.records) {
    if ('refused' in batch) all.refused = batch.refused;
    else {
      all.records.push(...batch.records);
      all.problems.push(...batch.problems, ...batch.records.flatMap((record) => record.problems));
    }
  }
  return all;
}
