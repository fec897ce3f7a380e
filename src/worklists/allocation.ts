// Giving cases to caseworkers many at a time: proposed, looked at by a person, carried out case by case.

/** By which rule it was proposed who gets which case. */
export type AllocationRule = 'by-hand' | 'evenly';

/** A proposal, and how far it has come. */
export interface Allocation {
  readonly id: string;
  readonly askedBy: string;
  readonly rule: AllocationRule;
  /** Address of the page on which it was begun. */
  readonly list: string;
  readonly state: 'proposed' | 'running' | 'done' | 'dropped';
  /** How many cases it is about, how many are skipped, were given, were refused, and are still to do. */
  readonly all: number;
  readonly skipped: number;
  readonly allocated: number;
  readonly refused: number;
  readonly open: number;
}

/** A case of a proposal, with what became of it. */
export interface AllocationLine {
  readonly childId: string;
  /** False where the record is closed to the viewer, or is no more. */
  readonly open: boolean;
  readonly reference: string | null;
  readonly surname: string | null;
  readonly forename: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly outcome: 'skipped' | 'allocated' | 'refused' | null;
  readonly reason: string | null;
}

/** Up to this many cases are given while the person waits; more are given in the background, with progress. */
export const FEW_CASES = 25;
