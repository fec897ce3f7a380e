// That only some may see a record, and who decides it.
import type { Day } from '../calendar/day.ts';

/** Only those named may see the record. */
export interface Restriction {
  readonly reason: string | null;
  /** Who decides who may see it. */
  readonly guardian: string | null;
  /** By whom and when they were put in the place of another guardian; null where they are the first. */
  readonly appointed: { readonly by: string; readonly on: Day } | null;
  readonly on: Day;
  readonly named: readonly NamedViewer[];
  readonly reviewDueOn: Day;
  /** That it be lifted, which another person has to confirm; null where nobody proposes it. */
  readonly lift: LiftProposal | null;
}

export interface LiftProposal {
  /** Staff id of whoever proposes it. */
  readonly by: string;
  readonly on: Day;
  readonly why: string | null;
}

export interface NamedViewer {
  readonly staff: string;
  /** The last day on which they may. */
  readonly until: Day;
}
