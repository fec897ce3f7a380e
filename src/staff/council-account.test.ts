// Signing in with a council account, against a real provider.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { CouncilBrowser, councilSignIn, type CouncilSignIn } from '../../test/identity-provider.ts';
import { addPersonWithApp, makeReal, PASSWORD, type PersonWithApp } from '../../test/people.ts';
import { testApp, type TestApp, type Visitor } from '../../test/visitor.ts';
import { instantNow } from '../platform/clock.ts';
import { isAddressOf } from './council-account.ts';

const HOME = 'http://localhost';

interface Council { readonly site: TestApp; readonly council: CouncilSignIn; readonly person: PersonWithApp }

/** A council with its own sign-in, and somebody there who has a local account here. */
async function council(t: Parameters<typeof testApp>[0], localAccounts: 'everybody' | 'administrators' = 'everybody'): Promise<Council> {
  const provider = await councilSignIn(t, `${HOME}/sign-in/council-account/return`);
  const site = await testApp(t, [], { config: { publicAddress: HOME, signOn: { ...provider.settings, localAccounts } } });
  site.clock.now = instantNow();
  await makeReal(site.db);
  const person = await addPersonWithApp(site, 'administrator');
  provider.who.email = person.email.toUpperCase();
  return { site, council: provider, person };
}

const later = (site: TestApp, seconds: number): void => {
  site.clock.now = new Date(Date.parse(site.clock.now) + seconds * 1000).toISOString();
};

/** Somebody goes to the council's sign-in from a page here; the path at which they come back. */
async function goThere(visitor: Visitor, from: string, browser = new CouncilBrowser(), act: 'in' | 'back' = 'in'): Promise<string> {
  const { headers, statusCode, body } = await visitor.open(from);
  assert.equal(statusCode, 303, body);
  return browser.visit(headers.location ?? '', act);
}

async function signInLocally(site: TestApp, person: PersonWithApp): Promise<Visitor> {
  const visitor = site.visitor();
  await visitor.fill('/sign-in', { email: person.email, password: PASSWORD });
  assert.equal((await visitor.fill('/sign-in/code', { code: person.codeAt(site.clock.now) })).statusCode, 303);
  return visitor;
}

/** Somebody whose council account is connected. */
async function connected(t: Parameters<typeof testApp>[0], localAccounts: 'everybody' | 'administrators' = 'everybody'): Promise<Council & { visitor: Visitor }> {
  const made = await council(t, localAccounts);
  const visitor = await signInLocally(made.site, made.person);
  assert.equal((await visitor.open(await goThere(visitor, '/account/council-account'))).headers.location, '/account');
  return { ...made, visitor };
}

const entered = async ({ db }: TestApp, staffId: string): Promise<string[]> => {
  const { rows } = await sql<{ said: string }>`SELECT what || coalesce(': ' || text, '') AS said FROM access_view LEFT JOIN access_content ON view_id = id WHERE viewer = ${staffId} ORDER BY id`.execute(db);
  return rows.map(({ said }) => said);
};
const isSignedIn = async (visitor: Visitor): Promise<boolean> => /Sign out/.test((await visitor.open('/help')).body);

describe('a council account', () => {
  test('is connected once while signed in, ends the other sign-ins, and then opens what was asked for', async (t) => {
    const { site, person, council: provider } = await council(t);
    later(site, -60);
    const elsewhere = await signInLocally(site, person);
    later(site, 60);
    const visitor = await signInLocally(site, person);
    assert.match((await visitor.open('/account')).body, /Council account[^]*Not connected/);
    const back = await visitor.open(await goThere(visitor, '/account/council-account'));
    assert.deepEqual([back.statusCode, back.headers.location], [303, '/account']);
    assert.match((await visitor.open('/account')).body, /Your council account is connected[^]*Council account[^]*Connected/);
    assert.equal(await isSignedIn(elsewhere), false);
    provider.who.email = 'somebody.else@council.invalid';
    const stranger = site.visitor();
    const there = await goThere(stranger, '/sign-in/council-account?next=/administration/people');
    assert.doesNotMatch(there, /administration|people/, 'the provider does not learn where to');
    assert.equal((await stranger.open(there)).headers.location, '/administration/people', 'the address is not looked at again');
    assert.match((await stranger.open('/help')).body, new RegExp(person.name));
    assert.deepEqual((await entered(site, person.id)).slice(-2), ['connected a council account: council account', 'signed in: council account']);
    assert.match((await visitor.open(`/administration/people/${person.id}`)).body, /Reason: Council account connected/);
    const { rows } = await sql<{ row: string }>`SELECT council_account::text AS row FROM council_account`.execute(site.db);
    assert.doesNotMatch(rows[0]?.row ?? '', /subject-of-tests/);
  });

  test('is not connected where its address is another, is not verified, or somebody else has it', async (t) => {
    const { site, person, council: provider } = await council(t);
    const visitor = await signInLocally(site, person);
    const tried = async (who: Partial<CouncilSignIn['who']>, by = visitor): Promise<string> => {
      Object.assign(provider.who, who);
      const { statusCode, body } = await by.open(await goThere(by, '/account/council-account'));
      return statusCode === 422 ? /<h1[^>]*>([^<]*)</.exec(body)?.[1] ?? '' : String(statusCode);
    };
    assert.equal(await tried({ email: `x${person.email}` }), 'The e-mail addresses differ');
    assert.equal(await tried({ email: person.email.replace('council', 'cöuncil') }), 'The e-mail addresses differ');
    assert.deepEqual([isAddressOf('\u212Aate@council.invalid', 'kate@council.invalid'), isAddressOf('Kate@COUNCIL.invalid', 'kate@council.Invalid')], [false, true]);
    assert.equal(await tried({ email: person.email, emailVerified: false }), 'Your council’s sign-in did not confirm your e-mail address');
    assert.equal(await tried({ email: null, emailVerified: true }), 'Your council’s sign-in did not confirm your e-mail address');
    assert.equal(await tried({ email: person.email, amr: ['pwd'] }), 'Sightline needs a second step');
    const other = await addPersonWithApp(site, 'caseworker');
    const [theirs, subject] = [await signInLocally(site, other), provider.who.subject];
    assert.equal(await tried({ email: other.email, amr: ['mfa'] }, theirs), '303');
    assert.equal(await tried({ email: person.email }), 'This council account cannot be connected', 'that of the other');
    assert.equal(await tried({ subject: 'another', email: person.email }), '303');
    assert.equal((await visitor.open('/account/council-account')).headers.location, '/account', 'once');
    assert.deepEqual((await entered(site, person.id)).filter((said) => said.startsWith('council account refused')).length, 6);
    assert.notEqual(provider.who.subject, subject);
  });

  test('asks for the password or a code again before it is connected', async (t) => {
    const { site, person } = await council(t);
    const visitor = await signInLocally(site, person);
    later(site, 601);
    assert.equal((await visitor.open('/account/council-account')).headers.location, '/account/prove?next=%2Faccount%2Fcouncil-account');
  });
});

describe('signing in with a council account', () => {
  test('needs what this council calls a second step, in the token, and says so where it is not', async (t) => {
    const { site, person, council: provider } = await connected(t);
    const outcome = async (amr: string[], acr: string): Promise<number> => {
      Object.assign(provider.who, { amr, acr });
      const visitor = site.visitor();
      const answer = await visitor.open(await goThere(visitor, '/sign-in/council-account?next=/help'));
      if (answer.statusCode === 422) assert.match(answer.body, /Sightline needs a second step[^]*href="\/sign-in\/council-account\?next=%2Fhelp&amp;anew=yes"/);
      assert.equal(await isSignedIn(visitor), answer.statusCode === 303);
      return answer.statusCode;
    };
    assert.deepEqual([await outcome(['pwd'], 'urn:council:one'), await outcome([], 'urn:council:one'), await outcome(['pwd'], 'mfa'), await outcome(['MFA', 'mfax'], 'urn:council:one')], [422, 422, 422, 422]);
    assert.deepEqual([await outcome(['pwd', 'mfa'], 'urn:council:one'), await outcome(['pwd'], 'urn:council:two')], [303, 303]);
    assert.equal((await entered(site, 'somebody unknown')).filter((said) => said === 'sign-in refused: council account: no second step').length, 4);
    assert.equal((await entered(site, person.id)).at(-1), 'signed in: council account');
  });

  test('opens nothing for somebody who is not connected, was disabled or reset; nor makes anybody', async (t) => {
    const { site, person, council: provider, visitor: administrator } = await connected(t);
    const tried = async (subject: string): Promise<string> => {
      provider.who.subject = subject;
      const visitor = site.visitor();
      const { body } = await visitor.open(await goThere(visitor, '/sign-in/council-account'));
      assert.equal(await isSignedIn(visitor), false);
      return /<h1[^>]*>([^<]*)</.exec(body)?.[1] ?? '';
    };
    assert.equal(await tried('nobody'), 'Your council account is not connected to anybody here');
    const other = await addPersonWithApp(site, 'caseworker');
    Object.assign(provider.who, { subject: 'other', email: other.email });
    const theirs = await signInLocally(site, other);
    await theirs.open(await goThere(theirs, '/account/council-account'));
    await administrator.fill(`/administration/people/${other.id}/do/disable`, { reason: 'Left' });
    assert.equal(await isSignedIn(theirs), false);
    assert.equal(await tried('other'), 'You cannot sign in to Sightline any more');
    assert.equal((await entered(site, other.id)).at(-1), 'sign-in refused: council account: disabled');
    await administrator.fill(`/administration/people/${other.id}/do/enable`, { reason: 'Came back' });
    await administrator.fill(`/administration/people/${other.id}/do/reset`, { reason: 'Other account' });
    assert.equal(await tried('other'), 'Your council account is not connected to anybody here');
    const { rows } = await sql`SELECT FROM staff`.execute(site.db);
    assert.equal(rows.length, 2);
    assert.match((await administrator.open(`/administration/people/${person.id}`)).body, /Council account[^]*Connected/);
  });

  test('ends as any other: left alone, after twelve hours, everywhere at once; and a sign-in of long ago there is not taken', async (t) => {
    const { site, person, visitor: administrator } = await connected(t);
    const [browser, visitor] = [new CouncilBrowser(), site.visitor()];
    const signIn = async (): Promise<number> => (await visitor.open(await goThere(visitor, '/sign-in/council-account', browser))).statusCode;
    assert.equal(await signIn(), 303);
    await administrator.fill(`/administration/people/${person.id}/do/end-sign-ins`, { reason: 'Laptop lost' });
    assert.equal(await isSignedIn(visitor), false);
    assert.equal(await signIn(), 303, 'signed in there still');
    later(site, 1801);
    assert.equal(await isSignedIn(visitor), false, 'left alone for thirty minutes');
    assert.equal(await signIn(), 303);
    later(site, 12 * 3600);
    const answer = await visitor.open(await goThere(visitor, '/sign-in/council-account', browser));
    assert.match(answer.body, /Sign in to your council account again/);
  });

  test('of administrators alone leaves the others no password; administrators always have theirs', async (t) => {
    const { site, person } = await council(t, 'administrators');
    const page = await site.visitor().open('/sign-in');
    assert.ok(page.body.indexOf('Sign in with your council account') < page.body.indexOf('name="password"'));
    assert.equal(await isSignedIn(await signInLocally(site, person)), true);
    const other = await addPersonWithApp(site, 'caseworker');
    const answer = await site.visitor().fill('/sign-in', { email: other.email, password: PASSWORD });
    assert.deepEqual([answer.statusCode, /Sign in with your council account\. /.test(answer.body)], [422, true]);
  });
});

describe('proving who one is with a council account', () => {
  test('takes signing in there anew, to the account that is connected; and counts for ten minutes', async (t) => {
    const { site, person, council: provider } = await connected(t);
    const [browser, visitor] = [new CouncilBrowser(), site.visitor()];
    await visitor.open(await goThere(visitor, '/sign-in/council-account', browser));
    await sql`DELETE FROM second_factor`.execute(site.db);
    await sql`DELETE FROM recovery_code`.execute(site.db);
    await sql`UPDATE staff SET password = NULL`.execute(site.db);
    const path = '/administration/people/new';
    assert.equal((await visitor.open(path)).statusCode, 200, 'signed in there just now');
    later(site, 601);
    const prove = (await visitor.open(path)).headers.location ?? '';
    const page = await visitor.open(prove);
    assert.doesNotMatch(page.body, /name="proof"/);
    const way = /href="([^"]*council-account[^"]*)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const asked = new URL((await visitor.open(way)).headers.location ?? '');
    assert.deepEqual([asked.searchParams.get('prompt'), asked.searchParams.get('max_age')], ['login', '0']);
    const old = await visitor.open(await goThere(visitor, way, browser));
    assert.match(old.body, /Sign in to your council account again/, 'by our clock they signed in there long before they were asked');
    await sql`UPDATE sign_in SET used_at = ${instantNow()}, started_at = ${instantNow()}, proved_at = '2000-01-01'`.execute(site.db);
    site.clock.now = instantNow();
    provider.who.subject = 'another';
    assert.match((await visitor.open(await goThere(visitor, way, new CouncilBrowser()))).body, /This is not your council account/);
    provider.who.subject = 'subject-of-tests';
    const before = site.visitor();
    before.cookie = visitor.cookie;
    assert.equal((await visitor.open(await goThere(visitor, way, browser))).headers.location, path);
    assert.equal((await before.open('/account')).statusCode, 303, 'the token is another one by now (SEC-34)');
    assert.equal((await visitor.open(path)).statusCode, 200);
    assert.deepEqual((await entered(site, person.id)).slice(-3), ['proof refused: council account: too long ago', 'proof refused: council account: another person', 'proved who they are: council account']);
    for (const own of ['/account/password', '/account/second-step', '/account/recovery-codes']) assert.equal((await visitor.open(own)).statusCode, 404, own);
  });

  test('is not done by a sign-in of before', async (t) => {
    const { site } = await connected(t);
    const [browser, visitor] = [new CouncilBrowser(), site.visitor()];
    await visitor.open(await goThere(visitor, '/sign-in/council-account', browser));
    later(site, 700);
    const again = site.visitor();
    await again.open(await goThere(again, '/sign-in/council-account', browser));
    assert.equal(await isSignedIn(again), true, 'without being asked anything there');
    assert.match((await again.open('/administration/people/new')).headers.location ?? '', /^\/account\/prove/);
  });
});
