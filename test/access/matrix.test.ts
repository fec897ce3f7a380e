// Every route x every role x every way to stand to a record, all of them: what opens is what the table of rights says (SEC-02).
// What does not is answered as what does not exist, and is in the access log (SEC-03).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { routesOf } from '../../src/app.ts';
import type { Route } from '../../src/platform/web-route.ts';
import { ROLES } from '../../src/staff/rights.ts';
import { entering, lasting } from './asking.ts';
import { canaryCouncil, type Person } from './council.ts';
import { dealings } from './dealings.ts';
import { Findings } from './findings.ts';
import { ask, namesChild, type Place, unsaid } from './parts.ts';
import { records, sees, type Standing, standings } from './standings.ts';

const routes = routesOf({ config: { dataDir: '/nonexistent', publicAddress: null, scanning: 'nowhere', backupDir: null, backupsKept: 14, mail: null }, fillDemo: async () => {} });

/** Routes that open to fewer than those who see the record: what they are about is one person's own. */
const ownAlone = ['/alerts/put-off/:childId'];
/** Pages that there may not be for somebody who holds the right: behind a secret link, shown once, or of a service that they do not have. */
const mayBeNone = ['/set-up/:token', '/set-up/:token/council', '/invitation/:token', '/invitation/:token/second-step', '/calendar/:file', '/account/recovery-codes', '/kept-form', '/advice', '/invented-council', '/emergency-access/:id'];

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

test('every route x role x standing', async (t) => {
  const { council, work } = await prepared;
  const { db } = council.site;
  const findings = new Findings();
  let tried = 0;
  for (const route of routes.filter(namesChild)) {
    for (const person of council.people) {
      const place = (child: string): Place => ({ council, dealings: work, person, child });
      const nothing = lasting(await ask(route, place(randomUUID())));
      for (const standing of standings) {
        const child = person.childOf(standing);
        const { answer, entered } = await entering(db, person.visitor, () => ask(route, place(child)));
        const [expected, refused] = [opens(person, route, standing), answer.statusCode === 404];
        const say = (what: string): void => findings.add(`${route.method} ${route.pattern}, ${standing}: ${what}`, person.role);
        tried += 1;
        if (answer.statusCode >= 500) say(String(answer.statusCode));
        if (expected && refused && !ownAlone.includes(route.pattern)) say('does not open');
        if (!expected && !refused) say(`opens (${answer.statusCode})`);
        if (refused) {
          try { assert.deepEqual(lasting(answer), nothing); } catch { say('is not answered as what does not exist'); }
          if (!entered.some(({ what, children }) => what === 'refused' && (expected || !holds(person, route) || children.includes(child)))) say('leaves no entry of the refusal');
        }
      }
    }
  }
  t.diagnostic(`${tried} tried`);
  assert.deepEqual(findings.lines(), []);
});

test('every page x role, with everything in its address that there is', async () => {
  const { council, work } = await prepared;
  const findings = new Findings();
  for (const route of routes.filter(({ method }) => method === 'GET').filter((route) => !namesChild(route))) {
    for (const person of council.people) {
      const answer = await ask(route, { council, dealings: work, person, child: person.childOf('own team') });
      const none = answer.statusCode === 404;
      if (none === holds(person, route) && !(none && mayBeNone.includes(route.pattern))) findings.add(`${route.pattern}: ${answer.statusCode}`, person.role);
    }
  }
  assert.deepEqual(findings.lines(), []);
});
