// A caseworker looks for children by what they have: a name heard on the telephone, half a name, a date, a number.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkPage, openDesk } from '../browser.ts';
import { recordStory } from '../cases.ts';
import { addPerson } from '../people.ts';

async function search(page: Page, words: string): Promise<string> {
  await page.goto(new URL('/children', page.url()).href);
  await page.getByLabel('Find a child or young person').fill(words);
  await Promise.all([page.waitForEvent('load'), page.getByLabel('Find a child or young person').press('Enter')]);
  return page.locator('main').innerText();
}

for (const scripts of [true, false]) {
  const how = scripts ? '' : ', without scripts';

  test(`children are found by what an officer has of them${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page, site } = desk;
    await desk.signIn('caseworker');
    const guardian = await addPerson(site.db, 'head-of-service');
    const found = await recordStory(site.db, [['PERSON', null, { surname: 'Fallowbrook-Quxworthy', forename: 'Siobhán', knownAs: 'Shiv', formerNames: 'Siobhán Vexmarsh', dob: '2011-04-05', nhsNumber: '9990000018' }], ['REQUEST_RECEIVED', '2026-09-01']]);
    await recordStory(site.db, [['PERSON', null, { surname: 'Vexmarsh', forename: 'Zuleika', dob: '2013-02-01', upn: 'Z999000000123' }], ['RESTRICTED', '2026-10-01', { reason: 'ADOPTION', guardian: guardian.id }]]);

    assert.match(await search(page, 'shivaun vexmarsh'), /1 case found[\s\S]*Siobhán Fallowbrook-Quxworthy[\s\S]*Known as Shiv[\s\S]*Also recorded as Siobhán Vexmarsh[\s\S]*Not quite as you typed it/);
    await checkPage(desk, `search-found${how}`);
    assert.doesNotMatch(decodeURIComponent(page.url()), /shivaun|vexmarsh/i);
    await page.getByRole('link', { name: 'Siobhán Fallowbrook-Quxworthy' }).click();
    await page.goBack();
    assert.match(await page.locator('main').innerText(), /1 case found/, 'the way back leads to what was found');
    assert.match(await search(page, 'Zuleika Vexmarsh 1 Feb 2013'), /There may be a record that you may not open[\s\S]*Nobody found/);
    await checkPage(desk, `search-closed${how}`);
    await page.getByRole('button', { name: 'Search for the name “Vexmarsh” alone' }).click();
    await page.getByText('1 case found').waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), /may not open|Zuleika|Not quite/);
    assert.match(await search(page, '999 000 0026'), /Check each digit/);
    await checkPage(desk, `search-number${how}`);
    await search(page, '999 000 0018');
    assert.equal(new URL(page.url()).pathname, `/children/${found}`);
  });
}
