// The web process at work for minutes: pages of all kinds, opened by many, and the memory that it has held at most.
import { milliseconds, todayInEngland } from '../platform/clock.ts';
import { day } from '../calendar/day.ts';
import { dataDirOf, type Place, withHouse } from '../platform/scratch-house.ts';
import { someCases } from './bench-lists.sql.ts';
import { peaksOf } from './bench-process.file.ts';
import { bareServer, openPage, signIn, startAnswering, stopAnswering } from './bench-viewers.file.ts';
import { type Measured, quantile } from './bench.ts';

const house = 'council';

/** Who opens what, over and over. */
const pages: Readonly<Record<string, readonly string[]>> = {
  'Director': ['/line-of-sight', '/figures/twenty_weeks.all.within/explain', '/figures/twenty_weeks.all.within/rows'],
  'Head of service': ['/team?team=all', '/team/cases?team=all', '/line-of-sight'],
  'Team manager': ['/team', '/alerts', '/team/cases?view=overdue'],
  'Caseworker': ['/my-work', '/alerts'],
};

/** Five people of each kind open their pages for so many minutes, no one pausing, caseworkers also the pages of cases. */
export async function measureSteady(place: Place, minutes: number): Promise<Measured[]> {
  const start = { dataDir: dataDirOf(place, house), endings: place.endings };
  const [bare, running] = [await startAnswering(bareServer, start, '/'), await startAnswering(['src/main.ts'], start, '/sign-in')];
  try {
    const cases = await withHouse(place, house, (at) => someCases(at.database('app'), day(todayInEngland()), 500));
    place.say(`Opening pages for ${minutes} minutes`);
    const until = milliseconds() + minutes * 60_000;
    const took: number[] = [];
    const visit = async (role: string, which: number): Promise<void> => {
      const cookies = [await signIn(running.address, role)];
      for (let turn = which; milliseconds() < until; turn += 1) {
        const paths = [...pages[role] ?? [], ...(role === 'Caseworker' ? [`/children/${cases[turn % cases.length]}`] : [])];
        const opened = await openPage(running.address, cookies, { paths, viewers: 1 }) ?? [];
        if (opened.length < paths.length) throw new Error(`one of ${paths.join(', ')} is no page`);
        took.push(...opened);
      }
    };
    await Promise.all(Object.keys(pages).flatMap((role) => [0, 100, 200, 300, 400].map((which) => visit(role, which))));
    const web = [...peaksOf(running.child.pid ?? 0).values()].find(({ command }) => command.endsWith(' web'));
    const node = peaksOf(bare.child.pid ?? 0).get(bare.child.pid ?? 0);
    return [{
      name: `memory of the web process, ${minutes} minutes`, unit: 'MB', figure: web?.megabytes ?? NaN, floor: node?.megabytes ?? NaN, most: { figure: 512 },
      floorIs: 'Node with a server of one line', note: `20 people, ${took.length} pages, 95 in 100 within ${quantile(took, 0.95).toFixed(0)} ms`,
    }];
  } finally {
    await stopAnswering(bare);
    await stopAnswering(running);
  }
}
