import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { median } from '../../test/median.ts';
import { addPerson, addPersonWithApp, makeReal, PASSWORD } from '../../test/people.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { endEverySignIn } from './sign-in.sql.ts';

const NOT_RIGHT = /Enter the e-mail address and password that you use for Sightline/;
const TOO_MANY = /There were too many attempts\. Wait (\d+ \w+), then try again/;

function later(site: TestApp, minutes: number): void {
  site.clock.now = new Date(Date.parse(site.clock.now) + minutes * 60_000).toISOString();
}

async function isSignedIn(visitor: Visitor): Promise<boolean> {
  return /Sign out/.test((await visitor.open('/help')).body);
}

describe('signing in', () => {
  test('with password and code, whatever the capitals of the address, replaces the cookie each time and leads to the page wanted', async (t) => {
    const site = await testApp(t);
    await makeReal(site.db);
    const { email, name, codeAt } = await addPersonWithApp(site, 'director');
    const visitor = site.visitor();
    await visitor.open('/sign-in');
    const cookies = [visitor.cookie];
    const first = await visitor.fill('/sign-in?next=/data-notes', { email: email.toUpperCase(), password: PASSWORD, next: '/data-notes' });
    assert.deepEqual([first.statusCode, first.headers.location], [303, '/sign-in/code?next=%2Fdata-notes']);
    cookies.push(visitor.cookie);
    const answer = await visitor.fill('/sign-in/code?next=/data-notes', { code: codeAt(site.clock.now) });
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/data-notes']);
    cookies.push(visitor.cookie);
    assert.equal(new Set(cookies).size, 3);
    assert.match((await visitor.open('/help')).body, new RegExp(`${name}, director`));
    const { rows } = await sql<{ text: string }>`SELECT sign_in::text AS text FROM sign_in`.execute(site.db);
    assert.ok(!rows.some(({ text }) => text.includes(visitor.cookie.split('=')[1] ?? '')), 'the token is stored hashed');
  });

  test('says the same of an unknown address and of a wrong password, and never gives the password back', async (t) => {
    const site = await testApp(t);
    await makeReal(site.db);
    const { email } = await addPerson(site.db, 'director');
    for (const known of [email, 'nobody@council.invalid']) {
      const { statusCode, body } = await site.visitor().fill('/sign-in', { email: known, password: 'quite another one' });
      assert.equal(statusCode, 422);
      assert.match(body, NOT_RIGHT);
      assert.doesNotMatch(body, /quite another one/);
    }
    const { rows } = await sql`SELECT what, viewer = 'somebody unknown' AS unknown FROM access_view ORDER BY id`.execute(site.db);
    assert.deepEqual(rows, [{ what: 'sign-in refused', unknown: false }, { what: 'sign-in refused', unknown: true }]);
  });

  test('works as long to refuse an unknown address as a wrong password', async (t) => {
    const site = await testApp(t);
    await makeReal(site.db);
    const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    const refuse = async (which: 'known' | 'unknown', tried: string): Promise<void> => {
      const visitor = site.visitor();
      const token = tokenIn((await visitor.open('/sign-in')).body);
      const from = process.cpuUsage();
      assert.match((await visitor.post('/sign-in', { token, email: tried, password: 'quite another one' })).body, NOT_RIGHT);
      const { user, system } = process.cpuUsage(from);
      took[which].push((user + system) / 1000);
    };
    for (let people = 0; people < 3; people += 1) {
      const { email } = await addPerson(site.db, 'director');
      for (let n = 0; n < 9; n += 1) {
        await refuse('known', email);
        await refuse('unknown', `nobody${people}@council.invalid`);
      }
    }
    // The time of the processor, of which a password takes most: that of the clock tells how busy the machine is besides.
    const [known, unknown] = [median(took.known), median(took.unknown)];
    t.diagnostic(`${known.toFixed(0)} ms of work where known, ${unknown.toFixed(0)} ms where not`);
    assert.ok(Math.min(known, unknown) > 0.75 * Math.max(known, unknown), `${known.toFixed(0)} and ${unknown.toFixed(0)} ms`);
  });

  test('leads only to this service', async (t) => {
    const site = await testApp(t);
    await makeReal(site.db);
    const { email, codeAt } = await addPersonWithApp(site, 'director');
    const visitor = site.visitor();
    await visitor.fill('/sign-in', { email, password: PASSWORD, next: '//evil.example' });
    const answer = await visitor.fill('/sign-in/code?next=//evil.example', { code: codeAt(site.clock.now) });
    assert.equal(answer.headers.location, '/');
  });
});

describe('guessing', () => {
  test('after ten failures has to wait where the holder never signed in, the right password too, for known and unknown addresses alike; and a wait ends', async (t) => {
    const site = await testApp(t);
    await makeReal(site.db);
    const { email } = await addPersonWithApp(site, 'director');
    for (const tried of [email, 'nobody@council.invalid']) {
      const visitor = site.visitor();
      const guess = async (password: string): Promise<string> => (await visitor.fill('/sign-in', { email: tried, password })).body;
      for (let n = 0; n < 10; n += 1) assert.match(await guess(`guess number ${n}`), NOT_RIGHT);
      assert.equal(TOO_MANY.exec(await guess('guess number 11'))?.[1], '30 seconds');
      assert.match(await guess(PASSWORD), TOO_MANY);
    }
    later(site, 1);
    assert.equal((await site.visitor().fill('/sign-in', { email, password: PASSWORD })).statusCode, 303);
  });

  test('many times at once gains nothing', async (t) => {
    const site = await testApp(t);
    await makeReal(site.db);
    const { email } = await addPerson(site.db, 'director');
    const guesses = [...Array(14).keys()].map((n) => site.visitor().fill('/sign-in', { email, password: `guess number ${n}` }));
    const answers = await Promise.all(guesses);
    assert.equal(answers.filter(({ body }) => NOT_RIGHT.test(body)).length, 10);
  });
});

describe('a sign-in ends', () => {
  test('after 30 minutes without use, and after 12 hours of use', async (t) => {
    const site = await testApp(t);
    const idle = await site.signedIn('caseworker');
    later(site, 29);
    assert.equal(await isSignedIn(idle), true);
    later(site, 29);
    assert.equal(await isSignedIn(idle), true);
    later(site, 31);
    assert.equal(await isSignedIn(idle), false);
    const busy = await site.signedIn('caseworker');
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      assert.equal(await isSignedIn(busy), true, `after ${minutes} minutes`);
      later(site, 20);
    }
    assert.equal(await isSignedIn(busy), false);
  });

  test('on signing out, and the browser forgets', async (t) => {
    const site = await testApp(t);
    const visitor = await site.signedIn('caseworker');
    const stolen = visitor.cookie;
    const answer = await visitor.fill('/help', {}, '/sign-out');
    assert.equal(answer.headers['clear-site-data'], '"cache", "cookies", "storage"');
    visitor.cookie = stolen;
    assert.equal(await isSignedIn(visitor), false);
  });

  test('when somebody is disabled; and a change of role counts from the next request', async (t) => {
    const site = await testApp(t);
    const visitor = await site.signedIn('caseworker');
    await sql`UPDATE staff SET role = 'team-manager' WHERE id = ${visitor.staffId}`.execute(site.db);
    assert.match((await visitor.open('/help')).body, /, team manager</);
    await sql`UPDATE staff SET disabled_at = now() WHERE id = ${visitor.staffId}`.execute(site.db);
    assert.equal(await isSignedIn(visitor), false);
  });

  test('everywhere at once where that is asked for', async (t) => {
    const site = await testApp(t);
    const [one, other] = [await site.signedIn('caseworker'), await site.signedIn('caseworker')];
    await endEverySignIn(site.db, one.staffId);
    assert.deepEqual([await isSignedIn(one), await isSignedIn(other)], [false, true]);
  });
});
