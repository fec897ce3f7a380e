// Search at work: two hundred children of an invented council looked for on the page as officers type names, slips and all; and in the lists of cases.
import { findCaseAddress } from '../children/addresses.ts';
import { recordView } from '../casework/access.sql.ts';
import { milliseconds } from '../platform/clock.ts';
import { dataDirOf, type Place, withHouse } from '../platform/scratch-house.ts';
import { type Sought, soughtChildren, toTheLetter } from './bench-search.sql.ts';
import { signIn, startAnswering, stopAnswering, tokenOf } from './bench-viewers.file.ts';
import { type Measured, quantile } from './bench.ts';

const house = 'council';
const searches = 200;

/** Letters swapped, left out or changed, in the inside of a word. */
function slip(word: string, which: number): string {
  const at = 1 + (which * 7) % Math.max(1, word.length - 2);
  if (word.length < 5) return word;
  const [before, after] = [word.slice(0, at), word.slice(at + 1)];
  return [`${before}${after.charAt(0)}${word.charAt(at)}${after.slice(1)}`, `${before}${after}`, `${before}e${after}`][which % 3] ?? word;
}

type Typing = (child: Sought, which: number) => string;

const typings: readonly Typing[] = [
  ({ surname, forename }) => `${forename} ${surname}`,
  ({ surname, forename, birthOn }) => `${surname} ${forename} ${birthOn}`,
  ({ surname, forename, birthOn }, which) => `${slip(forename, which)} ${surname} ${birthOn}`,
  ({ surname, forename }, which) => `${forename} ${slip(surname, which)}`,
  ({ surname, birthOn }) => `${surname} ${birthOn.split('-').reverse().join('/')}`,
];

/** What somebody types above a list to narrow it: little, a name, a part that many names have. */
const narrowings: readonly Typing[] = [({ surname }) => surname.slice(0, 3), ({ surname }) => surname, ({ forename, surname }) => `${forename.slice(0, 2)} ${surname.slice(0, 4)}`, ({ forename }) => forename];

/** The lists of cases in which something is searched for, and who has them. */
const lists = [
  { name: 'my work, searched', role: 'Caseworker', path: '/my-work' },
  { name: 'cases of a team, searched', role: 'Team manager', path: '/team/cases' },
  { name: 'cases of the service, searched', role: 'Head of service', path: '/team/cases?team=all' },
];

/** The search page as a caseworker has it, from posting the words to the whole answer, with its access entry; and the lists of cases. */
export async function measureSearch(place: Place): Promise<Measured[]> {
  const running = await startAnswering(['src/main.ts'], { dataDir: dataDirOf(place, house), endings: place.endings }, '/sign-in');
  try {
    return await withHouse(place, house, async (at) => {
      const db = at.database('app');
      const children = await soughtChildren(db, searches);
      place.say(`Searching for ${children.length} children`);
      const cookie = await signIn(running.address, 'Caseworker');
      const found = await searched({ address: running.address, cookie, path: findCaseAddress() }, children, typings);
      const floors: number[] = [];
      for (const child of children) {
        const began = milliseconds();
        await recordView(db, { staffId: 'bench' }, { what: 'search', route: 'bench', children: await toTheLetter(db, child) });
        floors.push(milliseconds() - began);
      }
      const first = found.filter(({ place: no }) => no >= 1 && no <= 5).length;
      const common = { unit: 'ms', floor: quantile(floors, 0.95), floorIs: 'the same names to the letter by an index, and the access entry', most: { figure: 150 } } as const;
      const meant = { ...common, name: `search, ${children.length} searches`, figure: quantile(found.map(({ took }) => took), 0.95), note: `95 in 100 are quicker; ${first} of ${children.length} meant among the first five` };
      const narrowed = await listsSearched(running.address, children.slice(0, searches / 2));
      return [meant, ...narrowed.map((list) => ({ ...common, ...list, note: '95 in 100 are quicker' }))];
    });
  } finally {
    await stopAnswering(running);
  }
}

async function listsSearched(address: string, children: readonly Sought[]): Promise<{ name: string; figure: number }[]> {
  const measured: { name: string; figure: number }[] = [];
  for (const { name, role, path } of lists) {
    const found = await searched({ address, cookie: await signIn(address, role), path }, children, narrowings);
    measured.push({ name, figure: quantile(found.map(({ took }) => took), 0.95) });
  }
  return measured;
}

interface At { readonly address: string; readonly cookie: string; readonly path: string }

/** What each search took on a page, and the place of the child meant in the list; 0 for none. */
async function searched({ address, cookie, path }: At, children: readonly Sought[], ways: readonly Typing[]): Promise<{ took: number; place: number }[]> {
  const to = `${address}${path}`;
  const token = tokenOf(await (await fetch(to, { headers: { cookie } })).text());
  const found: { took: number; place: number }[] = [];
  for (const [which, child] of children.entries()) {
    const words = ways[which % ways.length]?.(child, which) ?? '';
    const began = milliseconds();
    const answer = await fetch(to, { method: 'POST', headers: { cookie, origin: address }, body: new URLSearchParams({ token, search: words }) });
    const html = await answer.text();
    if (answer.status !== 200) throw new Error(`the search answered ${answer.status}`);
    found.push({ took: milliseconds() - began, place: placeIn(html, child.childId) });
  }
  return found;
}

function placeIn(html: string, child: string): number {
  const listed = [...html.matchAll(/href="\/children\/([0-9a-f-]{36})"/g)].map(([, id]) => id);
  return listed.indexOf(child) + 1;
}
