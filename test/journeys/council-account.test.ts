// Somebody comes in by an invitation with their council account, signs out and in again, and proves that it is them: in a real browser, at a real provider.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { instantNow } from '../../src/platform/clock.ts';
import { newToken } from '../../src/platform/web-cookie.ts';
import { invite } from '../../src/staff/invitation.sql.ts';
import { addStaff } from '../../src/staff/installation.sql.ts';
import { checkPage, type Desk, keepPicture, openDesk } from '../browser.ts';
import { freePort } from '../free-port.ts';
import { councilSignIn, type CouncilSignIn } from '../identity-provider.ts';
import { makeReal } from '../people.ts';
import { type Ending, testApp } from '../visitor.ts';

/** The application at an address that the council's sign-in knows. */
async function deskWithCouncil(t: Ending, scripts: boolean): Promise<{ desk: Desk; council: CouncilSignIn; invitation: string }> {
  const port = await freePort();
  // Another host than that of the council's sign-in: signing out takes the cookies of a host, whatever the port.
  const url = `http://localhost:${port}`;
  const council = await councilSignIn(t, `${url}/sign-in/council-account/return`);
  const site = await testApp(t, [], { config: { publicAddress: url, signOn: council.settings } });
  site.clock.now = instantNow();
  await makeReal(site.db);
  const token = newToken();
  council.who.email = 'odile@council.invalid';
  const id = await addStaff(site.db, { name: 'Odile Newcomer', email: council.who.email, role: 'administrator', password: null }, site.clock.now);
  await invite(site.db, { token, now: site.clock.now }, id);
  await site.app.listen({ host: '127.0.0.1', port });
  return { desk: await openDesk(t, { scripts, leadsTo: council.settings.issuer, site: { site, url } }), council, invitation: `/invitation/${token}` };
}

for (const scripts of [true, false]) {
  test(`with a council account${scripts ? '' : ', without scripts'}`, async (t) => {
    const { desk, council, invitation } = await deskWithCouncil(t, scripts);
    const { page, site } = desk;
    await desk.open(invitation);
    await checkPage(desk, 'invitation with a council account');
    await page.getByRole('button', { name: 'Continue with your council account' }).click();
    await page.getByRole('button', { name: 'Sign in at the council' }).click();
    await page.getByRole('link', { name: 'Odile Newcomer, administrator' }).click();
    assert.equal(await page.getByText('Connected').count(), 1);
    await checkPage(desk, 'account with a council account');

    await page.getByRole('button', { name: 'Sign out' }).click();
    assert.equal(await page.getByText('You may still be signed in to your council account').count(), 1);
    await desk.open('/administration/people');
    await checkPage(desk, 'sign-in with a council account');
    await keepPicture(page, `council-sign-in${scripts ? '' : '-without-scripts'}.png`);
    await page.getByRole('button', { name: 'Sign in with your council account' }).click();
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'People', 'signed in at the council still: straight to what was wanted');

    await sql`UPDATE sign_in SET proved_at = '2000-01-01'`.execute(site.db);
    await page.getByRole('button', { name: 'Add a person' }).click();
    await checkPage(desk, 'proof with a council account');
    await page.getByRole('button', { name: 'Confirm with your council account' }).click();
    await page.getByRole('button', { name: 'Sign in at the council' }).click();
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Add a person');

    council.who.amr = ['pwd'];
    await page.context().clearCookies();
    await desk.open('/sign-in');
    await page.getByRole('button', { name: 'Sign in with your council account' }).click();
    await page.getByRole('button', { name: 'Sign in at the council' }).click();
    assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Sightline needs a second step');
    await checkPage(desk, 'a council account without a second step');
    await keepPicture(page, `council-refused${scripts ? '' : '-without-scripts'}.png`);
    council.who.amr = ['pwd', 'mfa'];
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Sign in at the council' }).click();
    assert.equal(await page.getByRole('link', { name: 'Odile Newcomer, administrator' }).count(), 1);
    assert.deepEqual(desk.trouble, []);
  });
}
