// A record is restricted, opened in an emergency, looked into and lifted by two; with scripts, without, and by keyboard alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { caseReference } from '../../src/case-history/case-reference.ts';
import { checkPage, openDesk } from '../browser.ts';
import { recordStory, zuleika } from '../cases.ts';

const h1 = (page: Page): Promise<string> => page.locator('h1').innerText();
const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

for (const scripts of [true, false]) {
  const how = scripts ? '' : ', without scripts';

  test(`a manager restricts a record, a caseworker opens it in an emergency, and the guardian looks into it${how}`, async (t) => {
    const guardian = await openDesk(t, { scripts });
    const { site, url, page } = guardian;
    await guardian.signIn('head-of-service');
    const child = await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-11-02']]);
    const night = await openDesk(t, { scripts, site: { site, url } });
    await night.signIn('caseworker');
    await guardian.open(`/children/${child}`);
    await page.getByRole('link', { name: 'Who may see this record' }).click();
    await checkPage(guardian, `who-may-see-open${how}`);
    await page.getByRole('link', { name: 'Restrict this record' }).click();
    await press(page, 'Restrict the record');
    await checkPage(guardian, `restrict-errors${how}`);
    await page.getByLabel('Record guardian').selectOption({ index: 1 });
    await page.getByLabel('Adoption').check();
    await page.getByLabel('Why?').fill('The family is not to be found through us');
    await press(page, 'Restrict the record');
    assert.match(await page.locator('.govuk-notification-banner').innerText(), /The record is restricted/);
    await page.getByRole('link', { name: 'Name somebody to this record' }).click();
    await checkPage(guardian, `restriction-name${how}`);
    await page.getByRole('link', { name: 'Leave without changing anything' }).click();
    assert.equal(await night.open(`/children/${child}`), 404);
    await opensInEmergency(night, child, how);
    await looksInto(guardian, how);
  });
}

/** Somebody who searches for the record is not told that it is there, and opens it in an emergency. */
async function opensInEmergency(desk: Awaited<ReturnType<typeof openDesk>>, child: string, how: string): Promise<void> {
  const { page } = desk;
  await desk.open('/children');
  await page.getByLabel('Find a child or young person').fill('Quxworthy');
  await press(page, 'Search');
  assert.doesNotMatch(await page.locator('main').innerText(), /Zuleika/);
  await page.getByRole('link', { name: 'Open a restricted record in an emergency' }).click();
  await press(page, 'Open the record');
  await checkPage(desk, `emergency-errors${how}`);
  await page.getByLabel('Whose record?').fill(caseReference(child));
  await page.getByLabel('A child may be at risk of harm').check();
  await page.getByLabel('Why can it not wait?').fill('The police are at the school gate and ask for the address');
  await press(page, 'Open the record');
  assert.equal(await h1(page), 'Request: decision whether to assess to come');
  await checkPage(desk, `emergency-case${how}`);
  await page.getByRole('link', { name: 'Timeline' }).click();
  assert.match(await page.getByRole('region', { name: 'Emergency access' }).innerText(), /open to you until 2:42pm on 21 November 2026/);
  await desk.open(`/children/${child}/who-may-see`);
  await page.getByRole('link', { name: 'Declare a conflict of interest' }).click();
  await checkPage(desk, `conflict-of-interest${how}`);
}

/** The guardian finds it among the alerts and says what was found. */
async function looksInto(desk: Awaited<ReturnType<typeof openDesk>>, how: string): Promise<void> {
  const { page } = desk;
  await desk.open('/alerts');
  await checkPage(desk, `alerts-restricted${how}`);
  await desk.open('/restricted-records');
  await checkPage(desk, `restricted-records${how}`);
  await page.getByRole('link', { name: 'Say what you found' }).click();
  await press(page, 'Record what I found');
  await checkPage(desk, `emergency-review-errors${how}`);
  await page.getByLabel('It was justified').check();
  await page.getByLabel('What you looked at, and what follows from it').fill('Spoke with the police. They needed the address of the aunt.');
  await press(page, 'Record what I found');
  assert.equal(await h1(page), 'Who may see this record');
  await checkPage(desk, `who-may-see-restricted${how}`);
  await desk.open('/restricted-records');
  assert.match(await page.locator('main').innerText(), /Nothing is to be done now/);
  await checkPage(desk, `restricted-records-none${how}`);
}
