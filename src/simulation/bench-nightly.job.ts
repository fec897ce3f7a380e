// The nightly run on an invented council, and a page of it as it was known last month.
import { join } from 'node:path';
import { addDays, type Day, day, weekday } from '../calendar/day.ts';
import { forgetPastRows, keepPastRows } from '../casework/keep-past-rows.sql.ts';
import { knownAt } from '../casework/known-at.sql.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { milliseconds, todayInEngland } from '../platform/clock.ts';
import { dataDirOf, type Place, withHouse } from '../platform/scratch-house.ts';
import { secondsToReadAll } from './bench-copy.sql.ts';
import { runCommand } from './bench-process.file.ts';
import { openPage, signIn, startAnswering, stopAnswering } from './bench-viewers.file.ts';
import type { Measured } from './bench.ts';

const house = 'council';

/** A backup, and that backup restored into a scratch database, with the hash of all history, the derived tables and every figure compared. */
export async function measureNightly(place: Place): Promise<Measured[]> {
  const [dataDir, folder] = [dataDirOf(place, house), join(place.folder, 'backup')];
  place.say('Making a backup');
  const made = await runCommand(['backup', folder], dataDir);
  place.say('Restoring it into a scratch database and comparing');
  const checked = await runCommand(['backup', 'check', folder, '--in', place.folder], dataDir);
  const floor = await withHouse(place, house, ({ administrator }) => secondsToReadAll(administrator, milliseconds));
  return [{
    name: 'nightly run', unit: 's', figure: made.seconds + checked.seconds, floor, most: { figure: 600 },
    floorIs: 'the server reads all tables of the record once', note: `backup ${made.seconds.toFixed(0)} s, restored and compared ${checked.seconds.toFixed(0)} s`,
  }];
}

/** All of them, as the job does after a new version. */
function keepMidnights(place: Place): Promise<{ midnights: number; seconds: number }> {
  place.say('Keeping what was known at past midnights');
  return withHouse(place, house, async (at) => {
    await forgetPastRows(at.database('migrate'));
    const now = await knownAt(at.database('app'));
    const begun = milliseconds();
    const midnights = await keepPastRows(at.database('migrate'), ownDerive(), now);
    return { midnights, seconds: (milliseconds() - begun) / 1000 };
  });
}

const page = '/line-of-sight';

/** A day of the working week, or the last one before it: at weekends little is recorded, and less is to be worked out. */
function weekdayBy(by: Day): Day {
  return weekday(by) > 5 ? weekdayBy(addDays(by, -1)) : by;
}

/** The director's page as known at noon thirty days ago, opened for the first time. */
export async function measureKnownAt(place: Place): Promise<Measured[]> {
  const { midnights, seconds } = await keepMidnights(place);
  const running = await startAnswering(['src/main.ts'], { dataDir: dataDirOf(place, house), endings: place.endings }, '/sign-in');
  try {
    const cookies = [await signIn(running.address)];
    const then = `${weekdayBy(addDays(day(todayInEngland()), -30))}T12:00:00Z`;
    place.say(`Opening ${page} as known at ${then}`);
    const opened = async (path: string): Promise<number> => (await openPage(running.address, cookies, { paths: [path], viewers: 1 }))?.[0] ?? NaN;
    const floor = await opened(page);
    const figure = await opened(`${page}?knownAt=${then}`);
    return [{
      name: 'page as known thirty days ago', unit: 's', figure: figure / 1000, floor: floor / 1000, most: { figure: 5 },
      floorIs: 'the same page as known now, opened for the first time', note: `what was known at ${midnights} midnights was kept before, in ${seconds.toFixed(0)} s`,
    }];
  } finally {
    await stopAnswering(running);
  }
}
