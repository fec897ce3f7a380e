// What writing all that a program wrote takes at least.
import { rm } from 'node:fs/promises';
import { milliseconds } from '../platform/clock.ts';
import { openFolder, type Place, type ScratchHouse } from '../platform/scratch-house.ts';
import { copyIn, copyOut, emptyCopies, filledTables } from './bench-copy.sql.ts';
import { median } from './bench.ts';

/** What is copied, in words. */
export const COPYING = 'COPY FROM files on the server, one transaction, of all rows of all tables written, into copies with the same indexes';

/** Seconds in which the server copies all rows of the record, its imports and what is derived, the median of three times, and how many rows of how many tables. */
export async function secondsToCopy(place: Place, { administrator }: ScratchHouse): Promise<{ seconds: number; rows: number; tables: number }> {
  const tables = await filledTables(administrator);
  const folder = openFolder(place, 'copied');
  await copyOut(administrator, tables, folder);
  const took: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    place.say('Copying the same rows');
    await emptyCopies(administrator, tables);
    const began = milliseconds();
    await copyIn(administrator, tables, folder);
    took.push((milliseconds() - began) / 1000);
  }
  await rm(folder, { recursive: true });
  return { seconds: median(took), rows: tables.reduce((sum, table) => sum + table.rows, 0), tables: tables.length };
}
