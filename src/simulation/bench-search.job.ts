// Search at work: two hundred children of an invented council looked for on the page as officers type names, slips and all.
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

/** The search page as a caseworker has it, from posting the words to the whole answer, with its access entry. */
export async function measureSearch(place: Place): Promise<Measured[]> {
  const running = await startAnswering(['src/main.ts'], { dataDir: dataDirOf(place, house), endings: place.endings }, '/sign-in');
  try {
    return await withHouse(place, house, async (at) => {
      const db = at.database('app');
      const children = await soughtChildren(db, searches);
      place.say(`Searching for ${children.length} children`);
      const cookie = await signIn(running.address, 'Caseworker');
      const found = await searched(running.address, cookie, children);
      const floors: number[] = [];
      for (const child of children) {
        const began = milliseconds();
        await recordView(db, { staffId: 'bench' }, { what: 'search', route: 'bench', children: await toTheLetter(db, child) });
        floors.push(milliseconds() - began);
      }
      const first = found.filter(({ place: no }) => no >= 1 && no <= 5).length;
      return [{
        name: `search, ${children.length} searches`, unit: 'ms', figure: quantile(found.map(({ took }) => took), 0.95), floor: quantile(floors, 0.95), most: { figure: 150 },
        floorIs: 'the same names to the letter by an index, and the access entry', note: `95 in 100 are quicker; ${first} of ${children.length} meant among the first five`,
      }];
    });
  } finally {
    await stopAnswering(running);
  }
}

/** What each search took, and the place of the child meant in the list; 0 for none. */
async function searched(address: string, cookie: string, children: readonly Sought[]): Promise<{ took: number; place: number }[]> {
  const to = `${address}${findCaseAddress()}`;
  const token = tokenOf(await (await fetch(to, { headers: { cookie } })).text());
  const found: { took: number; place: number }[] = [];
  for (const [which, child] of children.entries()) {
    const words = typings[which % typings.length]?.(child, which) ?? '';
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
