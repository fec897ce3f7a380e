// A data officer asks for a file of many children, a head of service looks at what it holds and agrees; with scripts and without.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkPage, openDesk } from '../browser.ts';
import { recordStory, zuleika } from '../cases.ts';
import { testApp } from '../visitor.ts';

const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

for (const scripts of [true, false]) {
  const how = scripts ? '' : ', without scripts';

  test(`a large download is asked for, agreed to and downloaded${how}`, async (t) => {
    const site = await testApp(t, [], { mostAtOnce: 1 });
    const url = await site.app.listen({ host: '127.0.0.1', port: 0 });
    const officer = await openDesk(t, { scripts, site: { site, url } });
    await officer.signIn('data-officer');
    const head = await openDesk(t, { scripts, site: { site, url } });
    await head.signIn('head-of-service');
    for (const upn of ['Z999000000123', 'Z999000000124']) await recordStory(site.db, [[zuleika[0], null, { ...zuleika[2], upn }], ['REQUEST_RECEIVED', '2026-11-02']]);
    await officer.open('/large-downloads');
    await checkPage(officer, `large-downloads-none${how}`);
    await officer.open('/figures/persons/rows');
    await officer.page.getByRole('link', { name: 'CSV', exact: true }).click();
    assert.match(await officer.page.locator('main').innerText(), /This file holds 2 children/);
    await checkPage(officer, `large-download-new${how}`);
    await press(officer.page, 'Ask for the file');
    await checkPage(officer, `large-download-new-errors${how}`);
    await officer.page.getByLabel('What do you need the file for?').fill('The auditors compare it with their sample');
    await press(officer.page, 'Ask for the file');
    assert.match(await officer.page.locator('.govuk-notification-banner').innerText(), /Somebody else has to agree/);
    await checkPage(officer, `large-download-waits${how}`);
    await head.open('/team');
    await head.page.getByRole('link', { name: 'Large downloads (1)' }).click();
    await checkPage(head, `large-downloads${how}`);
    await head.page.locator('main').getByRole('link').click();
    await press(head.page, 'Send the answer');
    await checkPage(head, `large-download-answer-errors${how}`);
    await head.page.getByLabel('Yes, they may download it within 24 hours').check();
    await head.page.getByLabel('Why?').fill('It is the sample of this year');
    await press(head.page, 'Send the answer');
    await checkPage(head, `large-download-agreed${how}`);
    await officer.open('/imports');
    await officer.page.getByRole('link', { name: 'Large downloads' }).click();
    await officer.page.locator('main').getByRole('link').click();
    await checkPage(officer, `large-download-ready${how}`);
    const [file] = await Promise.all([officer.page.waitForEvent('download'), officer.page.getByRole('button', { name: 'Download the file' }).click()]);
    assert.match(await readFile(await file.path(), 'utf8'), /Zuleika Quxworthy[\s\S]*Zuleika Quxworthy/);
  });
}
