import type { Day } from '../calendar/day.ts';
import type { Entry, Facts, Json } from '../case-history/entry.ts';
import type { Settings } from '../statute/settings.ts';

/** A case told by its events, with the day and the readings under which to work out its dates. */
export interface WorkedCase {
  readonly id: string;
  readonly entries: readonly Entry[];
  readonly asOf: Day | null;
  readonly ruleSetAt: Day | null;
  readonly settings: Settings;
  /** Closed and open cases to count, instead of events; null where it is not about counting. */
  readonly cases: readonly Facts[] | null;
  readonly period: Json;
  readonly expect: Facts | null;
  /** What could not be read, in plain words. */
  readonly findings: readonly string[];
}
