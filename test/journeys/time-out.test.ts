// Warning before the idle limit (UI-15), and paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage, keepPicture, openDesk } from '../browser.ts';
import { addPersonWithApp, makeReal, PASSWORD } from '../people.ts';

// In the page: keeps the answer to what its script asked last. Whoever waits for it in the page goes on in the same breath.
const keepingAnswers = '{ const ask = fetch; globalThis.fetch = (...asked) => (globalThis.lastAnswer = ask(...asked)); }';

test('two minutes before the end a dialog asks, takes the focus, and gives it back; ten times over', async (t) => {
  const desk = await openDesk(t);
  await desk.page.clock.install();
  await desk.page.addInitScript(keepingAnswers);
  await desk.signIn('caseworker');
  await desk.open('/help');
  const { page: window } = desk;
  const dialog = window.getByRole('dialog', { name: 'You will be signed out soon' });
  await window.getByRole('link', { name: 'Privacy' }).focus();
  for (let time = 0; time < 10; time += 1) {
    await window.clock.fastForward('27:50');
    assert.equal(await dialog.isVisible(), false);
    await window.clock.fastForward('00:15');
    await dialog.waitFor({ state: 'visible' });
    assert.equal(await window.evaluate('document.activeElement.textContent'), 'Continue');
    const used = window.waitForRequest((request) => request.method() === 'HEAD');
    await window.keyboard.press('Enter');
    await used;
    // Time may go on once the page counts anew: from its answer on, not from its question.
    await window.evaluate('lastAnswer.then(() => {})');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(await window.evaluate('document.activeElement.textContent'), 'Privacy');
  }
  assert.deepEqual(desk.trouble, []);
});

test('without an answer the page is left, so that nothing stays on the screen', async (t) => {
  const desk = await openDesk(t);
  await desk.page.clock.install();
  await desk.signIn('caseworker');
  await desk.open('/help');
  desk.site.clock.now = '2026-11-21T11:13:00.000Z';
  const gone = desk.page.waitForEvent('load');
  await desk.page.clock.fastForward('30:10');
  await gone;
  assert.equal(await desk.page.getByRole('button', { name: 'Sign out' }).count(), 0);
});

test('what was typed by then is kept, and offered after signing in again', async (t) => {
  const desk = await openDesk(t);
  const { page, site } = desk;
  await makeReal(site.db);
  const person = await addPersonWithApp(site, 'caseworker');
  await page.clock.install();
  const signIn = async (): Promise<void> => {
    await page.getByLabel('E-mail address').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Code from your app').fill(person.codeAt(site.clock.now));
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  await desk.open('/children');
  await signIn();
  await page.getByLabel('Find a child or young person').fill('Ploverton');
  site.clock.now = '2026-11-21T11:13:00.000Z';
  await page.clock.fastForward('30:10');
  await page.waitForURL('**/sign-in?next=%2Fkept-form');
  await signIn();
  await checkPage(desk, 'kept-form');
  await page.getByRole('button', { name: 'Send the form' }).click();
  assert.match(await page.locator('main').innerText(), /Nobody found[^]*Ploverton/);
  assert.deepEqual(desk.trouble, []);
});

test('a printed page has no navigation, and says who printed it, when, and how to handle it', async (t) => {
  const desk = await openDesk(t);
  await desk.signIn('caseworker');
  await desk.open('/help');
  await desk.page.emulateMedia({ media: 'print' });
  await keepPicture(desk.page, 'help-print.png');
  assert.equal(await desk.page.getByRole('navigation').filter({ visible: true }).count(), 0);
  const line = await desk.page.getByText('Official – sensitive').innerText();
  assert.match(line, /Printed by Odile Tester-\d+ at 10:42am on 21 November 2026\.$/);
  const after = await desk.page.evaluate('getComputedStyle(document.querySelector("main a"), "::after").content');
  assert.equal(after, 'none', 'no address after a link');
});
