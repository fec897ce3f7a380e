// A batch: one file, or set of files, that somebody asked to load.
import type { Day } from '../calendar/day.ts';
import type { Balance } from './import-balance.ts';
import type { Progress } from './import-progress.ts';
import type { TrackerOptions } from './sen2-reading.ts';
import type { TrackerMapping } from './tracker-mapping.ts';
import type { Batch as ReadBatch, FileHeader, Refusal } from './reading.ts';

export type BatchState = 'matching' | 'waiting' | 'running' | 'done' | 'failed' | 'interrupted' | 'unscanned' | 'rolled-back';

/** What each state is called on pages and in print. */
export const batchStates: Readonly<Record<BatchState, string>> = {
  'matching': 'Being prepared: nothing was loaded',
  'waiting': 'Waiting to be loaded',
  'running': 'Being loaded',
  'done': 'Loaded',
  'failed': 'Refused',
  'interrupted': 'Stopped half-way: nothing was loaded',
  'unscanned': 'Not yet checked for viruses: nothing was read',
  'rolled-back': 'Rolled back',
};

/** The kinds of file that can be loaded, with what each is. `sen2` is one of the others, told by what the file holds. */
export const importKinds: Readonly<Record<string, string>> = {
  'sen2-xml': 'SEN2 return, XML file',
  'sen2-xlsx': 'SEN2 return, data entry template',
  'sen2-csv': 'SEN2 return, CSV files of the COLLECT export',
  'sen2': 'SEN2 return',
  'tracker': 'Tracker',
};

/** A batch as asked for. */
export interface AskedBatch {
  readonly id: string;
  readonly kind: string;
  readonly files: readonly string[];
  readonly askedBy: string;
  /** Collection year chosen by hand, for a workbook that has no header. */
  readonly year?: number | null;
  /** Of a tracker: what its columns mean; null until somebody said so. */
  readonly mapping?: TrackerMapping | null;
}

/** Uploaded files of one batch, and when they came, in milliseconds since 1970. */
export interface KeptFiles { readonly batch: string; readonly cameAt: number }

/** What a batch is called: the return of a year, or a tracker as the council calls it. */
export function batchTitle({ kind, year, mapping }: Pick<AskedBatch, 'kind' | 'year' | 'mapping'>): string {
  if (kind === 'tracker') return mapping?.tracker ?? 'Tracker';
  return year == null ? importKinds['sen2'] as string : `SEN2 return ${year}`;
}

/** How the file of a tracker is read; undefined where it is a return, or nobody has said yet what its columns are. */
export function trackerOptionsOf({ kind, mapping }: Pick<AskedBatch, 'kind' | 'mapping'>): TrackerOptions | undefined {
  return kind !== 'tracker' || mapping?.asAt === undefined ? undefined : { mapping, asAt: mapping.asAt };
}

/** A batch as kept. */
export interface ImportBatch extends AskedBatch {
  readonly state: BatchState;
  readonly askedAt: string;
  readonly endedAt: string | null;
  readonly digest: string | null;
  /** Collection year of the return; until it is loaded, the one chosen by hand. */
  readonly year: number | null;
  readonly censusDay: Day | null;
  readonly lea: string | null;
  readonly progress: Progress | Record<string, never>;
  readonly balance: Balance | null;
  readonly problems: number;
  /** An earlier batch of the very same files. */
  readonly sameAs: string | null;
  readonly trouble: string | null;
  readonly rolledBackBy: string | null;
  /** Until when its files are kept where they were not loaded. */
  readonly keptUntil: string;
}

/** Whether whoever sent the files may have them loaded again, where they are kept. */
export function restartable({ state }: Pick<ImportBatch, 'state'>): boolean {
  return state === 'interrupted' || state === 'unscanned';
}

/** What stands of the first loading of a file that was loaded again. */
export interface LoadedBefore {
  readonly loadedAt: string;
  /** Other files of the same census day that were loaded since, and changed what this one says. */
  readonly since: readonly LaterFile[];
}

/** A file loaded after another one of the same census day, and how many rows it changed or added. */
export interface LaterFile { readonly batch: string; readonly files: readonly string[]; readonly censusDay: Day; readonly rows: number }

/** Told where a file was loaded whose header names no authority: nothing else in it tells whose children they are. */
export const NO_AUTHORITY = 'The file does not say which authority it is of. It was taken to be a return of this council: check that it is. If it is not, roll it back.';

/** A file that can be read from its beginning again, once it was read to its end. A refusal can come late, as the last thing. */
export interface FileSource {
  readonly header: FileHeader;
  readonly digest: string;
  readonly read: () => AsyncIterable<ReadBatch | { readonly refused: Refusal }>;
}
