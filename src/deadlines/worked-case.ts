import type { Day } from '../calendar/day.ts';
import type { Entry, Facts, Json } from '../case-history/entry.ts';
import type { Settings } from '../statute/settings.ts';

/** One of many cases to count: its facts, and the events that they tell of. */
export interface CountedCase {
  readonly facts: Facts;
  readonly entries: readonly Entry[];
}

/** A case told by its events, with the day and the readings under which to work out its dates. */
export interface WorkedCase {
  readonly id: string;
  readonly entries: readonly Entry[];
  readonly asOf: Day | null;
  readonly ruleSetAt: Day | null;
  readonly settings: Settings;
  /** Closed and open cases to count, instead of events; null where it is not about counting. */
  readonly cases: readonly CountedCase[] | null;
  readonly period: Json;
  readonly expect: Facts | null;
  /** What could not be read, in plain words. */
  readonly findings: readonly string[];
}
