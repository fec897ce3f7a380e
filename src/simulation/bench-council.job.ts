// An invented council as large as a large one: its figures, its dates and its rebuild.
import { day } from '../calendar/day.ts';
import type { Derive } from '../casework/derivation.ts';
import { keepPastRows } from '../casework/keep-past-rows.sql.ts';
import { knownAt } from '../casework/known-at.sql.ts';
import { instantNow, milliseconds, todayInEngland } from '../platform/clock.ts';
import type { House } from '../platform/house.ts';
import { dataDirOf, type Place, withHouse } from '../platform/scratch-house.ts';
import { openDemo } from '../staff/installation.sql.ts';
import { secondsToReadAll, settleDown } from './bench-copy.sql.ts';
import { timeDates } from './bench-dates.sql.ts';
import { timeFigures, timeFilters } from './bench-figures.sql.ts';
import { runCommand } from './bench-process.file.ts';
import type { Measured } from './bench.ts';
import { inventCouncil } from './invented-council.sql.ts';

const house = 'council';

/** Makes a database ready to record in. */
type Prepare = (house: House) => Promise<Derive>;

/** Fills the council: of each 120 children ever known 25 have a plan in force. */
export async function fillCouncil(place: Place, children: number, prepare: Prepare): Promise<void> {
  await withHouse(place, house, async (at) => {
    const db = at.database('app');
    await openDemo(db, instantNow());
    const derive = await prepare(at);
    const council = { children, seed: 1, until: day(todayInEngland()), plansEnded: 0.654 };
    await inventCouncil(db, derive, council, (done) => { if (done % 10_000 === 0) place.say(`${done} of ${children} children invented`); });
    // As after the first minutes of a program that runs: else the job that does it would run beside what is measured. What was
    // invented of today is known already, whatever the hour.
    place.say('Keeping what was known at past midnights');
    await keepPastRows(at.database('migrate'), derive, await knownAt(db));
    await settleDown(at.administrator);
  });
  // And as after its first hour.
  place.say('Making a checkpoint of the record');
  await runCommand(['history', 'checkpoint'], dataDirOf(place, house));
}

/** Each figure for its usual window. */
export function measureFigures(place: Place): Promise<Measured[]> {
  return withHouse(place, house, (at) => {
    place.say('Asking for every figure');
    return timeFigures(at.database('app'), day(todayInEngland()), milliseconds);
  });
}

/** Figures through filters. */
export function measureFilters(place: Place): Promise<Measured[]> {
  return withHouse(place, house, (at) => {
    place.say('Asking for figures with filters');
    return timeFilters(at.database('app'), day(todayInEngland()), milliseconds);
  });
}

/** All dates of all children worked out afresh. */
export function measureDates(place: Place, prepare: Prepare): Promise<Measured[]> {
  return withHouse(place, house, async (at) => {
    place.say('Working out all dates');
    return timeDates(at.database('app'), await prepare(at), milliseconds);
  });
}

/** `history rebuild --check`, from the command to its answer. */
export function measureRebuild(place: Place): Promise<Measured[]> {
  return withHouse(place, house, async (at) => {
    place.say('Deriving everything again and comparing');
    const ran = await runCommand(['history', 'rebuild', '--check', '--json'], at.config.dataDir);
    const { children, rows } = JSON.parse(ran.output) as { children: number; rows: number };
    return [{
      name: 'rebuild --check', unit: 's', figure: ran.seconds, floor: await secondsToReadAll(at.administrator, milliseconds), most: { figure: 120 },
      floorIs: 'the server reads the same tables once', note: `${children} children, ${rows} rows`,
    }];
  });
}
