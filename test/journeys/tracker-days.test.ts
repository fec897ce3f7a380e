// A data officer says once how the days of a column are read in which some stand the other way round. In a real browser, without JavaScript too.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { checkPage, openDesk } from '../browser.ts';
import { runTrackerJobs } from '../sent-trackers.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-tracker-days-'));
after(() => rmSync(folder, { recursive: true, force: true }));

for (const scripts of [true, false]) {
  test(`days of a column that stand the other way round${scripts ? '' : ', without JavaScript'}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page, site } = desk;
    await desk.signIn('data-officer');
    const look = (name: string): Promise<void> => (scripts ? checkPage(desk, `tracker-days-${name}`) : Promise.resolve());
    const path = join(folder, 'Panel list.csv');
    writeFileSync(path, ['UPN,Child,DOB,Date received', ...['03/02/2026', '13/02/2026', '02/15/2026', '02/16/2026', '02/16/2026'].map((day, i) => `,"Child, Zuleika${i}",04/05/201${i},${day}`)].join('\n'));
    await desk.open('/trackers/new');
    await page.getByLabel('File').setInputFiles(path);
    await page.getByRole('button', { name: 'Continue' }).click();
    await runTrackerJobs(site);
    await page.reload();
    await page.getByRole('link', { name: 'Match columns' }).click();
    await page.getByLabel('What you call this tracker').fill('Panel list');
    for (const [box, value] of [['Day', '31'], ['Month', '3'], ['Year', '2026']] as const) await page.getByLabel(box, { exact: true }).fill(value);
    await page.getByRole('button', { name: 'Save and compare with the record' }).click();
    await runTrackerJobs(site);
    await page.reload();
    await page.getByRole('link', { name: 'Check values' }).click();
    await look('values');
    await page.getByLabel('How the days of Date received are read').selectOption('Read the column month first');
    await page.getByRole('button', { name: 'Save and compare again' }).click();
    await runTrackerJobs(site);
    await page.reload();
    await page.getByRole('link', { name: 'Match columns' }).click();
    await look('columns');
    assert.match(await page.locator('main').innerText(), /Its days are read month first/);
    await page.getByRole('link', { name: 'Back to the steps' }).click();
    await page.getByRole('link', { name: 'Check values' }).click();
    assert.match(await page.locator('main').innerText(), /13\/02\/2026[^]*There is no month 13/, 'one value alone is told as it is');
    assert.deepEqual(desk.trouble, []);
  });
}
