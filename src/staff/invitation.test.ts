import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addPersonWithApp, codeAt, PASSWORD, secretFrom } from '../../test/people.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';

const NEW = { name: 'Zuleika Quillfeather', email: 'zuleika@council.invalid', role: 'caseworker', team: '', service: '' };

const inviteIn = (html: string): string => /http:\/\/localhost(\/invitation\/[\w-]+)/.exec(html)?.[1] ?? '';

async function invited(site: TestApp): Promise<{ administrator: Visitor; link: string }> {
  const administrator = await site.signedIn('administrator');
  const { body } = await administrator.fill('/administration/people/new', NEW);
  return { administrator, link: inviteIn(body) };
}

/** Goes through an invitation; gives the window in which they are signed in. */
async function comeIn(site: TestApp, link: string): Promise<Visitor> {
  const window = site.visitor();
  await window.fill(link, { password: 'nine velvet harbours' });
  const { body } = await window.open(`${link}/second-step`);
  const answer = await window.post(`${link}/second-step`, { token: tokenIn(body), code: codeAt(secretFrom(body), site.clock.now) });
  assert.match(answer.body, /Keep your recovery codes/);
  return window;
}

describe('an invitation', () => {
  test('works once, for whoever is invited, and leads to nothing before the second step', async (t) => {
    const site = await testApp(t);
    const { link } = await invited(site);
    const half = site.visitor();
    assert.equal((await half.open(`${link}/second-step`)).headers.location, link, 'first the password');
    const early = await half.fill(link, { code: '123456' }, `${link}/second-step`);
    assert.deepEqual([early.statusCode, /Choose a password before you set up the second step/.test(early.body)], [422, true]);
    assert.match((await half.fill(link, { password: 'Wexcombe2026' })).body, /harder to guess/);
    await half.fill(link, { password: 'some other words here' });
    assert.match((await half.open('/children')).headers.location ?? '', /^\/sign-in/);
    const window = await comeIn(site, link);
    assert.match((await window.open('/help')).body, /Zuleika Quillfeather, caseworker/);
    for (const path of ['', '/second-step']) assert.equal((await half.open(link + path)).statusCode, 404);
  });

  test('ends after seven days, and when another is made or the person is disabled', async (t) => {
    const site = await testApp(t);
    const { administrator, link } = await invited(site);
    const person = /href="(\/administration\/people\/[0-9a-f-]{36})"/.exec((await administrator.open('/administration/people')).body.replaceAll(administrator.staffId, ''))?.[1] ?? '';
    const again = inviteIn((await administrator.fill(`${person}/do/invite`, { reason: 'Lost the first' })).body);
    assert.deepEqual([(await site.visitor().open(link)).statusCode, (await site.visitor().open(again)).statusCode], [404, 200]);
    await administrator.fill(`${person}/do/disable`, { reason: 'Does not come after all' });
    assert.equal((await site.visitor().open(again)).statusCode, 404);
    await administrator.fill(`${person}/do/enable`, { reason: 'Comes' });
    assert.equal((await site.visitor().open(again)).statusCode, 200);
    site.clock.now = '2026-11-28T10:43:00.000Z';
    assert.equal((await site.visitor().open(again)).statusCode, 404);
    assert.equal((await site.visitor().open('/invitation/guessed')).statusCode, 404);
  });

  test('is how somebody comes back whose telephone is lost: signed out, without password and second step until then', async (t) => {
    const site = await testApp(t);
    const administrator = await site.signedIn('administrator');
    const lost = await addPersonWithApp(site, 'caseworker');
    const window = site.visitor();
    await window.fill('/sign-in', { email: lost.email, password: PASSWORD });
    await window.fill('/sign-in/code', { code: lost.codeAt(site.clock.now) });
    const link = inviteIn((await administrator.fill(`/administration/people/${lost.id}/do/reset`, { reason: 'Rang from their desk' })).body);
    assert.match((await window.open('/children')).headers.location ?? '', /^\/sign-in/);
    assert.equal((await site.visitor().fill('/sign-in', { email: lost.email, password: PASSWORD })).statusCode, 422);
    assert.match((await (await comeIn(site, link)).open('/help')).body, new RegExp(lost.name));
    assert.match((await administrator.open(`/administration/people/${lost.id}`)).body, /is set up: yes, was no[^]*Rang from their desk/);
  });
});
