// An invented council as large as a large one: its figures, its dates, its rebuild, and its pages with many viewers.
import { day } from '../calendar/day.ts';
import { prepareRecord } from '../casework/derivation.job.ts';
import { instantNow, milliseconds, todayInEngland } from '../platform/clock.ts';
import { openDemo } from '../staff/installation.sql.ts';
import { filledTables, readAll, settleDown } from './bench-copy.sql.ts';
import { timeDates } from './bench-dates.sql.ts';
import { timeFigures } from './bench-figures.sql.ts';
import { type BenchHouse, dataDirOf, type Place, withHouse } from './bench-place.job.ts';
import { peaksOf, runCommand } from './bench-process.file.ts';
import { type Answering, bareServer, openPage, signIn, startAnswering, stopAnswering } from './bench-viewers.file.ts';
import { type Measured, median, quantile } from './bench.ts';
import { inventCouncil } from './invented-council.sql.ts';

const house = 'council';
const page = '/line-of-sight';
const program = ['src/main.ts'];
const viewers = 20;

/** Fills the council: of each 120 children ever known 25 have a plan in force. */
export async function fillCouncil(place: Place, children: number): Promise<void> {
  await withHouse(place, house, async (at) => {
    const db = at.database('app');
    await openDemo(db, instantNow());
    const derive = await prepareRecord(at);
    const council = { children, seed: 1, until: day(todayInEngland()), plansEnded: 0.67 };
    await inventCouncil(db, derive, council, (done) => { if (done % 10_000 === 0) place.say(`${done} of ${children} children invented`); });
    await settleDown(at.administrator);
  });
}

/** Each figure for its usual window. */
export function measureFigures(place: Place): Promise<Measured[]> {
  return withHouse(place, house, (at) => {
    place.say('Asking for every figure');
    return timeFigures(at.database('app'), day(todayInEngland()), milliseconds);
  });
}

/** All dates of all children worked out afresh. */
export function measureDates(place: Place): Promise<Measured[]> {
  return withHouse(place, house, async (at) => {
    place.say('Working out all dates');
    return timeDates(at.database('app'), await prepareRecord(at), milliseconds);
  });
}

/** `history rebuild --check`, from the command to its answer. */
export function measureRebuild(place: Place): Promise<Measured[]> {
  return withHouse(place, house, async (at) => {
    place.say('Deriving everything again and comparing');
    const ran = await runCommand(['history', 'rebuild', '--check', '--json'], at.config.dataDir);
    const { children, rows } = JSON.parse(ran.output) as { children: number; rows: number };
    return [{
      name: 'rebuild --check', unit: 's', figure: ran.seconds, floor: await readingOnce(at), most: { figure: 120 },
      floorIs: 'the server reads the same tables once', note: `${children} children, ${rows} rows`,
    }];
  });
}

async function readingOnce({ administrator }: BenchHouse): Promise<number> {
  const tables = await filledTables(administrator);
  const began = milliseconds();
  await readAll(administrator, tables);
  return (milliseconds() - began) / 1000;
}

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
  const answering = await startAnswering(args, dataDirOf(place, house), path);
  await stopAnswering(answering);
  return answering.milliseconds / 1000;
}

/** The director's page: alone with nothing to share, and with many viewers; and the memory of the web process after. */
export async function measurePage(place: Place): Promise<Measured[]> {
  const bare = await startAnswering(bareServer, place.folder, '/');
  const running = await startAnswering(program, dataDirOf(place, house), '/sign-in');
  try {
    return await viewedBy(place, running, bare);
  } finally {
    await stopAnswering(bare);
    await stopAnswering(running);
  }
}

async function viewedBy(place: Place, { address, child }: Answering, bare: Answering): Promise<Measured[]> {
  const cookies: string[] = [];
  for (let viewer = 0; viewer < viewers; viewer += 1) cookies.push(await signIn(address));
  place.say(`Opening ${page}`);
  const alone = await openPage(address, cookies, { path: page, times: 10, viewers: 1, pause: 1100 });
  const many = await openPage(address, cookies, { path: page, times: 50, viewers, pause: 0 });
  if (alone === null || many === null) {
    place.say(`There is no page ${page} yet.`);
    return [];
  }
  const floors = await openPage(bare.address, cookies, { path: '/', times: 50, viewers, pause: 0 }) ?? [];
  const web = [...peaksOf(child.pid ?? 0).values()].find(({ command }) => command.endsWith(' web'));
  const node = peaksOf(bare.child.pid ?? 0).get(bare.child.pid ?? 0);
  const common = { unit: 'ms', floor: quantile(floors, 0.95), floorIs: 'as many at a server of one line, 95 in 100', most: { figure: 300 } } as const;
  return [
    { ...common, name: `director's page, ${viewers} viewers without a pause`, figure: quantile(many, 0.95), note: '95 in 100 are quicker' },
    { ...common, name: "director's page, one viewer, nothing to share", figure: quantile(alone, 0.95) },
    { name: 'memory of the web process', unit: 'MB', figure: web?.megabytes ?? NaN, floor: node?.megabytes ?? NaN, floorIs: 'Node with a server of one line', most: { figure: 512 } },
  ];
}
