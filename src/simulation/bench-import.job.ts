// Reading and loading files: the memory that a large one takes, and how long loading takes beside a bare COPY.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { milliseconds } from '../platform/clock.ts';
import { dataDirOf, openFolder, type Place, type ScratchHouse, withHouse } from '../platform/scratch-house.ts';
import { copyIn, copyOut, emptyCopies, type Filled, filledTables } from './bench-copy.sql.ts';
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
    const tables = await filledTables(house.administrator);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return [{
      name: 'import end to end', unit: 's', figure: ran.seconds, floor: await floorOf(place, house, tables), most: { ratio: 4 },
      floorIs: 'COPY FROM files on the server, one transaction, of all rows of all tables written, into copies with the same indexes',
      note: `${written.children} children, ${written.plansInForce} plans in force, ${Math.round(written.bytes / 1_000_000)} MB, ${rows} rows in ${tables.length} tables`,
    }];
  });
}

async function floorOf(place: Place, { administrator }: ScratchHouse, tables: readonly Filled[]): Promise<number> {
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
  return median(took);
}
