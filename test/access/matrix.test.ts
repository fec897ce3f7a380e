// Every route x every role x every way to stand to a record, all of them: what opens is what the table of rights says (SEC-02).
// What does not is answered as what does not exist, and is in the access log (SEC-03).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { Route } from '../../src/platform/web-route.ts';
import { ROLES } from '../../src/staff/rights.ts';
import { entering, lasting } from './asking.ts';
import { canaryCouncil, type Council, type Person } from './council.ts';
import { type Dealings, dealings } from './dealings.ts';
import { Findings } from './findings.ts';
import { ask, namesChild, type Place, unsaid } from './parts.ts';
import { routes } from './routes.ts';
import { records, sees, type Standing, standings } from './standings.ts';

/** Routes that open to fewer than those who see the record: what they are about is one person's own, or a record whose guardian has gone. */
const ownAlone = ['/alerts/put-off/:childId', '/restricted-records/:childId/guardian'];
/** Pages that there may not be for somebody who holds the right: behind a secret link, shown once, or of a service that they do not have. */
const mayBeNone = ['/set-up/:token', '/set-up/:token/council', '/invitation/:token', '/invitation/:token/second-step', '/calendar/:file', '/account/recovery-codes', '/kept-form', '/advice', '/advice/file/:format', '/invented-council', '/emergency-access/:id', '/large-downloads/:id'];
/** Nor are there those of a single sign-on in a council without one. */
const ofSignOn = routes.map(({ pattern }) => pattern).filter((pattern) => pattern.includes('/council-account'));

const prepared = (async () => {
  const council = await canaryCouncil({ after });
  return { council, work: await dealings(council) };
})();

test('every part of every address is in the table', () => {
  for (const route of routes) assert.deepEqual(unsaid(route), [], `${route.method} ${route.pattern}: say in test/access/parts.ts what stands there`);
});

const holds = ({ role }: Person, { who }: Route): boolean => typeof who === 'string' || (ROLES[role].rights as readonly string[]).includes(who.right);

/** Whether a route that names a child opens to somebody who stands to them so. */
function opens(person: Person, route: Route, standing: Standing): boolean {
  const recording = typeof route.who === 'object' && route.who.right === 'record-events' && !ownAlone.includes(route.pattern);
  return holds(person, route) && (recording ? records : sees)(person.role, standing);
}

interface Trying { readonly council: Council; readonly work: Dealings; readonly findings: Findings }

/** Asks for one route as somebody, of a child of every standing; returns how many were asked for. */
async function tryAll(route: Route, person: Person, { council, work, findings }: Trying): Promise<number> {
  const place = (child: string): Place => ({ council, dealings: work, person, child });
  const nothing = lasting(await ask(route, place(randomUUID())));
  for (const standing of standings) {
    const child = person.childOf(standing);
    const { answer, entered } = await entering(council.site.db, person.visitor, () => ask(route, place(child)));
    const [expected, refused] = [opens(person, route, standing), answer.statusCode === 404];
    const say = (what: string): void => findings.add(`${route.method} ${route.pattern}, ${standing}: ${what}`, person.role);
    if (answer.statusCode >= 500) say(String(answer.statusCode));
    if (expected && refused && !ownAlone.includes(route.pattern)) say('does not open');
    if (!expected && !refused) say(`opens (${answer.statusCode})`);
    if (refused && !isDeepStrictEqual(lasting(answer), nothing)) say('is not answered as what does not exist');
    const isEntered = entered.some(({ what, children }) => (expected ? ['refused', 'nothing there'].includes(what) : what === 'refused' && (!holds(person, route) || children.includes(child))));
    if (refused && !isEntered) say('leaves no entry of the refusal');
  }
  return standings.length;
}

test('every route x role x standing', async (t) => {
  const { council, work } = await prepared;
  const findings = new Findings();
  let tried = 0;
  for (const route of routes.filter(namesChild)) {
    const counts = await Promise.all(council.people.map((person) => tryAll(route, person, { council, work, findings })));
    tried += counts.reduce((sum, count) => sum + count, 0);
  }
  t.diagnostic(`${tried} tried`);
  assert.deepEqual(findings.lines(), []);
});

test('every page x role, with everything in its address that there is', async () => {
  const { council, work } = await prepared;
  const findings = new Findings();
  for (const route of routes.filter(({ method }) => method === 'GET').filter((one) => !namesChild(one))) {
    await Promise.all(council.people.map(async (person) => {
      const answer = await ask(route, { council, dealings: work, person, child: person.childOf('own team') });
      const none = answer.statusCode === 404;
      if (none === holds(person, route) && !(none && [...mayBeNone, ...ofSignOn].includes(route.pattern))) findings.add(`${route.pattern}: ${answer.statusCode}`, person.role);
    }));
  }
  assert.deepEqual(findings.lines(), []);
});
