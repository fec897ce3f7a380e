// A large return tried beside the record of an invented council: what would become of its rows, and what they would change in figures.
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, day } from '../calendar/day.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { useScanned } from '../exchange/import-open.file.ts';
import { figuresAfter } from '../exchange/tracker-figures.sql.ts';
import { headlines } from '../performance/headlines.sql.ts';
import { milliseconds, todayInEngland } from '../platform/clock.ts';
import { type Place, withHouse } from '../platform/scratch-house.ts';
import { secondsToReadEntries, type TrackedChild, trackedChildren } from './bench-tracker.sql.ts';
import type { Measured } from './bench.ts';
import { type Told, writeReturnAbout } from './large-return.file.ts';

const year = 2026;
const seed = 1;

/** Every twentieth row is about a child whom nobody knows. */
function toldOf({ upn, surname, forename, bornOn }: TrackedChild, i: number): Told {
  return i % 20 === 1 ? { upn: null, surname: `${surname}-Nobody`, forename: `${forename}a${i}`, personBirthDate: addDays(day(bornOn), 1 + (i % 300)) } : { upn, surname, forename, personBirthDate: day(bornOn) };
}

/** A return with so many rows tried; nothing is loaded. */
export function measureReturn(place: Place, rows: number): Promise<Measured[]> {
  return withHouse(place, 'council', async (at) => {
    const db = at.database('app');
    const children = await trackedChildren(db, todayInEngland(), rows);
    const file = join(place.folder, 'tried.xml');
    await writeReturnAbout(file, children.map(toldOf), { year, seed });
    place.say(`Trying a return of ${children.length} rows`);
    const batch = { id: randomUUID(), kind: 'sen2-xml', files: ['tried.xml'], askedBy: 'bench' };
    const tried = await useScanned({ kind: 'sen2', paths: [file], names: ['tried.xml'] }, null, () => {}, async ({ source }) => {
      const began = milliseconds();
      const changes = await figuresAfter(db, { batch, derive: ownDerive(), source, asAt: source.header.referenceDate, hear: () => {} }, headlines);
      return { changes, figure: (milliseconds() - began) / 1000 };
    });
    if ('stopped' in tried) throw new Error(tried.stopped.refused);
    const { changes, figure } = tried;
    const floor = await secondsToReadEntries(db, children, milliseconds);
    await rm(file);
    return [{
      name: 'return tried', unit: 's', figure, floor, most: { figure: 120, ratio: 12 }, floorIs: 'the entries of the same children read by their keys',
      note: `${children.length} rows, ${changes.filter(({ before, after }) => before !== after).length} headline figures change`,
    }];
  });
}
