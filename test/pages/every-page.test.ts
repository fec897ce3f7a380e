// Every page of the router with all that it can have, as somebody who works there sees it: by axe, in a wide and in a narrow window, by keyboard,
// on paper, and once more without scripts. A new page is in this test by being in the router: it fails until it is seen.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { checkEachWay, Desks } from './desks.ts';
import { fullCouncil, leadOn, pages, savesFile, visitOf } from './visits.ts';

const full = await fullCouncil({ after });
const desks = [new Desks({ after }, true), new Desks({ after }, false)] as const;

const seen = new Set<string>();

for (const route of pages) {
  test(`${route.pattern}: sound, and asks no other host`, async () => {
    const visit = await visitOf(full, route);
    const to = leadOn[route.pattern];
    if (to !== undefined) return assert.equal((await visit.visitor.open(visit.path)).headers.location, to);
    if (await savesFile(visit)) return;
    await checkEachWay(desks, visit, route.pattern.replaceAll('/', '-'));
    seen.add(route.pattern);
  });
}

test('how many were seen', (t) => t.diagnostic(`${seen.size} pages are sound with scripts, without, and on paper`));
