// What is refused to people who are not signed in: entered, but never without end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { addPerson, addPersonWithApp, makeReal, PASSWORD } from '../../test/people.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { newToken } from '../platform/web-cookie.ts';
import { FREE_REFUSALS } from './guessing.ts';

const FREE = FREE_REFUSALS.network;

function visitorFrom(site: TestApp, from: string): Visitor {
  return Object.assign(site.visitor(), { from });
}

const madeUp = (): string => `/invitation/${newToken()}`;

async function entries(site: TestApp): Promise<{ what: string; criteria: string | null }[]> {
  const { rows } = await sql<{ what: string; criteria: string | null }>`SELECT what, text AS criteria FROM access_view LEFT JOIN access_content ON view_id = id WHERE what LIKE '%refused' ORDER BY id`.execute(site.db);
  return rows;
}

test('one network fills the log no further than sixty entries and then one for each wait, whatever it tries', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  const stranger = visitorFrom(site, '192.0.2.7');
  for (let n = 0; n < FREE - 2; n += 1) assert.equal((await stranger.open(madeUp())).statusCode, 404);
  assert.equal((await stranger.open(`/set-up/${newToken()}`)).statusCode, 404);
  assert.equal((await stranger.fill('/sign-in', { email: 'nobody@council.invalid', password: 'a guess' })).statusCode, 422);
  const waits = await stranger.open(madeUp());
  assert.deepEqual([waits.statusCode, waits.headers['retry-after']], [429, '30']);
  assert.match(waits.body, /Too many attempts[^]*Wait 30 seconds, then try again/);
  for (const path of ['', '/council']) assert.equal((await stranger.open(`/set-up/${newToken()}${path}`)).statusCode, 429);
  assert.equal((await stranger.fill('/sign-in', { email: 'nobody@council.invalid', password: 'a guess' })).statusCode, 429);
  const all = await entries(site);
  assert.equal(all.length, FREE);
  assert.deepEqual(all.filter(({ criteria }) => criteria !== null), [{ what: 'sign-in refused', criteria: 'too much from one network: nothing more is entered for 30 seconds' }]);
  site.clock.now = new Date(Date.parse(site.clock.now) + 31_000).toISOString();
  assert.deepEqual([(await stranger.open(madeUp())).statusCode, (await stranger.open(madeUp())).headers['retry-after']], [404, '60']);
  assert.equal((await entries(site)).at(-1)?.criteria, 'too much from one network: nothing more is entered for 1 minute');
});

test('many at once are entered no more often', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  const answers = await Promise.all(Array.from({ length: FREE + 20 }, () => visitorFrom(site, '192.0.2.7').open(madeUp())));
  assert.equal(answers.filter(({ statusCode }) => statusCode === 429).length, 20);
  assert.equal((await entries(site)).length, FREE);
});

test('many networks together fill it no further than three hundred in one name, and silence no other; nobody waits for it', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  const { email } = await addPerson(site.db, 'director');
  for (let n = 0; n < FREE_REFUSALS.name; n += 1) await visitorFrom(site, `192.0.2.${n % 100}`).open(madeUp());
  assert.equal((await entries(site)).at(-1)?.criteria, 'too much from many networks: nothing more in this name is entered for 30 seconds');
  for (let n = 0; n < 20; n += 1) assert.equal((await visitorFrom(site, `198.51.100.${n}`).open(madeUp())).statusCode, 404);
  assert.equal((await entries(site)).length, FREE_REFUSALS.name);
  assert.equal((await visitorFrom(site, '198.51.100.7').fill('/sign-in', { email, password: 'a guess' })).statusCode, 422);
  assert.deepEqual([(await entries(site)).length, (await entries(site)).at(-1)], [FREE_REFUSALS.name + 1, { what: 'sign-in refused', criteria: null }]);
  for (let n = 1; n < FREE; n += 1) await visitorFrom(site, '198.51.100.1').open(madeUp());
  assert.equal((await visitorFrom(site, '198.51.100.1').open(madeUp())).statusCode, 429, 'of a network all that is refused counts');
  site.clock.now = new Date(Date.parse(site.clock.now) + 31_000).toISOString();
  await visitorFrom(site, '198.51.100.8').open(madeUp());
  assert.equal((await entries(site)).at(-1)?.criteria, 'too much from many networks: nothing more in this name is entered for 1 minute');
});

test('what strangers try at an account elsewhere makes its holder wait only where they never signed in, or not for thirty days', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  const { email, codeAt } = await addPersonWithApp(site, 'director');
  const signIn = async (from: string): Promise<number> => (await visitorFrom(site, from).fill('/sign-in', { email: email.toUpperCase(), password: PASSWORD })).statusCode;
  const later = (minutes: number): void => { site.clock.now = new Date(Date.parse(site.clock.now) + minutes * 60_000).toISOString(); };
  const attack = async (from: string): Promise<void> => {
    for (let n = 0; n < 11; n += 1) await visitorFrom(site, from).fill('/sign-in', { email, password: `guess ${n}` });
  };
  const holder = visitorFrom(site, '2001:db8:1:2::7');
  await holder.fill('/sign-in', { email, password: PASSWORD });
  assert.equal((await holder.fill('/sign-in/code', { code: codeAt(site.clock.now) })).statusCode, 303);
  await attack('192.0.2.66');
  assert.deepEqual([await signIn('2001:db8:1:2::8'), await signIn('192.0.2.67')], [303, 422]);
  later(2);
  await attack('2001:db8:1:2::66');
  assert.equal(await signIn('2001:db8:1:2::7'), 422, 'there it is counted too');
  later(31 * 24 * 60);
  await attack('192.0.2.66');
  assert.equal(await signIn('2001:db8:1:2::7'), 422);
});

test('where one network waits, another does not, nor who is signed in, nor who gives what is right', async (t) => {
  const site = await testApp(t);
  const officer = Object.assign(await site.signedIn('caseworker'), { from: '192.0.2.7' });
  const { email, codeAt } = await addPersonWithApp(site, 'director');
  await addPerson(site.db, 'director');
  const stranger = visitorFrom(site, '192.0.2.7');
  for (let n = 0; n < FREE; n += 1) await stranger.open(madeUp());
  assert.equal((await stranger.open(madeUp())).statusCode, 429);
  assert.equal((await visitorFrom(site, '192.0.2.8').open(madeUp())).statusCode, 404);
  assert.equal((await officer.open('/children')).statusCode, 200);
  const colleague = visitorFrom(site, '192.0.2.7');
  await colleague.fill('/sign-in', { email, password: PASSWORD });
  const { body } = await colleague.open('/sign-in/code');
  assert.equal((await colleague.post('/sign-in/code', { token: tokenIn(body), code: 'wrong' })).statusCode, 429);
  assert.equal((await colleague.post('/sign-in/code', { token: tokenIn(body), code: codeAt(site.clock.now) })).statusCode, 303);
});

test('behind a server the network is that which it tells of, and nothing that the sender wrote before', async (t) => {
  const site = await testApp(t, [], { config: { publicAddress: 'https://sightline.council.example' } });
  await makeReal(site.db);
  const open = (forwarded: string): Promise<number> => site.visitor().open(madeUp(), { host: 'sightline.council.example', 'x-forwarded-for': forwarded }).then(({ statusCode }) => statusCode);
  for (let n = 0; n < FREE; n += 1) await open(`198.51.100.${n}, 203.0.113.5`);
  assert.deepEqual([await open('198.51.100.200, 203.0.113.5'), await open('203.0.113.5, 203.0.113.6')], [429, 404]);
});

test('a clock that went ahead and was put back leaves nobody waiting for the day that it showed', async (t) => {
  const site = await testApp(t);
  await makeReal(site.db);
  const { now } = site.clock;
  const stranger = visitorFrom(site, '192.0.2.7');
  site.clock.now = new Date(Date.parse(now) + 86_400_000).toISOString();
  for (let n = 0; n <= FREE; n += 1) await stranger.open(madeUp());
  site.clock.now = now;
  assert.equal((await stranger.open(madeUp())).statusCode, 404);
});
