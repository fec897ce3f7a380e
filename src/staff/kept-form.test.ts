import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { addPersonWithApp, makeReal, PASSWORD, type PersonWithApp } from '../../test/people.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { address } from '../platform/web-address.ts';
import { page, post, type Route } from '../platform/web-route.ts';

const noted: unknown[] = [];
const planted = address('/planted');
const routes: readonly Route[] = [
  page({ address: planted, who: 'signed-in', answer: async () => ({ page: 'governance/help/help.njk', model: {}, shows: 'nobody' }) }),
  post({ address: planted, who: 'signed-in', form: z.object({ words: z.string().optional(), needs: z.array(z.string()).optional(), password: z.string().optional() }),
    answer: async ({ form }) => { noted.push(form.typed); return { goTo: '/help' }; } }),
];

const later = (site: TestApp, minutes: number): void => {
  site.clock.now = new Date(Date.parse(site.clock.now) + minutes * 60_000).toISOString();
};

async function signIn(site: TestApp, { email, codeAt }: PersonWithApp, visitor: Visitor): Promise<Visitor> {
  await visitor.fill('/sign-in', { email, password: PASSWORD });
  await visitor.fill('/sign-in/code', { code: codeAt(site.clock.now) });
  return visitor;
}

async function timedOut(t: Parameters<typeof testApp>[0]): Promise<{ site: TestApp; person: PersonWithApp; visitor: Visitor; token: string }> {
  const site = await testApp(t, routes);
  await makeReal(site.db);
  const person = await addPersonWithApp(site, 'caseworker');
  const visitor = await signIn(site, person, site.visitor());
  const token = tokenIn((await visitor.open('/planted')).body);
  later(site, 31);
  noted.length = 0;
  return { site, person, visitor, token };
}

describe('a form sent when the sign-in had ended (SEC-35)', () => {
  test('is not done, but kept and offered to the same person who signs in again, filled as it was', async (t) => {
    const { site, person, visitor, token } = await timedOut(t);
    const answer = await visitor.post('/planted', { token, words: 'It’s "long" & <b>' });
    assert.equal(answer.headers.location, '/sign-in?next=%2Fkept-form');
    assert.deepEqual(noted, []);
    await signIn(site, person, visitor);
    const { body } = await visitor.open('/kept-form');
    assert.match(body, /action="\/planted"[^]*name="words" value="It’s &quot;long&quot; &amp; &lt;b&gt;"/);
    assert.equal((await visitor.post('/planted', { token: tokenIn(body), words: 'It’s "long" & <b>' })).statusCode, 303);
    assert.deepEqual(noted, [{ words: 'It’s "long" & <b>' }]);
    await visitor.fill('/kept-form', {}, '/kept-form/discard');
    assert.match((await visitor.open('/kept-form')).body, /Nothing is kept/);
  });

  test('is offered to nobody else, and not after an hour', async (t) => {
    const { site, person, visitor, token } = await timedOut(t);
    await visitor.post('/planted', { token, words: 'CANARY' });
    assert.doesNotMatch((await (await site.signedIn('administrator')).open('/kept-form')).body, /CANARY/);
    later(site, 61);
    await signIn(site, person, visitor);
    assert.match((await visitor.open('/kept-form')).body, /Nothing is kept/);
    const { rows } = await sql`SELECT FROM kept_form`.execute(site.db);
    assert.equal(rows.length, 0);
  });

  test('is not kept with a password in it, from another origin, without its token, or after signing out', async (t) => {
    const { site, visitor, token } = await timedOut(t);
    await visitor.post('/planted', { token, words: 'x', password: 'secret' });
    await visitor.post('/planted', { token, words: 'x' }, { origin: 'https://evil.example' });
    await visitor.post('/planted', { words: 'x' });
    const other = await site.signedIn('caseworker');
    const { body } = await other.open('/planted');
    await other.post('/sign-out', { token: tokenIn(body) });
    await other.post('/planted', { token: tokenIn(body), words: 'x' });
    const { rows } = await sql`SELECT FROM kept_form`.execute(site.db);
    assert.equal(rows.length, 0);
    assert.deepEqual(noted, []);
  });

  test('handed over by the script is kept as it is, never sent on', async (t) => {
    const { site, person, visitor, token } = await timedOut(t);
    const hand = (fields: string, to = '/planted'): Promise<{ statusCode: number }> => visitor.post('/kept-form/keep', { token, address: to, fields });
    for (const wrong of ['', 'null', '[1]', '{"a":1}', '{"password":"x"}']) assert.equal((await hand(wrong)).statusCode, 404, wrong);
    assert.equal((await hand('{}', '//evil.example')).statusCode, 404);
    assert.equal((await hand('{"words":"typed","needs":["ASD","SLCN"]}')).statusCode, 303);
    assert.deepEqual(noted, []);
    await signIn(site, person, visitor);
    assert.match((await visitor.open('/kept-form')).body, /name="words" value="typed"[^]*name="needs" value="ASD"[^]*name="needs" value="SLCN"/);
  });
});
