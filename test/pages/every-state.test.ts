// Every page of the router in the states that it can be in besides full: of a council with nothing yet, with errors, of a restricted record,
// and for somebody who only reads; and the pages of trouble. Each is seen as in every-page.test.ts: with scripts, on paper, and without. A new page or
// form is in this test by being in the router.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { address } from '../../src/platform/web-address.ts';
import { type Answer, page, type Route } from '../../src/platform/web-route.ts';
import { namesChild, partNames } from '../access/parts.ts';
import type { Standing } from '../access/standings.ts';
import type { Desk } from '../browser.ts';
import { testApp } from '../visitor.ts';
import { checkEachWay, Desks, sendNothing } from './desks.ts';
import { forms, fullCouncil, holderOf, isByHand, leadOn, pages, readersOf, savesFile, type Visit, visitBy, visitOf } from './visits.ts';

const full = await fullCouncil({ after });
const desks = [new Desks({ after }, true), new Desks({ after }, false)] as const;
const shown: Route[] = [];
for (const route of pages) if (leadOn[route.pattern] === undefined && (isByHand(route) || !(await savesFile(visitBy(full, route, holderOf(full.council, route)))))) shown.push(route);

let seen = 0;

async function check(name: string, visit: Visit, first?: (desk: Desk) => Promise<void>): Promise<void> {
  await checkEachWay(desks, visit, name.replaceAll(/[^\w:]+/g, '-'), first);
  seen += 1;
}

/** Pages by hand that there are in every council, for everybody. */
const inEveryCouncil = ['/sign-in', '/signed-out', '/kept-form', '/reports/new'];
/** Parts of addresses that tell of nothing that was recorded. */
const ofNothing = ['measure', 'list', 'topic', 'name'];

test('in a council with nothing yet', async (t) => {
  const site = await testApp(t);
  const people = new Map(await Promise.all(full.council.people.map(async ({ role }) => [role, await site.signedIn(role)] as const)));
  for (const route of shown.filter((one) => partNames(one).every((name) => ofNothing.includes(name)) && (!isByHand(one) || inEveryCouncil.includes(one.pattern)))) {
    await t.test(route.pattern, async () => {
      const person = holderOf(full.council, route);
      const visitor = people.get(person.role) ?? assert.fail(person.role);
      await check(`empty ${route.pattern}`, { ...visitBy(full, route, person), site, visitor });
    });
  }
});

/** Forms of which nothing can be left out. */
const nothingToLeaveOut: readonly string[] = [
  // A button alone.
  '/set-up/:token/look-round', '/invented-council', '/sign-out', '/account/sign-ins', '/account/recovery-codes', '/kept-form/discard', '/imports/:batch/start-again', '/imports/:batch/roll-back',
  '/imports/:batch/approve', '/imports/:batch/compare-again', '/imports/:batch/drop',
  '/trackers/:batch/drop', '/trackers/:batch/approve', '/backups', '/alerts/mail', '/imports/mail', '/allocations/:allocation', '/help/:topic/guide', '/children/new/form',
  // An empty search is none.
  '/my-work', '/my-work/file/:format', '/team/cases', '/team/cases/file/:format',
  // Each button is an answer.
  '/quarantine/:batch/:row',
  // What a script hands over.
  '/kept-form/keep',
  // A value of which nobody says what it means stays as it is.
  '/trackers/:batch/values',
];

test('with errors', async (t) => {
  for (const route of forms.filter(({ pattern }) => !nothingToLeaveOut.includes(pattern))) {
    await t.test(route.pattern, async () => {
      await check(`error ${route.pattern}`, await visitOf(full, route), (desk) => sendNothing(desk, route.pattern));
    });
  }
});

test('of a restricted record', async (t) => {
  const statuses: readonly (readonly [Standing, number])[] = [['restricted, and its guardian', 200], ['opened in an emergency', 200], ['restricted, and not named', 404]];
  for (const route of shown.filter((one) => namesChild(one) && !isByHand(one))) {
    for (const [standing, status] of statuses) {
      await t.test(`${route.pattern}: ${standing}`, async () => {
        await check(`${standing} ${route.pattern}`, { ...visitBy(full, route, holderOf(full.council, route), standing), status });
      });
    }
  }
});

test('for somebody who only reads', async (t) => {
  for (const route of shown.filter((one) => !isByHand(one))) {
    const readers = readersOf(full.council, route);
    // Those who see least of what others see, and any other.
    const few = readers.filter(({ role }) => ['adviser', 'lead-member'].includes(role));
    for (const reader of few.length > 0 ? few : readers.slice(0, 1)) {
      await t.test(`${route.pattern}: ${reader.role}`, async () => check(`${reader.role} ${route.pattern}`, visitBy(full, route, reader)));
    }
  }
});

const failing = (path: string, answer: () => Promise<Answer>): ReturnType<typeof page> => page({ address: address(path), who: 'anyone', answer });
const refusing = (path: string, trouble: object): ReturnType<typeof page> => failing(path, () => Promise.reject(Object.assign(new Error('planted'), trouble)));

test('where there is trouble', async (t) => {
  const site = await testApp(t, [
    refusing('/forged', { statusCode: 403 }), refusing('/too-big', { statusCode: 413 }), failing('/too-many', async () => ({ wait: 30 })), refusing('/broken', {}), refusing('/database-gone', { code: 'ECONNREFUSED' }),
  ]);
  const visitor = await site.signedIn('caseworker');
  for (const [path, status] of [['/my-work?need=ZZZ', 400], ['/forged', 403], ['/none', 404], ['/too-big', 413], ['/too-many', 429], ['/broken', 500], ['/database-gone', 503]] as const) {
    await t.test(`${status}`, () => check(`trouble-${status}`, { site, visitor, path, status }));
  }
});

test('how many were seen', (t) => t.diagnostic(`${seen} pages in these states are sound with scripts, without, and on paper`));
