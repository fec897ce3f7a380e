// A data officer deals with values of a return that could not be taken: what they were meant to be, a list of them, and giving them
// to somebody. In a real browser, with and without JavaScript.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownDerive } from '../../src/casework/derivation.job.ts';
import { importAddress, importProblemsAddress } from '../../src/exchange/import-addresses.ts';
import type { FileSource } from '../../src/exchange/import-batch.ts';
import { checkPage, openDesk } from '../browser.ts';
import { returned } from '../cases.ts';
import { sourceOf, tryLoad } from '../imports.ts';

/** A return of one child in which a day stands in the order of another country. */
function returnWithProblem(): FileSource {
  const source = sourceOf(2026, [returned(2026)]);
  const read = async function* (): ReturnType<FileSource['read']> {
    for await (const part of source.read()) {
      const problem = { element: 'ReceivedDate', value: '03/27/2025', message: 'This is not a date. It counts as not recorded: correct it in the source and load the file again.' };
      yield 'refused' in part ? part : { ...part, records: part.records.map((one) => ({ ...one, problems: [{ at: one.at, ...problem }] })) };
    }
  };
  return { ...source, read };
}

for (const scripts of [true, false]) {
  const how = scripts ? '' : ', without scripts';

  test(`a value of a return that could not be taken is dealt with${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    const { page, site } = desk;
    await desk.signIn('data-officer');
    const taken = await tryLoad(site.db, returnWithProblem(), { derive: ownDerive() });
    assert.ok('batch' in taken);
    const shown = async (words: RegExp): Promise<void> => assert.match(await page.locator('main').innerText(), words);
    await desk.open(importAddress({ batch: taken.batch }));
    await page.getByRole('link', { name: '1 value could not be taken' }).click();
    await shown(/Perhaps 2025-03-27 \(27 March 2025\)[^]*Open the case[^]*to record it[^]*Give to somebody[^]*Download them as CSV, OpenDocument \(ODS\) or Excel \(XLSX\)/);
    await checkPage(desk, `file-problems${how}`);
    await page.getByRole('link', { name: /^Give to somebody/ }).click();
    await page.getByLabel('Give it to').selectOption({ index: 1 });
    await page.getByLabel('Why, or what do they need to know?').fill('Ask the school');
    await page.getByRole('button', { name: 'Give', exact: true }).click();
    await desk.open('/imports');
    await page.getByRole('link', { name: /^ReceivedDate/ }).click();
    await shown(/You have it since [^]*Ask the school/);
    await checkPage(desk, `file-problem-held${how}`);
    await page.getByRole('button', { name: 'It is done' }).click();
    await shown(/It is on record that this is done[^]*Done by/);
    await desk.open('/imports');
    assert.doesNotMatch(await page.locator('main').innerText(), /Given to you/);
    await desk.open(importProblemsAddress({ batch: taken.batch }));
    assert.deepEqual(desk.trouble, []);
  });
}
