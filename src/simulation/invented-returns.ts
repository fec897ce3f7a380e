// Invented SEN2 returns: the same seed always gives the same returns.
import type { ReturnRecord } from '../case-history/return-record.ts';
import { childInReturn } from './child-in-return.ts';
import { inventChild } from './child-stories.ts';
import type { ChildStory } from './child-stories.ts';

export { censusDayOf } from './child-in-return.ts';

/** The returns that one council sent, by collection year; children change and errors are put right between them. */
export interface InventedCouncil {
  /** The council's number: of no real authority in the 2023 to 2026 list, but three digits. */
  lea: string;
  returns: Map<number, ReturnRecord[]>;
}

/** The number of the invented council. Files carry a real code where a test needs one that validates. */
export const INVENTED_LEA = '999';

/** One return of `year` (2023 to 2026) with exactly `children` records, one for each child. */
export function inventReturns(seed: number, { children, year }: { children: number; year: number }): ReturnRecord[] {
  const records: ReturnRecord[] = [];
  for (let place = 0; records.length < children; place += 1) {
    const record = childInReturn(inventChild(seed, place, year, year), year);
    if (record !== null) records.push(record);
  }
  return records;
}

/**
 * One council of `children` children ever known, and what each year's return says of those who belong in it.
 * Some records of earlier years hold errors that a later year's return puts right.
 */
export function inventCouncil(seed: number, { children, years }: { children: number; years: number[] }): InventedCouncil {
  const stories: ChildStory[] = [];
  const first = Math.min(...years);
  const last = Math.max(...years);
  for (let place = 0; place < children; place += 1) stories.push(inventChild(seed, place, first, last));
  const told = (year: number): ReturnRecord[] => stories.flatMap((story) => childInReturn(story, year) ?? []);
  return { lea: INVENTED_LEA, returns: new Map(years.map((year) => [year, told(year)])) };
}
