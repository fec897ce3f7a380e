// Strangers who guess (SEC-33): they are bounded, and nobody whom they guess at is kept out for good.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addPersonWithApp, codeAt, makeReal, PASSWORD, type PersonWithApp, secretFrom } from '../../test/people.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import type { Tried } from './digests.ts';
import { countTry } from './guessing.sql.ts';

const [HOME, ELSEWHERE, STRANGE] = ['198.51.100.9', '203.0.113.4', '192.0.2.7'];
const DAY = 24 * 60 * 60;

const later = (site: TestApp, seconds: number): void => {
  site.clock.now = new Date(Date.parse(site.clock.now) + seconds * 1000).toISOString();
};

interface Attacked { readonly site: TestApp; readonly person: PersonWithApp; readonly at: (from: string) => Visitor }

/** Somebody who has signed in at home. */
async function attacked(t: Parameters<typeof testApp>[0]): Promise<Attacked> {
  const site = await testApp(t);
  await makeReal(site.db);
  const person = await addPersonWithApp(site, 'director');
  const at = (from: string): Visitor => Object.assign(site.visitor(), { from });
  assert.deepEqual(await signIn({ site, person, at }, HOME), [303, 303]);
  return { site, person, at };
}

/** Both steps with what is right: what is answered to each. */
async function signIn({ site, person, at }: Attacked, from: string): Promise<number[]> {
  const visitor = at(from);
  const first = await visitor.fill('/sign-in', { email: person.email, password: PASSWORD });
  return [first.statusCode, (await visitor.fill('/sign-in/code', { code: person.codeAt(site.clock.now) })).statusCode];
}

/** Sends a form again and again, every fifteen seconds for so many hours; every ten minutes the holder signs in at home. */
async function besiege(setting: Attacked, hours: number, send: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 1; n <= hours * 240; n += 1) {
    later(setting.site, 15);
    await send(n);
    if (n % 40 === 0) assert.deepEqual(await signIn(setting, HOME), [303, 303], `after ${n} guesses`);
  }
}

test('one who guesses passwords every fifteen seconds never makes the holder wait where they signed in', async (t) => {
  const setting = await attacked(t);
  const stranger = setting.at(STRANGE);
  const { body } = await stranger.open('/sign-in');
  await besiege(setting, 1, (n) => stranger.post('/sign-in', { token: tokenIn(body), email: setting.person.email, password: `guess number ${n}` }));
  assert.deepEqual((await signIn(setting, STRANGE))[0], 429, 'with them one waits, the right password too');
});

test('nor does one who has the password and guesses codes', async (t) => {
  const setting = await attacked(t);
  const stranger = setting.at(STRANGE);
  await besiege(setting, 1, async (n) => {
    if (n % 30 === 1) await stranger.fill('/sign-in', { email: setting.person.email, password: PASSWORD });
    await stranger.fill('/sign-in/code', { code: String(100_000 + n) });
  });
});

test('many networks together have some three hundred guesses in a day at one account or second step, known or not', async (t) => {
  const { site } = await attacked(t);
  for (const tried of [['e-mail', 'nobody@council.invalid'], ['second step', 'of somebody']] satisfies Tried[]) {
    let guesses = 0;
    for (let second = 0; second < DAY;) {
      const now = new Date(Date.parse(site.clock.now) + second * 1000).toISOString();
      const wait = await countTry(site.db, tried, { from: `2001:db8:0:${(guesses % 65_536).toString(16)}::1`, now });
      if (wait === 0) guesses += 1;
      else second += Math.ceil(wait);
    }
    t.diagnostic(`${guesses} guesses in 24 hours at one ${tried[0]}`);
    assert.ok(guesses > 200 && guesses <= 400, `${guesses} guesses`);
  }
});

test('elsewhere the holder waits with them, until an administrator sends a link: it works at once, and from then on they wait there no more', async (t) => {
  const setting = await attacked(t);
  const { site, person, at } = setting;
  const guess = (): Promise<unknown> => at(STRANGE).fill('/sign-in', { email: person.email, password: 'a guess' });
  for (let n = 0; n < 11; n += 1) await guess();
  assert.equal((await signIn(setting, ELSEWHERE))[0], 422);
  const administrator = await site.signedIn('administrator');
  const reset = await administrator.fill(`/administration/people/${person.id}/do/reset`, { reason: 'Somebody guesses at the account' });
  const link = /http:\/\/localhost(\/invitation\/[\w-]+)/.exec(reset.body)?.[1] ?? '';
  const holder = at(ELSEWHERE);
  await holder.fill(link, { password: PASSWORD });
  const { body } = await holder.open(`${link}/second-step`);
  const secret = secretFrom(body);
  assert.equal((await holder.post(`${link}/second-step`, { token: tokenIn(body), code: codeAt(secret, site.clock.now) })).statusCode, 200);
  later(site, 31);
  await guess();
  assert.deepEqual(await signIn({ ...setting, person: { ...person, codeAt: (now) => codeAt(secret, now) } }, ELSEWHERE), [303, 303]);
});

test('whoever types a network into the e-mail address, or the words for a second step, has nothing counted there', async (t) => {
  const setting = await attacked(t);
  const { person: { email, id } } = setting;
  for (const typed of [`${email} at ${HOME}`, `${email}","${HOME}`, `second step of ${id}`, `network ${HOME}`]) {
    for (let n = 0; n < 11; n += 1) await setting.at(`2001:db8:0:${n}::1`).fill('/sign-in', { email: typed, password: 'a guess' });
  }
  later(setting.site, 31);
  assert.deepEqual(await signIn(setting, HOME), [303, 303]);
});
