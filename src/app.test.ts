import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addPersonWithApp, makeReal, PASSWORD } from '../test/people.ts';
import { testApp, type TestApp, type Visitor } from '../test/visitor.ts';
import { routesOf } from './app.ts';
import { helpGroups } from './governance/help/topics.ts';
import type { Route } from './platform/web-route.ts';
import { type Role, ROLES } from './staff/rights.ts';

const routes = routesOf({ config: { dataDir: '/nonexistent', publicAddress: null, scanning: 'nowhere', backupDir: null, backupsKept: 14, mail: null, signOn: null }, fillDemo: async () => {} });
const roles = Object.keys(ROLES) as Role[];

test('every right that a route asks for is held by some role', () => {
  const held = new Set<string>(Object.values(ROLES).flatMap(({ rights }) => rights));
  for (const { who, pattern } of routes) if (typeof who === 'object') assert.ok(held.has(who.right), `${pattern}: ${who.right}`);
});

// Files to be saved, and the stream that pages listen to, have no page of their own.
const isFile = ({ pattern }: Route): boolean => /\/file(\/|$)|\.(csv|ods|xlsx)$|^\/calendar\/|\/mapping$|^\/live$/.test(pattern);

test('every page has help about itself, one click away (UI-17)', async () => {
  const named = helpGroups.flatMap(({ topics }) => topics.flatMap(({ pages }) => pages));
  const pages = routes.filter((route) => route.method === 'GET' && !isFile(route)).map(({ pattern }) => pattern);
  assert.deepEqual(pages.filter((pattern) => !named.includes(pattern)), [], 'no help: name the page in a topic of src/governance/help/');
  assert.deepEqual(named.filter((pattern) => !pages.includes(pattern)), [], 'help about a page that is no more');
  assert.equal(new Set(named).size, named.length, 'a page is in two topics');
});

async function refusals({ db }: TestApp): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM access_view WHERE what = 'refused'`.execute(db);
  return rows[0]?.count ?? 0;
}

// A form without its token gets no further than the policy, so nothing is changed by asking.
async function isRefused(site: TestApp, visitor: Visitor, route: Route): Promise<boolean> {
  const url = route.pattern.replaceAll(/:\w+/g, randomUUID());
  const before = await refusals(site);
  const answer = route.method === 'GET' ? await visitor.open(url) : await visitor.post(url, {});
  assert.notEqual(answer.statusCode, 500, `${route.method} ${url}`);
  if (answer.statusCode === 303) return /^\/sign-in\?next=|^\/sign-in$/.test(answer.headers.location ?? '') && visitor.staffId === '';
  return (await refusals(site)) > before;
}

test('every route opens to exactly the roles of its policy, and to no stranger (SEC-02)', async (t) => {
  const site = await testApp(t);
  const staff = await Promise.all(roles.map(async (role) => ({ role, visitor: await site.signedIn(role) })));
  for (const route of routes) {
    const { who, method, pattern } = route;
    for (const { role, visitor } of staff) {
      const expected = typeof who === 'object' && !(ROLES[role].rights as readonly string[]).includes(who.right);
      assert.equal(await isRefused(site, visitor, route), expected, `${role}: ${method} ${pattern}`);
    }
    if (who !== 'anyone') assert.equal(await isRefused(site, site.visitor(), route), true, `a stranger: ${method} ${pattern}`);
  }
});

test('a password alone opens no route, whichever (SEC-31)', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  const { email } = await addPersonWithApp(site, 'administrator');
  const visitor = site.visitor();
  assert.match((await visitor.fill('/sign-in', { email, password: PASSWORD })).headers.location ?? '', /^\/sign-in\/code/);
  for (const route of routes) if (route.who !== 'anyone') assert.equal(await isRefused(site, visitor, route), true, `${route.method} ${route.pattern}`);
});
