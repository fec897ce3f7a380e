import type { Day } from '../calendar/day.ts';

/** What an entry can be about. The council itself holds settings, calendar and horizon. */
export type SubjectKind =
  | 'child' | 'adult' | 'establishment' | 'staff' | 'source' | 'panel' | 'board' | 'tracker' | 'council';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** The facts of an entry, in the form that its kind and shape say. Days are ISO text. */
export type Facts = { [name: string]: Json };

/** One line of the record as stored: append only, never changed. */
export interface Entry {
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  /** 1, 2, 3 … within the subject, without gaps. */
  readonly seq: number;
  /** A name from `kinds.ts`. */
  readonly kind: string;
  /** Version of the form of `facts`; older shapes are upcast when read. */
  readonly shape: number;
  /** The day it happened, where known. */
  readonly occurredOn: Day | null;
  /** The instant it happened (ISO, UTC), where known. */
  readonly occurredAt: string | null;
  /** The instant it was recorded: ISO, UTC, microseconds. */
  readonly recordedAt: string;
  /** Who recorded it: a staff id, or the operator named to the command line. */
  readonly recordedBy: string;
  /** Where it comes from: `staff`, or the batch of an import. */
  readonly source: string;
  readonly operationId: string;
  /** The entry that this one replaces whole; with `facts` null it is a retraction. */
  readonly correctsSeq: number | null;
  /** Null for a retraction, and where the content was lawfully disposed of. */
  readonly facts: Facts | null;
  readonly reason: string | null;
  /** The row of the source as read, where it came from one. */
  readonly sourceRow: Json;
}

/** An entry about to be recorded; `record` gives it seq, instant and chain, and the source of the whole change where it names none. */
export type NewEntry = Pick<Entry, 'subjectKind' | 'subjectId' | 'kind' | 'occurredOn' | 'facts'> &
  Partial<Pick<Entry, 'occurredAt' | 'correctsSeq' | 'reason' | 'source' | 'sourceRow'>>;
