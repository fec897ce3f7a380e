// Reading and loading files and making an invented council: the memory that a large file takes, and how long writing takes beside a bare COPY.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { milliseconds } from '../platform/clock.ts';
import { dataDirOf, openFolder, type Place, type ScratchHouse, withHouse } from '../platform/scratch-house.ts';
import { copyIn, copyOut, emptyCopies, filledTables } from './bench-copy.sql.ts';
import { type Measured, median } from './bench.ts';
import { type Ran, runCommand, runNode } from './bench-process.file.ts';
import { writeLargeReturn } from './large-return.file.ts';

const year = 2026;
const seed = 1;
const largest = (ran: Ran, which: (place: number) => boolean): number =>
  Math.max(0, ...ran.peaks.filter((_peak, place) => which(place)).map(({ megabytes }) => megabytes));

/** Memory that reading a SEN2 return of so many bytes takes, of the program and of the process that reads for it. */
export async function measureMemory(place: Place, bytes: number): Promise<Measured[]> {
  const file = join(place.folder, 'large.xml');
  place.say(`Writing a return of ${Math.round(bytes / 1_000_000)} MB`);
  const written = await writeLargeReturn(file, { bytes, year, seed });
  place.say('Reading it');
  const read = `for await (const _ of (await import('node:fs')).createReadStream(${JSON.stringify(file)}));`;
  const floor = await runNode(['--input-type=module', '--eval', read], place.folder);
  const ran = await withHouse(place, 'memory', () => runCommand(['import', 'sen2-xml', file, '--dry-run', '--json'], dataDirOf(place, 'memory')));
  await rm(file);
  const common = {
    unit: 'MB', floor: largest(floor, () => true), floorIs: 'Node that reads the file and does nothing with it', most: { figure: 512 },
  } as const;
  return [
    { ...common, name: 'memory of the reading process', figure: largest(ran, (at) => at > 0), note: `${written.children} children` },
    { ...common, name: 'memory of the program whilst it reads', figure: largest(ran, (at) => at === 0), note: `${Math.round(ran.seconds)} s` },
  ];
}

/** Loading a SEN2 return with so many plans in force, from the command to its balance. */
export async function measureImport(place: Place, plansInForce: number): Promise<Measured[]> {
  const file = join(place.folder, 'return.xml');
  place.say(`Writing a return with ${plansInForce} plans in force`);
  const written = await writeLargeReturn(file, { plansInForce, year, seed });
  return withHouse(place, 'import', async (house) => {
    place.say(`Loading it: ${written.children} children, ${Math.round(written.bytes / 1_000_000)} MB`);
    const ran = await runCommand(['import', 'sen2-xml', file, '--json'], house.config.dataDir);
    const balance = JSON.parse(ran.output) as { in: number; new: number };
    if (balance.in !== written.children) throw new Error(`${written.children} rows were written, ${balance.in} loaded`);
    const { rows, tables, seconds: floor } = await secondsToCopy(place, house);
    return [{
      name: 'import end to end', unit: 's', figure: ran.seconds, floor, floorIs: COPYING, most: { ratio: 4 },
      note: `${written.children} children, ${written.plansInForce} plans in force, ${Math.round(written.bytes / 1_000_000)} MB, ${rows} rows in ${tables} tables`,
    }];
  });
}

/** An invented council with at least so many plans in force. */
export function measureDemo(place: Place, plans: number): Promise<Measured[]> {
  return withHouse(place, 'demo', async (house) => {
    place.say(`Making an invented council of ${plans} plans in force`);
    const ran = await runCommand(['demo', '--plans', String(plans)], house.config.dataDir);
    const asked = await runCommand(['figures', '--measure', 'caseload.total', '--json'], house.config.dataDir);
    const [{ denominator = 0 } = {}] = (JSON.parse(asked.output) as { figures: { denominator: number }[] }).figures;
    const { seconds, rows, tables } = await secondsToCopy(place, house);
    return [{ name: 'invented council', unit: 's', figure: ran.seconds, floor: seconds, floorIs: COPYING, most: { figure: 60 }, note: `${denominator} plans in force, ${rows} rows in ${tables} tables` }];
  });
}

/** What is copied, in words. */
const COPYING = 'COPY FROM files on the server, one transaction, of all rows of all tables written, into copies with the same indexes';

/** Seconds in which the server copies all rows of the record, its imports and what is derived, the median of three times, and how many rows of how many tables. */
async function secondsToCopy(place: Place, { administrator }: ScratchHouse): Promise<{ seconds: number; rows: number; tables: number }> {
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
