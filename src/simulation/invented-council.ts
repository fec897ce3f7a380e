// What an invented council is asked to be.
import type { Day } from '../calendar/day.ts';
import type { ServiceName } from './kinds-of-service.ts';

export interface InventedCouncil {
  /** How many children were ever known. */
  readonly children: number;
  readonly seed: number;
  /** The last day on which anything happened. */
  readonly until: Day;
  /** `average` where left out. */
  readonly service?: ServiceName;
  /** Share of the children whose story had ended before the years that are told (0 where left out). */
  readonly plansEnded?: number;
}

/** Children ever known for each plan in force, where nobody's story had ended before: in autumn, when there are fewest for them. */
export const knownForEachPlan = 1.69;

/** The council that somebody who looks round first sees. */
export const lookRound = { children: 1500, seed: 2026, service: 'average' } as const;

/** The name under which the job that makes it is queued. */
export const INVENTING = 'invented-council';
