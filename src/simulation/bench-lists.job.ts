// Lists of work and the page of a case on an invented council, as those who work there open them, access entries and all.
import { day } from '../calendar/day.ts';
import { milliseconds, todayInEngland } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { dataDirOf, type Place, withHouse } from '../platform/scratch-house.ts';
import { leastOfCase, leastOfList, someCases } from './bench-lists.sql.ts';
import { openPage, signIn, startAnswering, stopAnswering } from './bench-viewers.file.ts';
import { type Measured, quantile } from './bench.ts';

const house = 'council';
const cases = 100;
const times = 5;

/** Every list that all have, every kind of filter, and every order. */
const questions = [
  'view=all', 'view=next-7-days', 'view=overdue', 'view=inevitable', 'view=advice', 'view=quiet', 'view=data', 'view=unallocated',
  'stage=review', 'due=month', 'ball=adviser', 'need=ASD', 'phase=primary', 'caseworker=none',
  'sort=name', 'sort=stage', 'sort=due', 'sort=worked', 'sort=caseworker',
];

/** What each page is called, who opens it, which addresses it has, and what is allowed for 95 in 100. */
interface Opened { readonly name: string; readonly role: string; readonly paths: readonly string[]; readonly most: number }

const lists: readonly Opened[] = [
  { name: 'my work', role: 'Caseworker', paths: questions.slice(0, 7).map((one) => `/my-work?${one}`), most: 150 },
  { name: 'team, counts of everybody', role: 'Team manager', paths: ['/team'], most: 150 },
  { name: 'cases of a team, every list', role: 'Team manager', paths: questions.map((one) => `/team/cases?${one}`), most: 150 },
  { name: 'alerts of a manager', role: 'Team manager', paths: ['/alerts', '/alerts?whose=none', '/alerts?whose=none&group=overdue'], most: 150 },
  { name: 'all teams, counts of everybody', role: 'Head of service', paths: ['/team?team=all'], most: 150 },
  { name: 'cases of the service, every list', role: 'Head of service', paths: questions.map((one) => `/team/cases?team=all&${one}`), most: 150 },
];

/** Lists of work, the page of a case, and what the count of alerts adds to a page of its manager's. */
export async function measureLists(place: Place): Promise<Measured[]> {
  const { address, ...running } = await startAnswering(['src/main.ts'], { dataDir: dataDirOf(place, house), endings: place.endings }, '/sign-in');
  const open = async (role: string, paths: readonly string[]): Promise<number> => {
    place.say(`Opening ${paths[0]} and others, ${role}`);
    const cookie = await signIn(address, role);
    await openPage(address, [cookie], { paths: paths.slice(0, 1), viewers: 1 });
    return quantile(await openPage(address, [cookie], { paths, viewers: 1 }) ?? [], 0.95);
  };
  try {
    return await withHouse(place, house, async (at) => {
      const [db, today] = [at.database('app'), day(todayInEngland())];
      const live = await someCases(db, today, cases);
      const list = { unit: 'ms', floor: await slowest(() => leastOfList(db, today)), floorIs: 'live cases gone through twice, and the access entry', note: '95 in 100 are quicker' } as const;
      const measured: Measured[] = [];
      for (const { name, role, paths, most } of lists) {
        measured.push({ ...list, name, figure: await open(role, Array(times).fill(paths).flat() as string[]), most: { figure: most } });
      }
      const page = { ...list, floor: await leastOfCases(db, live), floorIs: 'its entries and dates by their keys, and the access entry', most: { figure: 200 } };
      measured.push({ ...page, name: `page of a case, ${cases} of them`, figure: await open('Caseworker', live.map((child) => `/children/${child}`)) });
      return [...measured, await countOfAlerts(open)];
    });
  } finally {
    await stopAnswering({ address, ...running });
  }
}

async function slowest(act: (time: number) => Promise<void>, count = 20): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < count; time += 1) {
    const began = milliseconds();
    await act(time);
    took.push(milliseconds() - began);
  }
  return quantile(took, 0.95);
}

const leastOfCases = (db: Database, live: readonly string[]): Promise<number> => slowest((at) => leastOfCase(db, live[at] ?? ''), Math.min(20, live.length));

async function countOfAlerts(open: (role: string, paths: readonly string[]) => Promise<number>): Promise<Measured> {
  const paths = Array<string>(40).fill('/accessibility');
  return {
    name: 'page that says little, with a count of alerts', unit: 'ms', figure: await open('Team manager', paths), floor: await open('Director', paths),
    floorIs: 'the same page for somebody who has no alerts', most: { figure: 150 }, note: 'manager of a team',
  };
}
