import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { addPersonWithApp, codeAt, makeReal, PASSWORD, type PersonWithApp, secretFrom } from '../../test/people.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';

async function somebody(t: Parameters<typeof testApp>[0]): Promise<{ site: TestApp; person: PersonWithApp; window: Visitor }> {
  const site = await testApp(t);
  await makeReal(site.db);
  const person = await addPersonWithApp(site, 'caseworker');
  return { site, person, window: await signIn(site, person) };
}

async function signIn(site: TestApp, { email, codeAt: code }: PersonWithApp): Promise<Visitor> {
  later(site, 30);
  const visitor = site.visitor();
  await visitor.fill('/sign-in', { email, password: PASSWORD });
  await visitor.fill('/sign-in/code', { code: code(site.clock.now) });
  return visitor;
}

const later = (site: TestApp, seconds: number): void => {
  site.clock.now = new Date(Date.parse(site.clock.now) + seconds * 1000).toISOString();
};
const isSignedIn = async (visitor: Visitor): Promise<boolean> => /Sign out/.test((await visitor.open('/help')).body);

describe('one’s own sign-ins', () => {
  test('are listed and ended one by one, or all others at once; never somebody else’s', async (t) => {
    const { site, person, window } = await somebody(t);
    const [second, third, stranger] = [await signIn(site, person), await signIn(site, person), await site.signedIn('caseworker')];
    const { body } = await window.open('/account');
    const ids = [...body.matchAll(/name="signIn" value="([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '');
    assert.equal(ids.length, 2);
    for (const signIn of ids) await stranger.fill('/account', { signIn }, '/account/sign-ins');
    assert.deepEqual([await isSignedIn(second), await isSignedIn(third)], [true, true]);
    await window.fill('/account', { signIn: ids[0] ?? '' }, '/account/sign-ins');
    assert.deepEqual([await isSignedIn(second), await isSignedIn(third)], [true, false], 'the latest stands first');
    await window.fill('/account', { signIn: 'others' }, '/account/sign-ins');
    assert.deepEqual([await isSignedIn(second), await isSignedIn(window), await isSignedIn(stranger)], [false, true, true]);
  });
});

describe('changes that matter', () => {
  test('ask for the password or a code again after ten minutes (SEC-37)', async (t) => {
    const { site, person, window } = await somebody(t);
    assert.equal((await window.open('/account/password')).statusCode, 200);
    later(site, 601);
    for (const path of ['/account/password', '/account/second-step', '/account/recovery-codes']) {
      assert.equal((await window.open(path)).headers.location, `/account/prove?next=${encodeURIComponent(path)}`);
    }
    assert.equal((await window.fill('/account/prove', { proof: 'wrong words' })).statusCode, 422);
    const answer = await window.fill('/account/prove?next=/account/password', { proof: PASSWORD });
    assert.equal(answer.headers.location, '/account/password');
    later(site, 601);
    assert.equal((await window.fill('/account/prove?next=//evil.example', { proof: person.codeAt(site.clock.now) })).headers.location, '/account');
  });

  test('to prove it replaces the token of the sign-in, which goes on: forms that are open can still be sent, and live pages hear on (SEC-34)', async (t) => {
    const { site, person, window } = await somebody(t);
    later(site, 700);
    const open = await window.open('/account');
    const [stolen, began] = [site.visitor(), await sql<object>`SELECT id, started_at FROM sign_in`.execute(site.db)];
    stolen.cookie = window.cookie;
    assert.equal((await window.fill('/account/prove', { proof: 'wrong words' })).statusCode, 422);
    assert.equal(window.cookie, stolen.cookie, 'what is wrong replaces nothing');
    assert.equal((await window.fill('/account/prove', { proof: person.codeAt(site.clock.now) })).statusCode, 303);
    assert.notEqual(window.cookie, stolen.cookie);
    assert.match(window.cookie.split('.').at(-1) ?? '', /^[\w-]{43}$/);
    assert.deepEqual([await isSignedIn(window), await isSignedIn(stolen)], [true, false]);
    assert.deepEqual((await sql<object>`SELECT id, started_at FROM sign_in`.execute(site.db)).rows, began.rows, 'it is the same sign-in, and ends when it would have');
    assert.equal((await window.post('/account/sign-ins', { token: tokenIn(open.body), signIn: 'others' })).statusCode, 303, 'a form of another window');
  });

  test('live pages go on under the new token', async (t) => {
    const { site, person, window } = await somebody(t);
    const other = await signIn(site, person);
    later(site, 700);
    const hear = async ({ cookie }: Visitor): Promise<{ said: string; end: Promise<unknown> }> => {
      const stream = (await site.app.inject({ url: '/live', headers: { host: 'localhost', cookie }, payloadAsStream: true })).stream();
      const heard = { said: '', end: once(stream, 'end') };
      stream.on('data', (text: Buffer) => (heard.said += text.toString()));
      return heard;
    };
    const [own, others] = [await hear(window), await hear(other)];
    assert.equal((await window.fill('/account/prove', { proof: person.codeAt(site.clock.now) })).statusCode, 303);
    await window.fill('/account', { signIn: 'others' }, '/account/sign-ins');
    await others.end;
    assert.match(others.said, /event: ended/, 'by now the sign-ins of both were looked at');
    assert.doesNotMatch(own.said, /event: ended/);
  });

  test('the picture of a new second step is the same after its holder has proved again who they are: it may have been scanned', async (t) => {
    const { site, person, window } = await somebody(t);
    const secret = secretFrom((await window.open('/account/second-step')).body);
    later(site, 700);
    assert.equal((await window.open('/account/second-step')).statusCode, 303);
    assert.equal((await window.fill('/account/prove', { proof: person.codeAt(site.clock.now) })).statusCode, 303);
    assert.deepEqual(secretFrom((await window.open('/account/second-step')).body), secret);
  });

  test('a new password ends the other sign-ins, and the old one counts no more', async (t) => {
    const { site, person, window } = await somebody(t);
    const other = await signIn(site, person);
    await window.fill('/account/password', { password: 'nine velvet harbours' });
    assert.deepEqual([await isSignedIn(window), await isSignedIn(other)], [true, false]);
    assert.equal((await site.visitor().fill('/sign-in', { email: person.email, password: PASSWORD })).statusCode, 422);
    assert.equal((await site.visitor().fill('/sign-in', { email: person.email, password: 'nine velvet harbours' })).statusCode, 303);
  });

  test('new recovery codes end the other sign-ins, as every change of a factor does (SEC-36)', async (t) => {
    const { site, person, window } = await somebody(t);
    const other = await signIn(site, person);
    assert.match((await window.fill('/account/recovery-codes', {})).body, /Keep your recovery codes/);
    assert.deepEqual([await isSignedIn(window), await isSignedIn(other)], [true, false]);
  });

  test('a new second step ends every sign-in and goes on in a new one; the old app counts no more', async (t) => {
    const { site, person, window } = await somebody(t);
    const other = await signIn(site, person);
    const { body } = await window.open('/account/second-step');
    const stolen = window.cookie;
    const secret = secretFrom(body);
    const wrong = await window.post('/account/second-step', { token: tokenIn(body), code: '000000' });
    assert.equal(wrong.statusCode, 422);
    assert.deepEqual(secretFrom(wrong.body), secret, 'the same to scan');
    const answer = await window.post('/account/second-step', { token: tokenIn(wrong.body), code: codeAt(secret, site.clock.now) });
    assert.match(answer.body, /Keep your recovery codes/);
    assert.deepEqual([await isSignedIn(window), await isSignedIn(other)], [true, false]);
    window.cookie = stolen;
    assert.equal(await isSignedIn(window), false);
    later(site, 60);
    const again = site.visitor();
    await again.fill('/sign-in', { email: person.email, password: PASSWORD });
    assert.equal((await again.fill('/sign-in/code', { code: person.codeAt(site.clock.now) })).statusCode, 422);
    assert.equal((await again.fill('/sign-in/code', { code: codeAt(secret, site.clock.now) })).statusCode, 303);
  });
});
