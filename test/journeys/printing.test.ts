// Pages on paper (UI-14): what of a list they are, with its filter, whole rows under headings, and nothing to press.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepPicture, openDesk } from '../browser.ts';
import { recordStory, zuleika } from '../cases.ts';

const styleOf = (selector: string, name: string): string => `getComputedStyle(document.querySelector('${selector}')).${name}`;

test('a printed list says which page of how many it is, and keeps rows whole under repeated headings', async (t) => {
  const desk = await openDesk(t);
  for (let count = 0; count < 26; count += 1) await recordStory(desk.site.db, [zuleika, ['REQUEST_RECEIVED', '2026-11-02']]);
  await desk.signIn('caseworker');
  await desk.open('/children');
  const { page } = desk;
  await page.emulateMedia({ media: 'print' });
  await keepPicture(page, 'cases-print.png');
  assert.match(await page.getByText('Official – sensitive').innerText(), / on 21 November 2026\. Page 1 of 2 of the list\.$/);
  assert.deepEqual([await page.evaluate(styleOf('main thead', 'display')), await page.evaluate(styleOf('main tbody tr', 'breakInside'))], ['table-header-group', 'avoid']);
  assert.equal(await page.getByRole('button').filter({ visible: true }).count(), 0);
});

test('a printed list of a team offers nothing to tick or choose', async (t) => {
  const desk = await openDesk(t);
  await recordStory(desk.site.db, [zuleika, ['REQUEST_RECEIVED', '2026-11-02']]);
  await desk.signIn('head-of-service');
  await desk.open('/team/cases?team=all');
  const controls = desk.page.locator('main input, main select').filter({ visible: true });
  assert.notEqual(await controls.count(), 0);
  await desk.page.emulateMedia({ media: 'print' });
  assert.equal(await controls.count(), 0);
});

test('a printed page of figures says its filter, and offers nothing to press', async (t) => {
  const desk = await openDesk(t);
  await recordStory(desk.site.db, [zuleika, ['REQUEST_RECEIVED', '2026-11-02']]);
  await desk.signIn('performance-officer');
  await desk.open('/line-of-sight?sex=F');
  const { page } = desk;
  await page.emulateMedia({ media: 'print' });
  await keepPicture(page, 'line-of-sight-print.png');
  assert.ok(await page.getByText('Sex: Female').isVisible());
  for (const words of ['Clear all', 'Fix this report', 'About the data']) assert.equal(await page.getByText(words).filter({ visible: true }).count(), 0, words);
  assert.equal(await page.evaluate(styleOf('.sl-tile', 'breakInside')), 'avoid');
});
