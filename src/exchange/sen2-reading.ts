// What a reader of a SEN2 return hands on, step by step: the header first, then batches of children.
import type { Batch } from './reading.ts';
import type { ReturnHeader } from './sen2-header.ts';

export type ReturnKind = 'sen2-xml' | 'sen2-xlsx' | 'sen2-csv';

export type ReadingStep = { header: ReturnHeader } | { batch: Batch };

export interface ReturnOptions {
  /** Collection year, for a workbook that has no header. */
  year?: number;
  /** What the files are called by whoever sent them, in the order of their paths; their own names where left out. */
  names?: readonly string[];
}
