// Requests that no page of ours leads to: forms with more than they ask, from elsewhere or of somebody else, made-up questions and
// identifiers. Each is answered with a plain page, tells nothing, and is in the access log (SEC-03, SEC-05, SEC-14, SEC-72, AUD-01).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import type { LightMyRequestResponse } from 'fastify';
import { filterKeys } from '../../src/performance/filters.ts';
import type { Route } from '../../src/platform/web-route.ts';
import { ROLES } from '../../src/staff/rights.ts';
import { newToken } from '../../src/platform/web-cookie.ts';
import { invite } from '../../src/staff/invitation.sql.ts';
import { median } from '../median.ts';
import { addPerson } from '../people.ts';
import { tokenIn } from '../visitor.ts';
import { entering, lasting, send, tokenOf } from './asking.ts';
import { canaryCouncil, type Council, type Person } from './council.ts';
import { type Dealings, dealings } from './dealings.ts';
import { Findings } from './findings.ts';
import { textIn } from './pages.ts';
import { addressOf, partNames } from './parts.ts';
import { routes } from './routes.ts';
import { sees } from './standings.ts';

const prepared = (async (): Promise<{ council: Council; work: Dealings }> => {
  const council = await canaryCouncil({ after });
  return { council, work: await dealings(council) };
})();

/** Somebody who may open the route. */
function holderOf({ people }: Council, { who }: Route): Person {
  return people.find(({ role }) => typeof who === 'string' || (ROLES[role].rights as readonly string[]).includes(who.right)) as Person;
}

const forms = routes.filter(({ method, pattern }) => method === 'POST' && pattern !== '/sign-out');

const tampered: Readonly<Record<string, { sent: (person: Person, other: Person, url: string) => Promise<LightMyRequestResponse>; status: number }>> = {
  'with fields that it does not ask': { sent: ({ visitor }, _, url) => send(visitor, url, { role: 'administrator', team: randomUUID(), restricted: 'no', 'staff-id': randomUUID() }), status: 400 },
  'from a page elsewhere': { sent: ({ visitor }, _, url) => visitor.post(url, { token: tokenOf(visitor) }, { origin: 'http://elsewhere.invalid' }), status: 403 },
  'with the token of somebody else': { sent: ({ visitor }, other, url) => visitor.post(url, { token: tokenOf(other.visitor) }), status: 403 },
  'without a token': { sent: ({ visitor }, _, url) => visitor.post(url, {}), status: 403 },
};

for (const [what, { sent, status }] of Object.entries(tampered)) {
  test(`every form, sent ${what}, is refused`, async () => {
    const { council, work } = await prepared;
    const findings = new Findings();
    for (const route of forms) {
      const person = holderOf(council, route);
      const other = council.people.find((one) => one !== person) as Person;
      const url = addressOf(route, { council, dealings: work, person, child: person.childOf('own caseload') });
      const { answer, entered } = await entering(council.site.db, person.visitor, () => sent(person, other, url));
      if (answer.statusCode !== status) findings.add(String(answer.statusCode), route.pattern);
      if (!entered.some((one) => one.what.endsWith('refused'))) findings.add('no entry', route.pattern);
      if (council.aviary.in(answer.body).length > 0) findings.add('shows a child', route.pattern);
    }
    assert.deepEqual(findings.lines(), []);
  });
}

test('every form that somebody who is not signed in sends from elsewhere or without a token is refused, and entered until there are too many', async () => {
  const { council: { site } } = await prepared;
  const stranger = site.visitor();
  const refusals = async (): Promise<number> => (await sql<{ n: number }>`SELECT count(*)::int AS n FROM access_view WHERE viewer = 'somebody unknown' AND what = 'form refused'`.execute(site.db)).rows[0]?.n ?? 0;
  const before = await refusals();
  const open = forms.filter(({ who, pattern }) => who === 'anyone' && !pattern.includes(':'));
  assert.ok(open.length > 2);
  for (const { pattern } of open) {
    assert.equal((await stranger.post(pattern, {}, { origin: 'http://elsewhere.invalid' })).statusCode, 403, pattern);
    assert.equal((await stranger.post(pattern, {})).statusCode, 403, pattern);
  }
  assert.equal(await refusals(), before + 2 * open.length);
});

/** With another third letter from its end: the last ones may stand for the same bits, or be those already. */
const changed = (cookie: string): string => `${cookie.slice(0, -3)}${cookie.at(-3) === 'A' ? 'B' : 'A'}${cookie.slice(-2)}`;

test('a cookie that was changed opens no page', async () => {
  const { council, work } = await prepared;
  for (const route of routes.filter(({ method, who }) => method === 'GET' && who !== 'anyone')) {
    const person = holderOf(council, route);
    const answer = await person.visitor.open(addressOf(route, { council, dealings: work, person, child: person.childOf('own caseload') }), { cookie: changed(person.visitor.cookie) });
    assert.deepEqual([answer.statusCode, answer.headers.location?.split('?')[0]], [303, '/sign-in'], route.pattern);
  }
});

const ofFigures = ['window', 'asAt', 'knownAt', 'part', 'because', 'category', 'page', 'measure', 'from', 'to', ...filterKeys];
const ofLists = [
  'page', 'sort', 'order', 'view', 'size', 'team', 'caseworker', 'stage', 'due', 'ball', 'need', 'phase', 'show', 'outcome', 'batch', 'case', 'person', 'only', 'before', 'cause', 'sheet', 'service', 'left', 'kind', 'correct', 'about',
  'state', 'role',
];
const namesOf = ({ pattern }: Route): readonly string[] => (/^\/(figures|line-of-sight|reports)/.test(pattern) ? ofFigures : ofLists);
const impossible = ['-1', '2026-02-30', '0001-01-01', "' OR 1=1 --", '9'.repeat(400), '%', '{}', '٣', '\u0000'];

const refusedTo = async ({ site }: Council, { visitor }: Person): Promise<number> => {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM access_view WHERE viewer = ${visitor.staffId} AND what IN ('question refused', 'nothing there', 'refused')`.execute(site.db);
  return rows[0]?.n ?? 0;
};

test('impossible filters, orders, pages and days are answered with plain pages, and each that is refused is in the access log', async (t) => {
  const { council, work } = await prepared;
  const findings = new Findings();
  let asked = 0;
  for (const route of routes.filter(({ method, who }) => method === 'GET' && who !== 'anyone')) {
    const person = holderOf(council, route);
    const url = addressOf(route, { council, dealings: work, person, child: person.childOf('own caseload') }).split('?')[0] ?? '';
    const before = await refusedTo(council, person);
    const answers = await Promise.all(namesOf(route).map(async (name, i) => {
      const value = impossible[(i + asked) % impossible.length] ?? '';
      const answer = await person.visitor.open(`${url}?${new URLSearchParams({ [name]: value }).toString()}`);
      if (![200, 303, 400, 404, 422, ...(route.pattern === '/live' ? [429] : [])].includes(answer.statusCode)) findings.add(`${route.pattern}: ${answer.statusCode}`, `${name}=${value.slice(0, 20)}`);
      const closed = council.aviary.in(textIn(answer)).filter(({ child }) => !sees(person.role, person.standsTo.get(child) ?? 'own caseload'));
      if (closed.some(({ of }) => of !== null)) findings.add(`${route.pattern}: shows a record that is closed`, name);
      return answer;
    }));
    const refused = answers.filter(({ statusCode }) => [400, 404, 422].includes(statusCode)).length;
    if ((await refusedTo(council, person)) !== before + refused) findings.add(`${route.pattern}: ${refused} refused, not as many entered`, person.role);
    asked += namesOf(route).length;
  }
  t.diagnostic(`${asked} asked`);
  assert.deepEqual(findings.lines(), []);
});

const madeUp = [randomUUID(), '0', '-1', 'x', "' OR 1=1 --", '../../etc/passwd', '9'.repeat(150), '\u{1F9A9}'];

test('identifiers that there are not, on every route, are answered as nothing', async () => {
  const { council, work } = await prepared;
  const findings = new Findings();
  for (const route of routes.filter((one) => partNames(one).length > 0)) {
    const person = holderOf(council, route);
    for (const name of partNames(route)) {
      await Promise.all(madeUp.map(async (value) => {
        const url = addressOf({ ...route, pattern: route.pattern.replace(`:${name}`, encodeURIComponent(value)) }, { council, dealings: work, person, child: person.childOf('own caseload') });
        const answer = route.method === 'GET' ? await person.visitor.open(url) : await send(person.visitor, url, {});
        if (answer.statusCode >= 500 || (answer.statusCode === 200 && council.aviary.in(textIn(answer)).length > 0)) findings.add(`${route.method} ${route.pattern}: ${answer.statusCode}`, `${name}=${value.slice(0, 20)}`);
      }));
    }
  }
  assert.deepEqual(findings.lines(), []);
});

const somebodyAdded = async ({ site }: Council): Promise<{ id: string; name: string; email: string }> => addPerson(site.db, 'caseworker');
const inviting = async ({ site }: Council, person: { readonly id: string }, now: string): Promise<string> => {
  const token = newToken();
  await invite(site.db, { token, now }, person.id);
  return token;
};

test('links that are used, over, replaced or made up are answered alike with a plain page, tell nothing, and are in the access log', async () => {
  const { council } = await prepared;
  const { site } = council;
  const { db, clock: { now } } = site;
  const [over, used, replaced, disabled] = [await somebodyAdded(council), await somebodyAdded(council), await somebodyAdded(council), await somebodyAdded(council)];
  const tokens = { over: await inviting(council, over, '2026-11-01T09:00:00.000Z'), used: await inviting(council, used, now), replaced: await inviting(council, replaced, now), disabled: await inviting(council, disabled, now), madeUp: newToken() };
  await sql`UPDATE invitation SET used_at = ${now} WHERE staff_id = ${used.id}::uuid`.execute(site.database.owner);
  await inviting(council, replaced, now);
  await sql`UPDATE staff SET disabled_at = ${now} WHERE id = ${disabled.id}::uuid`.execute(site.database.owner);
  const expected = { over: over.id, used: used.id, replaced: 'somebody unknown', disabled: disabled.id, madeUp: 'somebody unknown' };
  const links = Object.entries(tokens).flatMap(([what, token]): [string, string, string][] => [[`/invitation/${token}`, 'invitation refused', expected[what as keyof typeof expected]], [`/invitation/${token}/second-step`, 'invitation refused', expected[what as keyof typeof expected]]]);
  const setUp: [string, string, string][] = ['', '/council'].map((path) => [`/set-up/${tokens.madeUp}${path}`, 'set-up link refused', 'somebody unknown']);
  const pages = new Set<string>();
  for (const [url, what, by] of [...links, ...setUp]) {
    for (const method of ['GET', 'POST'] as const) {
      if (method === 'POST' && url === `/set-up/${tokens.madeUp}`) continue;
      const stranger = site.visitor();
      const token = tokenIn((await stranger.open('/sign-in')).body);
      const fields = url.includes('set-up') ? {} : url.endsWith('step') ? { code: '123456' } : { password: 'silver harbour ninety' };
      const answer = method === 'GET' ? await stranger.open(url) : await stranger.post(url, { token, ...fields });
      assert.equal(answer.statusCode, 404, `${method} ${url}`);
      assert.ok(![over, used, replaced, disabled].some(({ name, email }) => answer.body.includes(name) || answer.body.includes(email)), url);
      pages.add(`${what}: ${lasting(answer).body.replaceAll(url, '')}`);
      const { rows: [last] } = await sql<{ what: string; viewer: string }>`SELECT what, viewer FROM access_view ORDER BY id DESC LIMIT 1`.execute(db);
      assert.deepEqual(last, { what, viewer: by }, `${method} ${url}`);
    }
  }
  assert.equal(pages.size, 2, 'all invitations alike, and all set-up links');
});

test('a proposal of somebody else is nothing', async () => {
  const { council: { person }, work } = await prepared;
  const url = `/allocations/${work.allocations.get('head-of-service') ?? ''}`;
  assert.deepEqual([(await person('head-of-service').visitor.open(url)).statusCode, (await person('team-manager').visitor.open(url)).statusCode], [200, 404]);
});

test('what one may not see takes as long to be refused as what is not there', async (t) => {
  const { council } = await prepared;
  const { visitor, childOf } = council.person('caseworker');
  const closed = childOf('restricted, and not named');
  const times: { readonly closed: number[]; readonly none: number[] } = { closed: [], none: [] };
  const ratio = (): number => median(times.closed) / median(times.none);
  const took = async (child: string): Promise<number> => {
    const from = performance.now();
    assert.equal((await visitor.open(`/children/${child}`)).statusCode, 404);
    return performance.now() - from;
  };
  // A busy machine disturbs the medians of few; a true difference stays, however many there are.
  for (let round = 0; round < 6 && (round === 0 || Math.abs(ratio() - 1) > 0.2); round += 1) {
    for (let i = 0; i < 120; i += 1) {
      times.closed.push(await took(closed));
      times.none.push(await took(randomUUID()));
    }
  }
  t.diagnostic(`medians: ${median(times.closed).toFixed(2)} ms and ${median(times.none).toFixed(2)} ms`);
  assert.ok(Math.abs(ratio() - 1) <= 0.2, `ratio ${ratio().toFixed(2)}`);
});

test('no form is a fault, sent with nothing in it', async () => {
  const { council, work } = await prepared;
  for (const route of forms) {
    const person = holderOf(council, route);
    const answer = await send(person.visitor, addressOf(route, { council, dealings: work, person, child: person.childOf('own caseload') }), {});
    assert.ok(answer.statusCode < 500, `${route.pattern}: ${answer.statusCode}`);
  }
});
