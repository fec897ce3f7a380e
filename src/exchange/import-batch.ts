// A batch: one file, or set of files, that somebody asked to load.
import type { Day } from '../calendar/day.ts';
import type { Balance } from './import-balance.ts';
import type { Batch as ReadBatch, Refusal } from './reading.ts';
import type { ReturnHeader } from './sen2-header.ts';

export type BatchState = 'waiting' | 'running' | 'done' | 'failed' | 'interrupted' | 'rolled-back';

/** What each state is called on pages and in print. */
export const batchStates: Readonly<Record<BatchState, string>> = {
  'waiting': 'Waiting to be loaded',
  'running': 'Being loaded',
  'done': 'Loaded',
  'failed': 'Refused',
  'interrupted': 'Stopped half-way: nothing was loaded',
  'rolled-back': 'Rolled back',
};

/** How far a file has come. First it is checked from end to end, then loaded. */
export interface Progress {
  readonly stage: 'checking' | 'loading';
  readonly rows: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

/** Hears how far it has come. */
export type Hear = (progress: Progress) => void;

/** Percent done, 0 to 100: checking is counted as a quarter of the work. */
export function percentDone({ stage, bytesRead, bytesTotal }: Progress): number {
  const share = bytesTotal === 0 ? 0 : Math.min(1, bytesRead / bytesTotal);
  return Math.floor(stage === 'checking' ? 25 * share : 25 + 75 * share);
}

/** The kinds of file that can be loaded, with what each is. `sen2` is one of the others, told by what the file holds. */
export const importKinds: Readonly<Record<string, string>> = {
  'sen2-xml': 'SEN2 return, XML file',
  'sen2-xlsx': 'SEN2 return, data entry template',
  'sen2-csv': 'SEN2 return, CSV files of the COLLECT export',
  'sen2': 'SEN2 return',
};

/** A batch as asked for. */
export interface AskedBatch {
  readonly id: string;
  readonly kind: string;
  readonly files: readonly string[];
  readonly askedBy: string;
}

/** A batch as kept. */
export interface ImportBatch extends AskedBatch {
  readonly state: BatchState;
  readonly askedAt: string;
  readonly endedAt: string | null;
  readonly digest: string | null;
  readonly year: number | null;
  readonly censusDay: Day | null;
  readonly lea: string | null;
  readonly progress: Progress | Record<string, never>;
  readonly balance: Balance | null;
  readonly problems: number;
  /** An earlier batch of the very same files. */
  readonly sameAs: string | null;
  readonly trouble: string | null;
}

/** A return that can be read from its beginning again, once it was read to its end. A refusal can come late, as the last thing. */
export interface ReturnSource {
  readonly header: ReturnHeader;
  readonly digest: string;
  readonly read: () => AsyncIterable<ReadBatch | { readonly refused: Refusal }>;
}
