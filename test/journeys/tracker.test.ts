// A data officer compares the council's tracker with the record and loads it; a manager decides rows all alike. In a real
// browser, with and without JavaScript.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ownDerive } from '../../src/casework/derivation.job.ts';
import { alikeRowsAddress, quarantineAddress, quarantinedRowAddress } from '../../src/exchange/import-addresses.ts';
import { checkPage, type Desk, openDesk } from '../browser.ts';
import { recordStory, returned } from '../cases.ts';
import { load } from '../imports.ts';
import { inventCouncil } from '../returns.ts';
import { runTrackerJobs } from '../sent-trackers.ts';

const example = readFileSync(new URL('../../reference/example-tracker.csv', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'sightline-tracker-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Ottoline as a return has her, and children of whom the sheet says otherwise, more, or nothing. */
async function recorded(desk: Desk): Promise<void> {
  const ottoline = returned(2026, '2025-10-08');
  Object.assign(ottoline.person, { surname: 'Wintergreen', forename: 'Ottoline', personBirthDate: '2010-06-19', upn: 'Z999000000174', uniqueLearnerNumber: null, postCode: null });
  await load(desk.site.db, 2026, [ottoline], { derive: ownDerive() });
  await recordStory(desk.site.db, [['PERSON', null, { surname: 'Quxworthy', forename: 'Isolde', dob: '2017-03-27', upn: 'Z999000000166' }], ['REQUEST_RECEIVED', '2026-03-03']]);
  await recordStory(desk.site.db, [['PERSON', null, { surname: 'Absent', forename: 'Aloysius', dob: '2016-05-05', upn: 'Z999000000190' }], ['REQUEST_RECEIVED', '2026-03-04']]);
  await recordStory(desk.site.db, [['PERSON', null, { surname: 'Umberleigh', forename: 'Persephone', dob: '2018-09-05' }]]);
}

for (const scripts of [true, false]) {
  test(`a tracker is compared and loaded${scripts ? '' : ', without JavaScript'}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page, site } = desk;
    await desk.signIn('data-officer');
    await recorded(desk);
    const look = (name: string): Promise<void> => (scripts ? checkPage(desk, `tracker-${name}`) : Promise.resolve());
    const shown = async (words: RegExp): Promise<void> => assert.match(await page.locator('main').innerText(), words);
    const path = join(folder, 'EHCNA panel list.csv');
    writeFileSync(path, example);
    await desk.open('/imports');
    await page.getByRole('button', { name: 'Load or compare a tracker' }).click();
    await look('send');
    await page.getByLabel('File').setInputFiles(path);
    await page.getByRole('button', { name: 'Continue' }).click();
    await shown(/Checking the file and looking at its sheets/);
    await runTrackerJobs(site);
    await page.reload();
    await look('steps-begun');
    await page.getByRole('link', { name: 'Match columns' }).click();
    await page.getByLabel('What you call this tracker').fill('EHCNA panel list');
    for (const [box, value] of [['Day', '31'], ['Month', '3'], ['Year', '2026']] as const) await page.getByLabel(box, { exact: true }).fill(value);
    await look('columns');
    await page.getByRole('button', { name: 'Save and compare with the record' }).click();
    await runTrackerJobs(site);
    await page.reload();
    await shown(/Check values[^]*values not taken[^]*Approve/);
    await look('steps');
    await page.getByRole('link', { name: 'Check values' }).click();
    await look('values');
    const week = page.getByLabel('The day that “w/c 16/2” in Date received means, or - for nothing');
    await week.fill('18/2/2026');
    await page.getByRole('button', { name: /^Give to somebody ?: GP in Asked by/ }).click();
    await look('problem');
    await page.getByRole('button', { name: 'Give', exact: true }).click();
    await shown(/Choose who is to deal with it/);
    await look('problem-errors');
    await page.getByLabel('Give it to').selectOption({ index: 1 });
    await page.getByLabel('Why, or what do they need to know?').fill('You know who asks');
    await page.getByRole('button', { name: 'Give', exact: true }).click();
    await shown(/Given to [^]*With [^]* since/);
    await shown(/Some meanings were typed and are not saved yet/);
    assert.equal(await week.inputValue(), '18/2/2026');
    await look('values-given');
    const steps = page.url().replace(/\/values.*/, '');
    await desk.open('/imports');
    await shown(/Given to you[^]*Asked by: [^]*You know who asks/);
    await look('given-to-you');
    await page.goto(`${steps}/values`);
    await page.getByLabel('What “GP” in Asked by means').selectOption('Health professional');
    await page.getByLabel('The day that “TBC” in EP advice in means, or - for nothing').fill('-');
    await week.press('Enter');
    await page.waitForURL(steps);
    await runTrackerJobs(site);
    await page.reload();
    await page.getByRole('link', { name: 'Match people' }).click();
    await shown(/1 row for a person to decide[^]*Umberleigh, Persephone/);
    await look('people');
    await page.getByRole('link', { name: 'Review the differences' }).click();
    await shown(/Changed \(disagrees\) \(listed below\)[^]*Quxworthy, Isolde/);
    await look('differences');
    await page.getByRole('link', { name: 'Only in the record' }).click();
    await shown(/Absent, Aloysius/);
    await page.getByRole('link', { name: 'Back to the steps' }).click();
    await page.getByRole('link', { name: 'Approve' }).click();
    await shown(/What will change in figures/);
    await look('approve');
    await page.getByRole('button', { name: 'Approve and load' }).click();
    await runTrackerJobs(site);
    await page.reload();
    await shown(/EHCNA panel list: loaded/);
    await look('result');
    assert.deepEqual(desk.trouble, []);
  });
}

test('a manager decides rows that are alike at once', async (t) => {
  const desk = await openDesk(t);
  const { page, site } = desk;
  await desk.signIn('team-manager');
  const known = (inventCouncil(7, { children: 40, years: [2025] }).returns.get(2025) ?? []).filter(({ person }) => person.upn !== null && person.sex !== null).slice(0, 5);
  await load(site.db, 2025, known, { derive: ownDerive() });
  const bare = known.map((one) => ({ ...one, year: 2026, referenceDate: '2026-01-15' as never, person: { ...one.person, upn: null, uniqueLearnerNumber: null, upnUnknown: 'UN8', postCode: null } }));
  const { batch } = await load(site.db, 2026, bare, { derive: ownDerive() });
  await desk.open(quarantinedRowAddress({ batch, row: '1' }));
  await checkPage(desk, 'quarantine-row-scored');
  await page.getByRole('link', { name: 'give them all to somebody' }).click();
  await checkPage(desk, 'quarantine-give');
  assert.equal(await page.getByLabel('Give 4 other rows too').isChecked(), true);
  await page.getByLabel('Give it to').selectOption({ index: 1 });
  await page.getByLabel('Why, or what do they need to know?').fill('You know the family');
  await page.getByRole('button', { name: 'Give', exact: true }).click();
  await page.getByRole('link', { name: 'Quarantine (1)' }).click();
  assert.match(await page.locator('main').innerText(), /Given to you[^]*and 4 more rows that are alike[^]*You know the family/);
  await checkPage(desk, 'quarantine-given');
  await desk.open('/alerts');
  await checkPage(desk, 'alerts-given');
  await page.getByRole('link', { name: 'deal with it under “Quarantine”' }).click();
  await desk.open(quarantinedRowAddress({ batch, row: '1' }));
  await page.getByRole('link', { name: /decide them all alike/ }).click();
  await checkPage(desk, 'quarantine-alike');
  await page.getByLabel('Same person').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await checkPage(desk, 'quarantine-alike-check');
  await page.getByRole('button', { name: 'Record 5 decisions' }).click();
  assert.equal(new URL(page.url()).pathname, quarantineAddress());
  assert.match(await page.locator('main').innerText(), /5 rows decided/);
  assert.equal(await desk.open(alikeRowsAddress({ batch, row: '1' })), 404);
});
