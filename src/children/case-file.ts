import type { Case } from '../case-history/case.ts';
import type { Entry } from '../case-history/entry.ts';
import type { Duty } from './duty.ts';

/** All that is on record about one child, as the pages about the child need it. */
export interface CaseFile {
  readonly childId: string;
  /** Its entries with those of records joined with it. */
  readonly entries: readonly Entry[];
  /** The last entry of its own chain: what a change must have seen. */
  readonly lastSeq: number;
  /** The record that it went into; null where it stands by itself. */
  readonly mergedInto: string | null;
  readonly settled: Case;
  readonly duties: readonly Duty[];
  /** Whose case it is: the name of the caseworker, else of the team; null where nobody has it. */
  readonly worker: string | null;
  /** Whether whoever asked may record in it. */
  readonly mayRecord: boolean;
  /** Until when they have it open in an emergency; null where they have not. */
  readonly emergencyUntil: string | null;
}

/** A case that is not for whoever asked to see, or is not there: the children who are, for the access log. */
export interface ClosedCase {
  readonly closed: readonly string[];
}

/** Every child whose data a page about this one shows: itself and the records joined with it. */
export function childrenOf({ childId, entries }: CaseFile): string[] {
  return [...new Set([childId, ...entries.map((entry) => entry.subjectId)])];
}
