// The program at work with an invented council: how long it takes to start, and its pages with many viewers.
import { setTimeout } from 'node:timers/promises';
import { day } from '../calendar/day.ts';
import type { Derive } from '../casework/derivation.ts';
import { todayInEngland } from '../platform/clock.ts';
import type { House } from '../platform/house.ts';
import { dataDirOf, type Place, withHouse } from '../platform/scratch-house.ts';
import { receiveRequest } from './bench-change.sql.ts';
import { peaksOf } from './bench-process.file.ts';
import { type Answering, bareServer, openPage, signIn, type Start, startAnswering, stopAnswering } from './bench-viewers.file.ts';
import { type Measured, median, quantile } from './bench.ts';

const house = 'council';
const page = '/line-of-sight';
const program = ['src/main.ts'];
const viewers = 20;

const startIn = (place: Place): Start => ({ dataDir: dataDirOf(place, house), endings: place.endings });

/** From `npm start` to the first page, the database being there and its server stopped. */
export async function measureStart(place: Place): Promise<Measured[]> {
  const [figures, floors]: [number[], number[]] = [[], []];
  for (let time = 0; time < 5; time += 1) {
    place.say('Starting');
    floors.push(await started(bareServer, place, '/'));
    figures.push(await started(program, place, '/sign-in'));
  }
  return [{
    name: 'start to first page', unit: 's', figure: median(figures), floor: median(floors), most: { figure: 2 },
    floorIs: 'Node with a server of one line',
  }];
}

async function started(args: readonly string[], place: Place, path: string): Promise<number> {
  const answering = await startAnswering(args, startIn(place), path);
  await stopAnswering(answering);
  return answering.milliseconds / 1000;
}

/**
 * The director's page: with nothing to share, just after a change, and with many viewers; and the memory of the web
 * process after that.
 */
export async function measurePage(place: Place, prepare: (house: House) => Promise<Derive>): Promise<Measured[]> {
  const bare = await startAnswering(bareServer, startIn(place), '/');
  const running = await startAnswering(program, startIn(place), '/sign-in');
  try {
    const changed = await withHouse(place, house, async (at) => prepare(at).then((derive) => justAfterChange(place, running.address, () => receiveRequest(at.database('app'), derive, day(todayInEngland())))));
    return [changed, ...await viewedBy(place, running, bare)];
  } finally {
    await stopAnswering(bare);
    await stopAnswering(running);
  }
}

/** What is shown is shared for a second: a change is seen by whoever looks after that. */
const untilSeen = 1100;

async function justAfterChange(place: Place, address: string, change: () => Promise<unknown>): Promise<Measured> {
  place.say('Changing the record, and looking');
  const cookies = [await signIn(address)];
  const took: number[] = [];
  for (let time = 0; time < 9; time += 1) {
    await change();
    await setTimeout(untilSeen);
    took.push(...await openPage(address, cookies, { paths: [page], viewers: 1 }) ?? []);
  }
  const again = await openPage(address, cookies, { paths: [page], viewers: 1 }) ?? [];
  return {
    name: "director's page just after a change", unit: 'ms', figure: median(took), floor: median(again), most: { figure: 300 },
    floorIs: 'the same page once more, nothing changed', note: 'every figure worked out; the median of 9',
  };
}

async function viewedBy(place: Place, { address, child }: Answering, bare: Answering): Promise<Measured[]> {
  const cookies: string[] = [];
  for (let viewer = 0; viewer < viewers; viewer += 1) cookies.push(await signIn(address));
  place.say(`Opening ${page}`);
  const many = await openPage(address, cookies, { paths: Array<string>(50).fill(page), viewers });
  if (many === null) {
    place.say(`There is no page ${page} yet.`);
    return [];
  }
  const floors = await openPage(bare.address, cookies, { paths: Array<string>(50).fill('/'), viewers }) ?? [];
  const web = [...peaksOf(child.pid ?? 0).values()].find(({ command }) => command.endsWith(' web'));
  const node = peaksOf(bare.child.pid ?? 0).get(bare.child.pid ?? 0);
  const common = { unit: 'ms', floor: quantile(floors, 0.95), floorIs: 'as many at a server of one line, 95 in 100' } as const;
  return [
    { ...common, name: `director's page, ${viewers} viewers without a pause`, figure: quantile(many, 0.95), most: { figure: 300 }, note: '95 in 100 are quicker' },
    {
      name: 'memory of the web process', unit: 'MB', figure: web?.megabytes ?? NaN, floor: node?.megabytes ?? NaN,
      floorIs: 'Node with a server of one line', most: { figure: 512 },
    },
  ];
}
