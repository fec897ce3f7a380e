// What comes back from the council's sign-in, spoilt in every way: nothing of it lets anybody in, and each is told in plain words.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { CouncilBrowser, councilSignIn, type CouncilSignIn, signed } from '../../test/identity-provider.ts';
import { addPersonWithApp, makeReal, type PersonWithApp } from '../../test/people.ts';
import { testApp, type TestApp, type Visitor } from '../../test/visitor.ts';
import { instantNow } from '../platform/clock.ts';
import { newToken } from '../platform/web-cookie.ts';
import { invite } from './invitation.sql.ts';

const HOME = 'http://localhost';
const START = '/sign-in/council-account?next=/help';

interface Council { readonly site: TestApp; readonly council: CouncilSignIn; readonly person: PersonWithApp }

/** A council whose caseworker has a council account that came in by an invitation. */
async function council(t: Parameters<typeof testApp>[0]): Promise<Council> {
  const provider = await councilSignIn(t, `${HOME}/sign-in/council-account/return`);
  const site = await testApp(t, [], { config: { publicAddress: HOME, signOn: provider.settings } });
  site.clock.now = instantNow();
  await makeReal(site.db);
  const person = await addPersonWithApp(site, 'caseworker');
  provider.who.email = person.email;
  const link = await invited(site, person);
  assert.equal((await link.visitor.open(await goThere(link.visitor, `${link.path}/council-account`))).statusCode, 303);
  return { site, council: provider, person };
}

async function invited(site: TestApp, { id }: { id: string }): Promise<{ visitor: Visitor; path: string }> {
  const token = newToken();
  await invite(site.db, { token, now: site.clock.now }, id);
  return { visitor: site.visitor(), path: `/invitation/${token}` };
}

async function goThere(visitor: Visitor, from: string, act: 'in' | 'back' = 'in'): Promise<string> {
  const { headers, statusCode, body } = await visitor.open(from);
  assert.equal(statusCode, 303, body);
  return new CouncilBrowser().visit(headers.location ?? '', act);
}

const headingOf = (body: string): string => /<h1[^>]*>([^<]*)</.exec(body)?.[1]?.trim() ?? '';
const isSignedIn = async (visitor: Visitor): Promise<boolean> => /Sign out/.test((await visitor.open('/help')).body);

/** What somebody new is told who comes back with this answer; never that they are signed in. */
async function refusal(site: TestApp, spoilt: (path: string) => string = (path) => path): Promise<string> {
  const visitor = site.visitor();
  const answer = await visitor.open(spoilt(await goThere(visitor, START)));
  assert.notEqual(answer.statusCode, 303);
  assert.equal(await isSignedIn(visitor), false);
  return headingOf(answer.body);
}

const withQuery = (change: (query: URLSearchParams) => void) => (path: string): string => {
  const url = new URL(path, HOME);
  change(url.searchParams);
  return url.pathname + url.search;
};

describe('an answer of the council’s sign-in that was spoilt', () => {
  test('on its way through the browser', async (t) => {
    const { site } = await council(t);
    const flipped = (state: string, at: number): string => `${state.slice(0, at)}${state[at] === 'A' ? 'B' : 'A'}${state.slice(at + 1)}`;
    for (const at of [0, 20, 40, 100]) assert.equal(await refusal(site, withQuery((query) => query.set('state', flipped(query.get('state') ?? '', at)))), 'Begin again');
    assert.equal(await refusal(site, withQuery((query) => query.delete('state'))), 'Begin again');
    assert.equal(await refusal(site, withQuery((query) => query.set('state', 'short'))), 'Begin again');
    assert.equal(await refusal(site, withQuery((query) => query.set('code', newToken()))), 'This sign-in was used already, or took too long');
    assert.equal(await refusal(site, withQuery((query) => query.delete('code'))), 'You were not signed in');
    assert.equal(await refusal(site, withQuery((query) => query.set('iss', 'https://login.other.invalid'))), 'You were not signed in');
    assert.equal(await refusal(site, withQuery((query) => query.delete('iss'))), 'You were not signed in');
    assert.equal(await refusal(site, withQuery((query) => query.set('error', 'access_denied'))), 'You were not signed in');
    assert.equal(await refusal(site, withQuery((query) => query.set('error', 'constructor'))), 'Your council’s sign-in did not take Sightline’s question');
    assert.equal(await refusal(site, withQuery((query) => query.set('error', 'temporarily_unavailable'))), 'Your council’s sign-in does not answer');
    assert.equal(await refusal(site, withQuery((query) => query.append('code', 'another'))), 'There is a problem with this address or form');
  });

  test('or says more than it needs to (RFC 6749 section 4.1.2): what providers say of their own sign-ins and failures is passed over', async (t) => {
    const { site } = await council(t);
    assert.equal(await refusal(site, withQuery((query) => { query.set('error', 'access_denied'); query.set('error_description', 'AADSTS65004'); query.set('error_uri', 'https://login.council.invalid/e'); })), 'You were not signed in');
    const visitor = site.visitor();
    const said = withQuery((query) => { query.set('session_state', newToken()); query.append('hd', 'one'); query.append('hd', 'two'); });
    assert.equal((await visitor.open(said(await goThere(visitor, START)))).headers.location, '/help');
  });

  test('in another browser, a second time, or too late', async (t) => {
    const { site } = await council(t);
    const [mine, thief] = [site.visitor(), site.visitor()];
    const path = await goThere(mine, START);
    assert.equal(headingOf((await thief.open(path)).body), 'Begin again', 'whoever is sent the address is not signed in as its sender');
    assert.equal((await mine.open(path)).headers.location, '/help');
    const again = await mine.open(path);
    assert.deepEqual([again.statusCode, again.headers.location], [303, '/'], 'back in the browser: signed in already');
    const slow = site.visitor();
    const late = await goThere(slow, START);
    site.clock.now = new Date(Date.parse(site.clock.now) + 901_000).toISOString();
    assert.equal(headingOf((await slow.open(late)).body), 'Begin again');
  });

  test('with a code that was used: once with the same state is enough', async (t) => {
    const { site } = await council(t);
    const visitor = site.visitor();
    const path = await goThere(visitor, START);
    const { cookie } = visitor;
    await visitor.open(path);
    const copy = site.visitor();
    copy.cookie = cookie;
    assert.equal(headingOf((await copy.open(path)).body), 'This sign-in was used already, or took too long');
  });

  test('in what the token says', async (t) => {
    const { site, council: { spoil, settings } } = await council(t);
    const now = Math.floor(Date.parse(instantNow()) / 1000);
    const told = async (change: Record<string, unknown>): Promise<string> => {
      spoil.claims = (claims) => ({ ...claims, ...change });
      return refusal(site);
    };
    for (const change of [{ nonce: 'another' }, { nonce: undefined }, { aud: 'another' }, { aud: ['another', 'third'] }, { aud: [settings.clientId, 'another'], azp: 'another' }, { iss: 'https://login.other.invalid' }, { sub: '' }, { exp: undefined }]) {
      assert.equal(await told(change), 'You were not signed in', JSON.stringify(change));
    }
    for (const change of [{ exp: now - 120 }, { nbf: now + 600 }]) assert.equal(await told(change), 'The clocks differ', JSON.stringify(change));
    for (const change of [{ auth_time: undefined }, { auth_time: now - 13 * 3600 }]) assert.equal(await told(change), 'Sign in to your council account again', JSON.stringify(change));
    for (const change of [{ amr: undefined }, { amr: 'mfax' }, { amr: { 0: 'mfa' } }, { amr: ['pwd', ['mfa']] }, { acr: ['urn:council:two'], amr: [] }, { amr: ['pwd'], acrs: ['mfa'] }]) assert.equal(await told(change), 'Sightline needs a second step', JSON.stringify(change));
    assert.equal(await told({ sub: 'another' }), 'Your council account is not connected to anybody here');
  });

  test('in its signature', async (t) => {
    const { site, council: { spoil } } = await council(t);
    const parts = (token: string): [string, string, string] => token.split('.') as [string, string, string];
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const spoilt: ((token: string) => string)[] = [
      (token) => `${token.slice(0, -4)}AAAA`,
      (token) => `${parts(token)[0]}.${parts(token)[1]}.`,
      (token) => `${none}.${parts(token)[1]}.`,
      (token) => signed(JSON.parse(Buffer.from(parts(token)[1], 'base64url').toString()) as Record<string, unknown>, { alg: 'RS256', kid: 'unheard of' }),
      (token) => signed(JSON.parse(Buffer.from(parts(token)[1], 'base64url').toString()) as Record<string, unknown>, { alg: 'HS256', kid: 'of-tests' }),
      () => 'nothing',
    ];
    for (const [at, spoiling] of spoilt.entries()) {
      spoil.token = spoiling;
      assert.equal(await refusal(site), 'You were not signed in', String(at));
    }
    delete spoil.token;
    spoil.status = 503;
    assert.equal(await refusal(site), 'Your council’s sign-in does not answer');
  });

  test('and all is entered: by why, without who it might have been, nor any of it in the log of the program', async (t) => {
    const { site, council: { spoil }, person } = await council(t);
    spoil.claims = (claims) => ({ ...claims, nonce: 'another', email: person.email });
    await refusal(site);
    const { rows } = await sql<{ viewer: string; what: string; text: string }>`SELECT viewer, what, text FROM access_view JOIN access_content ON view_id = id ORDER BY id DESC LIMIT 1`.execute(site.db);
    assert.deepEqual(rows[0], { viewer: 'somebody unknown', what: 'sign-in refused', text: 'council account: not trusted' });
    assert.deepEqual(site.logged, []);
  });
});

describe('the council’s sign-in', () => {
  test('that somebody leaves brings them back, with what they wanted', async (t) => {
    const { site } = await council(t);
    const visitor = site.visitor();
    const { body, statusCode } = await visitor.open(await goThere(visitor, START, 'back'));
    assert.deepEqual([statusCode, headingOf(body)], [422, 'You were not signed in']);
    assert.match(body, /href="\/sign-in\/council-account\?next=%2Fhelp"[^]*href="\/sign-in\?next=%2Fhelp"/);
  });

  test('that does not answer loses nothing: it is told, and accounts of Sightline’s own open it', async (t) => {
    const { site, council: provider, person } = await council(t);
    const half = site.visitor();
    const path = await goThere(half, START);
    await provider.stop();
    const back = await half.open(path);
    assert.deepEqual([back.statusCode, headingOf(back.body), /href="\/sign-in\/council-account\?next=%2Fhelp"/.test(back.body)], [503, 'Your council’s sign-in does not answer', true]);
    const cold = await testApp(t, [], { config: { publicAddress: HOME, signOn: provider.settings }, db: site.db });
    cold.clock.now = site.clock.now;
    const visitor = cold.visitor();
    const answer = await visitor.open(START);
    assert.deepEqual([answer.statusCode, headingOf(answer.body)], [503, 'Your council’s sign-in does not answer']);
    assert.match(answer.body, /href="\/sign-in\?next=%2Fhelp"/);
    assert.equal((await visitor.open('/sign-in?next=/help')).statusCode, 200);
    assert.equal((await visitor.fill('/sign-in', { email: person.email, password: 'copper lantern forty' })).statusCode, 303);
    assert.deepEqual(cold.logged, []);
  });

  test('sends nobody on to another place', async (t) => {
    const { site } = await council(t);
    for (const next of ['//evil.example/', 'https://evil.example/', '/\\evil.example', 'javascript:alert(1)']) {
      const visitor = site.visitor();
      assert.equal((await visitor.open(await goThere(visitor, `/sign-in/council-account?next=${encodeURIComponent(next)}`))).headers.location, '/', next);
    }
  });

  test('is asked for who it is and no more; its pages let forms lead to Sightline alone', async (t) => {
    const { site } = await council(t);
    const answer = await site.visitor().open(START);
    const { searchParams } = new URL(answer.headers.location ?? '');
    assert.deepEqual([...searchParams.keys()].sort(), ['acr_values', 'client_id', 'code_challenge', 'code_challenge_method', 'max_age', 'nonce', 'redirect_uri', 'response_type', 'scope', 'state']);
    assert.deepEqual(['scope', 'response_type', 'code_challenge_method', 'max_age', 'acr_values'].map((name) => searchParams.get(name)), ['openid', 'code', 'S256', '43200', 'urn:council:two']);
    assert.match(String(answer.headers['content-security-policy']), /form-action 'self'/);
    assert.equal(answer.headers['referrer-policy'], 'same-origin');
  });

  test('is not there where it is not set', async (t) => {
    const site = await testApp(t);
    const administrator = await site.signedIn('administrator');
    for (const path of ['/sign-in/council-account', '/sign-in/council-account/return?state=x']) assert.equal((await site.visitor().open(path)).statusCode, 404, path);
    for (const path of ['/account/council-account', '/account/prove/council-account']) assert.equal((await administrator.open(path)).statusCode, 404, path);
    assert.doesNotMatch((await site.visitor().open('/sign-in')).body, /council account/);
    assert.doesNotMatch((await administrator.open('/account')).body, /Council account/);
  });
});

describe('an invitation taken with a council account', () => {
  test('takes the account with the verified address of whom it invited, once, and no other', async (t) => {
    const { site, council: { who } } = await council(t);
    const person = await addPersonWithApp(site, 'caseworker');
    await sql`UPDATE staff SET password = NULL WHERE id = ${person.id}::uuid`.execute(site.db);
    await sql`DELETE FROM second_factor WHERE staff_id = ${person.id}::uuid`.execute(site.db);
    const { visitor, path } = await invited(site, person);
    const come = async (sitting: Partial<typeof who>): Promise<string> => {
      Object.assign(who, sitting);
      const answer = await visitor.open(await goThere(visitor, `${path}/council-account?next=/help`));
      return answer.statusCode === 303 ? answer.headers.location ?? '' : headingOf(answer.body);
    };
    assert.match((await visitor.open(path)).body, /Continue with your council account/);
    assert.equal(await come({ email: person.email }), 'This council account cannot be connected', 'it is that of the one who came before');
    assert.equal(await come({ subject: 'finder', email: 'finder@council.invalid' }), 'The e-mail addresses differ');
    assert.equal(await come({ email: person.email, emailVerified: false }), 'Your council’s sign-in did not confirm your e-mail address');
    assert.equal(await come({ subject: 'right', emailVerified: true }), '/help');
    assert.match((await visitor.open('/help')).body, new RegExp(person.name));
    assert.equal((await site.visitor().open(path)).statusCode, 404);
    assert.equal((await site.visitor().open(`${path}/council-account`)).statusCode, 404);
  });

  test('does nothing where it cannot be entered', async (t) => {
    const { site, council: { who } } = await council(t);
    const person = await addPersonWithApp(site, 'caseworker');
    Object.assign(who, { email: person.email, subject: 'right' });
    const { visitor, path } = await invited(site, person);
    const there = await goThere(visitor, `${path}/council-account`);
    await sql`CREATE FUNCTION take_none() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no row is taken' USING ERRCODE = 'disk_full'; END $$`.execute(site.database.owner);
    await sql`CREATE TRIGGER take_none BEFORE INSERT ON access_view FOR EACH ROW EXECUTE FUNCTION take_none()`.execute(site.database.owner);
    assert.equal((await visitor.open(there)).statusCode, 503);
    assert.equal(await isSignedIn(visitor), false);
    await sql`DROP TRIGGER take_none ON access_view`.execute(site.database.owner);
    assert.equal((await visitor.open(await goThere(visitor, `${path}/council-account`))).headers.location, '/', 'the link was not spent, nor the account connected');
  });

  test('by two at once lets one in', async (t) => {
    const { site, council: { who } } = await council(t);
    const person = await addPersonWithApp(site, 'caseworker');
    who.email = person.email;
    const { path } = await invited(site, person);
    const windows = [site.visitor(), site.visitor(), site.visitor()];
    const paths: string[] = [];
    for (const [at, window] of windows.entries()) {
      who.subject = `of window ${at}`;
      paths.push(await goThere(window, `${path}/council-account`));
    }
    const answers = await Promise.all(windows.map((window, at) => window.open(paths[at] ?? '')));
    assert.equal(answers.filter(({ statusCode }) => statusCode === 303).length, 1, answers.map(({ statusCode }) => statusCode).join());
    assert.ok(answers.every(({ statusCode }) => [303, 404, 422].includes(statusCode)));
  });
});
