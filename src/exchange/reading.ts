// What every reader of an exchange file hands on, and the ways in which a whole file is refused.
import type { Day } from '../calendar/day.ts';
import type { Json } from '../case-history/entry.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';

/** Something in a file that could not be taken as it stands: where, what stood there, and what to do about it. */
export interface ReadingProblem {
  /** Element path, sheet and row, or file and line; empty for the file as a whole. */
  at: string;
  element: string;
  value: string;
  message: string;
}

/** One child of a return, or one row of a tracker, as read. `raw` keeps everything that stood in the source, read or not. */
export interface ReadRecord {
  record: ReturnRecord;
  at: string;
  raw: Json;
  problems: ReadingProblem[];
  /** Why the row is none of a child, such as a row of totals; then nothing else of it counts. */
  excluded?: string;
}

/** What a file says of itself as a whole. */
export interface FileHeader {
  /** Collection year; null where the file is no return. */
  year: number | null;
  /** The day as at which the file speaks. */
  referenceDate: Day;
  /** Number of the authority. */
  lea: string | null;
  raw: Json;
  problems: ReadingProblem[];
}

/** Some children, problems of the file itself, and how far reading has come. */
export interface Batch {
  records: ReadRecord[];
  problems: ReadingProblem[];
  bytesRead: number;
  bytesTotal: number;
}

export type RefusalCode =
  | 'missing' | 'empty' | 'too-large' | 'wrong-type' | 'encrypted' | 'truncated' | 'malformed' | 'doctype' | 'bomb'
  | 'wrong-collection' | 'wrong-header' | 'unsupported-year' | 'no-persons' | 'reader-failed' | 'reader-too-slow'
  | 'reader-out-of-memory';

/** Why a whole file was not taken, in words for the person who chose it: what, where, and what to do. */
export interface Refusal {
  code: RefusalCode;
  message: string;
}

/**
 * The way out of the middle of a stream for a file that is refused. It never leaves `exchange/`: whoever runs a reader
 * turns it into a `Refusal` value with `refusalOf`.
 */
export class RefusedFile extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The refusal that an error stands for, or null where it is a defect of the program or an outage. */
export function refusalOf(error: unknown): Refusal | null {
  return error instanceof RefusedFile ? { code: error.code, message: error.message } : null;
}
