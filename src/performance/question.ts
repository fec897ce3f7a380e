// What somebody asks of a measure, as written on a command line or in an address, read into days and filters.
import { parseDay } from '../calendar/day.ts';
import type { Day } from '../calendar/day.ts';
import { readFilter } from './filters.ts';
import type { Filter } from './filters.ts';
import type { MeasureDescription, Parameters } from './measure.ts';
import { longDay, readWindow, windowAt } from './windows.ts';
import type { Window } from './windows.ts';

/** The words that were written; those left out stand for today and for no filter. */
export interface Written {
  readonly window?: string | undefined;
  readonly asAt?: string | undefined;
  readonly filters?: readonly string[] | undefined;
}

export interface Reading {
  /** The window asked for; null where each measure takes its usual one. */
  readonly window: Window | null;
  readonly asAt: Day;
  readonly filters: readonly Filter[];
}

/** What was written, or the first thing wrong with it, in words. */
export function readQuestion(written: Written, today: Day): Reading | { problem: string } {
  const asAt = written.asAt === undefined ? today : parseDay(written.asAt);
  if (asAt === null) return { problem: `"${written.asAt}" is not a day. Write it like ${today}` };
  if (asAt > today) return { problem: `the as-at day ${longDay(asAt)} lies ahead: today is ${longDay(today)}` };
  const window = written.window === undefined ? null : readWindow(written.window, asAt);
  if (window !== null && 'problem' in window) return window;
  const filters = (written.filters ?? []).map(readFilter);
  const wrong = filters.find((filter) => 'problem' in filter);
  if (wrong !== undefined && 'problem' in wrong) return wrong;
  const keys = (filters as Filter[]).map(({ key }) => key);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) return { problem: `${twice} is filtered by more than once, and only one can count` };
  return { window, asAt, filters: filters as Filter[] };
}

/** The window that a measure takes: the one asked for, else its usual one; null where it has none. */
export function windowOf(measure: MeasureDescription, { window, asAt }: Pick<Reading, 'window' | 'asAt'>): Window | null {
  const [usual] = measure.windows;
  return usual === undefined ? null : (window ?? windowAt(usual, asAt));
}

/** The days that a measure is asked for. */
export function parametersOf(window: Pick<Window, 'from' | 'to'> | null, asAt: Day): Parameters {
  return { from: window?.from ?? asAt, to: window?.to ?? asAt, asAt, basis: 'as-at' };
}
