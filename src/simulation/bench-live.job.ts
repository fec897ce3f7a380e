// Twenty people with the line of sight open and live, whilst somebody records something each second.
import { setTimeout } from 'node:timers/promises';
import { day } from '../calendar/day.ts';
import type { Derive } from '../casework/derivation.ts';
import { todayInEngland } from '../platform/clock.ts';
import type { House } from '../platform/house.ts';
import { dataDirOf, type Place, withHouse } from '../platform/scratch-house.ts';
import { receiveRequest } from './bench-change.sql.ts';
import { type LiveViewer, openLive } from './bench-live-viewer.file.ts';
import { bareServer, openPage, signIn, startAnswering, stopAnswering } from './bench-viewers.file.ts';
import { type Measured, median, quantile } from './bench.ts';

const [house, page, viewers, changes] = ['council', '/line-of-sight', 20, 30];

/** One person may have some pages open, not twenty. */
const roles = ['Director', 'Head of service', 'Team manager'] as const;

/** Live pages: how long each takes when it is asked for again, and how long from a change to the last page told, and shown. */
export async function measureLive(place: Place, prepare: (house: House) => Promise<Derive>): Promise<Measured[]> {
  const start = { dataDir: dataDirOf(place, house), endings: place.endings };
  const [bare, running] = [await startAnswering(bareServer, start, '/'), await startAnswering(['src/main.ts'], start, '/sign-in')];
  try {
    const open: LiveViewer[] = [];
    for (let one = 0; one < viewers; one += 1) open.push(await openLive(running.address, page, await signIn(running.address, roles[one % roles.length])));
    const [began, took] = await withHouse(place, house, async (at) => recordEachSecond(place, at, await prepare(at)));
    await Promise.all(open.map((viewer) => viewer.close()));
    const floors = await openPage(bare.address, open.map(() => ''), { paths: Array<string>(changes).fill('/'), viewers }) ?? [];
    return verdictsOf(open, began, { written: median(took), bare: quantile(floors, 0.95) });
  } finally {
    await stopAnswering(bare);
    await stopAnswering(running);
  }
}

/** When each change was begun, and how long it took to be written. */
async function recordEachSecond(place: Place, at: House, derive: Derive): Promise<[number[], number[]]> {
  await setTimeout(2000);
  place.say(`Recording a change each second, ${viewers} live pages open`);
  const [began, took]: [number[], number[]] = [[], []];
  for (let time = 0; time < changes; time += 1) {
    const next = setTimeout(1000);
    began.push(performance.now());
    await receiveRequest(at.database('app'), derive, day(todayInEngland()));
    took.push(performance.now() - (began.at(-1) ?? 0));
    await next;
  }
  await setTimeout(2000);
  return [began, took];
}

function verdictsOf(open: readonly LiveViewer[], began: readonly number[], floor: { readonly written: number; readonly bare: number }): Measured[] {
  const toldAt = ({ told }: LiveViewer, from: number): number => told.find((at) => at >= from) ?? Infinity;
  const shownAt = (viewer: LiveViewer, from: number): number => {
    const shown = viewer.asked.find(({ at }) => at >= toldAt(viewer, from));
    return shown === undefined ? Infinity : shown.at + shown.took;
  };
  const last = (at: typeof toldAt): number => quantile(began.map((from) => Math.max(...open.map((viewer) => at(viewer, from))) - from), 0.95);
  const asked = open.flatMap((viewer) => viewer.asked.filter(({ at }) => at >= (began[0] ?? 0))).map(({ took }) => took);
  const note = `${viewers} pages, ${changes} changes, 95 in 100`;
  const change = { unit: 'ms', floor: floor.written, floorIs: 'the change written, nobody told', note, most: { figure: 1000 } } as const;
  return [
    { name: `director's page, ${viewers} live viewers`, unit: 'ms', figure: quantile(asked, 0.95), floor: floor.bare, floorIs: 'as many at a server of one line', most: { figure: 300 }, note: `a change each second, ${asked.length} pages, 95 in 100 are quicker` },
    { ...change, name: 'from a change to the last live page told', figure: last(toldAt) },
    { ...change, name: 'from a change to the last live page anew', figure: last(shownAt) },
  ];
}
