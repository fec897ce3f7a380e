// One's own account: where one is signed in, password, second step, recovery codes, and proving who one is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, openDesk } from '../browser.ts';
import { addPersonWithApp, codeAt, makeReal, PASSWORD, secretFrom } from '../people.ts';
import { startSignIn } from '../../src/staff/sign-in.sql.ts';

for (const scripts of [true, false]) {
  const how = scripts ? '' : ', without scripts';

  test(`one's own account${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page, site } = desk;
    await makeReal(site.db);
    const person = await addPersonWithApp(site, 'caseworker');
    for (const token of ['one elsewhere', 'another elsewhere']) await startSignIn(site.db, { token, now: site.clock.now }, person.id);
    await desk.open('/sign-in?next=/account');
    await page.getByLabel('E-mail address').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Code from your app').fill(person.codeAt(site.clock.now));
    await page.getByRole('button', { name: 'Continue' }).click();
    await checkPage(desk, `account-three-sign-ins${how}`);
    await page.getByRole('button', { name: /^End it/ }).first().click();
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    assert.equal(await page.getByRole('button', { name: /^End it/ }).count(), 0);
    for (const [minute, link] of [['10:53', 'your password'], ['11:04', 'your recovery codes']] as const) {
      site.clock.now = `2026-11-21T${minute}:00.000Z`;
      await desk.open('/account');
      await page.getByRole('link', { name: new RegExp(link) }).click();
      await checkPage(desk, `prove${how}`);
      await page.getByLabel('Password, or code from your app').fill(PASSWORD);
      await page.getByRole('button', { name: 'Continue' }).click();
      await checkPage(desk, `${link.replaceAll(' ', '-')}${how}`);
    }
    await page.getByRole('button', { name: 'Make new codes' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('link', { name: 'Change your second step' }).click();
    const secret = secretFrom(await page.content());
    await page.getByLabel('Code from your app').fill(codeAt(secret, site.clock.now));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    assert.match(await page.locator('main').innerText(), /10 codes left/);
    assert.deepEqual(desk.trouble, []);
  });
}
