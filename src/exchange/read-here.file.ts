// Picks the reader for a kind of file and runs it in this process. For files that come from outside use
// `read-return.file.ts`, which runs this in a process of its own.
import { RefusedFile, refusalOf } from './reading.ts';
import type { FileHeader, Refusal } from './reading.ts';
import type { ReadingStep, ReadKind, ReturnOptions } from './sen2-reading.ts';
import { readSen2Csv } from './sen2-csv.file.ts';
import { readSen2Workbook } from './sen2-xlsx.file.ts';
import { readSen2Xml } from './sen2-xml.file.ts';
import { readTracker } from './tracker.file.ts';
import type { SheetLook } from './tracker-look.ts';
import { lookAtTracker } from './tracker-sheets.file.ts';

function single(paths: string[]): string {
  const [path, ...more] = paths;
  if (path !== undefined && more.length === 0) return path;
  throw new RefusedFile('missing', `Give one file: ${paths.length} were given.`);
}

/** What a reader in this process hands on. */
export type ReadStep = ReadingStep<FileHeader> | { sheets: SheetLook[] };

async function* looks(path: string, name: string | undefined): AsyncGenerator<ReadStep> {
  yield { sheets: await lookAtTracker(path, name) };
}

function reader(kind: ReadKind, paths: string[], options: ReturnOptions): AsyncGenerator<ReadStep> {
  if (kind === 'tracker-sheets') return looks(single(paths), options.names?.[0]);
  if (kind === 'tracker' && options.tracker !== undefined) return readTracker(single(paths), options.tracker, options.names?.[0]);
  if (kind === 'sen2-csv') return readSen2Csv(paths, options);
  return kind === 'sen2-xml' ? readSen2Xml(single(paths)) : readSen2Workbook(single(paths), options);
}

/** The steps of reading a file, the last one a refusal where the file is refused. Never throws for what a file holds. */
export async function* readHere(kind: ReadKind, paths: string[], options: ReturnOptions = {}): AsyncGenerator<ReadStep | { refused: Refusal }> {
  try {
    yield* reader(kind, paths, options);
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === null) throw error;
    yield { refused };
  }
}
