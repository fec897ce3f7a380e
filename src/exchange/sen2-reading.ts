// What a reader of a SEN2 return or a tracker hands on, step by step: the header first, then batches of children.
import type { Day } from '../calendar/day.ts';
import type { Batch, FileHeader } from './reading.ts';
import type { ReturnHeader } from './sen2-header.ts';
import type { TrackerMapping } from './tracker-mapping.ts';

export type ReturnKind = 'sen2-xml' | 'sen2-xlsx' | 'sen2-csv';

/** What can be read: a return of one kind, a tracker, or how the sheets of a tracker look. */
export type ReadKind = ReturnKind | 'tracker' | 'tracker-sheets';

export type ReadingStep<Header extends FileHeader = ReturnHeader> = { header: Header } | { batch: Batch };

/** How a tracker is read. */
export interface TrackerOptions { readonly mapping: TrackerMapping; readonly asAt: Day }

export interface ReturnOptions {
  /** Collection year, for a workbook that has no header. */
  year?: number;
  /** What the files are called by whoever sent them, in the order of their paths; their own names where left out. */
  names?: readonly string[];
  tracker?: TrackerOptions;
}
