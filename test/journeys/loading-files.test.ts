// Three returns of one council, loaded by a data officer: upload, progress, balance, quarantine, roll-back.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ReturnRecord } from '../../src/case-history/return-record.ts';
import { ownDerive } from '../../src/casework/derivation.job.ts';
import { rebuild } from '../../src/casework/rebuild.sql.ts';
import { checkPage, type Desk, openDesk } from '../browser.ts';
import { returnAsCsv, returnAsXml } from '../return-files.ts';
import { returnAsWorkbook } from '../return-workbook.ts';
import { inventCouncil } from '../returns.ts';
import { runImports } from '../sent-files.ts';

const runJobs = ({ site }: Desk): Promise<void> => runImports(site);

/** Goes from the steps of a return that was sent to its result. */
async function approve(desk: Desk): Promise<void> {
  await desk.page.getByRole('link', { name: 'Approve' }).click();
  await desk.page.getByRole('button', { name: 'Load it', exact: true }).click();
  await runJobs(desk);
  await desk.page.reload();
}

async function upload(desk: Desk, paths: string[]): Promise<void> {
  await desk.open('/imports/new');
  await desk.page.getByLabel('File, or files').setInputFiles(paths);
  await desk.page.getByRole('button', { name: 'Load', exact: true }).click();
}

/** The rows of the balance on the page, by their titles. */
async function balanceOn({ page }: Desk): Promise<Record<string, number>> {
  const lines = await page.locator('table tbody tr').all();
  const pairs = await Promise.all(lines.map(async (line) => {
    return [(await line.locator('th').innerText()).split('\n')[0] ?? '', Number.parseInt((await line.locator('td').first().innerText()).replaceAll(',', ''), 10)] as const;
  }));
  return Object.fromEntries(pairs);
}

/** Looks at the pages before any file was sent. */
async function lookBefore(desk: Desk, how: string): Promise<void> {
  await desk.open('/imports');
  await checkPage(desk, `imports-empty${how}`);
  await desk.open('/imports/new');
  await checkPage(desk, `import-new${how}`);
  await desk.page.getByRole('button', { name: 'Load', exact: true }).click();
  assert.match(await desk.page.title(), /^Error: Load our SEN2 file/);
  await checkPage(desk, `import-new-errors${how}`);
}

/** Looks at every step of a return that was sent, before it is approved. */
async function review(desk: Desk, how: string): Promise<void> {
  await checkPage(desk, `return-comparing${how}`);
  await runJobs(desk);
  await desk.page.reload();
  await checkPage(desk, `return-steps${how}`);
  await desk.page.getByRole('link', { name: /changed rows?$/ }).click();
  await checkPage(desk, `return-rows${how}`);
  await desk.page.getByRole('link', { name: 'Back to the steps' }).click();
  await desk.page.getByRole('link', { name: 'Check values' }).click();
  await checkPage(desk, `return-values${how}`);
  await desk.page.getByRole('link', { name: 'Back to the steps' }).click();
  await desk.page.getByRole('link', { name: 'Approve' }).click();
  await checkPage(desk, `return-approve${how}`);
  await desk.page.getByRole('link', { name: /rows? of / }).first().click();
  assert.match(await desk.page.locator('h1').innerText(), /^Rows that change “/);
  await desk.page.getByRole('link', { name: 'Back to the steps' }).click();
}

/** Three years' returns, of which the last gives one child another birth date. */
function threeYears(): Map<number, ReturnRecord[]> {
  const { returns } = inventCouncil(31, { children: 60, years: [2024, 2025, 2026] });
  const numbered = new Map([...returns].map(([year, records]) => [year, records.filter(({ person }) => person.upn !== null)]));
  const known = new Set(numbered.get(2025)?.map(({ person }) => person.upn));
  const moved = numbered.get(2026)?.find(({ person }) => known.has(person.upn)) as ReturnRecord;
  Object.assign(moved.person, { personBirthDate: '2013-01-09' });
  return numbered;
}

for (const scripts of [true, false]) {
  const how = scripts ? '' : ', without scripts';

  test(`loading three years of returns${how}`, async (t) => {
    const desk = await openDesk(t, { scripts });
    await rebuild(desk.site.database.owner, ownDerive());
    const folder = await mkdtemp(join(tmpdir(), 'returns-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const returns = threeYears();
    const file = async (name: string, content: string | Buffer): Promise<string> => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    };
    const { page } = desk;
    await desk.signIn('data-officer');
    await lookBefore(desk, how);

    await upload(desk, [await file('sen2-2025.xml', returnAsXml(returns.get(2025) ?? [], 2025))]);
    assert.match(await page.locator('h1').innerText(), /waiting to be loaded/);
    await checkPage(desk, `import-waiting${how}`);
    await runJobs(desk);
    await page.reload();
    assert.equal(await page.locator('h1').innerText(), 'SEN2 return 2025: loaded');
    const all = returns.get(2025)?.length;
    assert.deepEqual(await balanceOn(desk), { 'New': all, 'Changed': 0, 'Unchanged': 0, 'Merged': 0, 'Quarantined': 0, 'Excluded': 0, 'In the file': all });
    await checkPage(desk, `import-done${how}`);
    await page.getByRole('link', { name: `${all} new rows` }).click();
    assert.equal(await page.locator('h2').first().innerText(), `${all} rows`);
    await checkPage(desk, `import-rows${how}`);

    const csv = returnAsCsv(returns.get(2024) ?? [], 2024);
    await upload(desk, await Promise.all(csv.map(({ name, text }) => file(name, text))));
    await review(desk, how);
    await approve(desk);
    assert.equal(await page.locator('h1').innerText(), 'SEN2 return 2024: loaded');

    await upload(desk, [await file('template.xlsx', returnAsWorkbook(returns.get(2026) ?? [], 2026))]);
    await runJobs(desk);
    await page.reload();
    await page.getByRole('link', { name: 'Match people' }).click();
    assert.match(await page.locator('main').innerText(), /Quarantined rows[^]*1 row/);
    await page.getByRole('link', { name: 'Back to the steps' }).click();
    await approve(desk);
    assert.equal((await balanceOn(desk))['Quarantined'], 1);
    const last = page.url();
    await page.getByRole('link', { name: '1 row waits for you to decide' }).click();
    await checkPage(desk, `quarantine${how}`);
    await page.locator('tbody th a').click();
    assert.match(await page.locator('main').innerText(), /Differs: another/);
    await checkPage(desk, `quarantined-row${how}`);
    await page.getByRole('link', { name: 'Give it to somebody to decide' }).click();
    await checkPage(desk, `give-row${how}`);
    const own = await page.getByLabel('Give it to').locator('option', { hasText: '(you)' }).innerText();
    await page.getByLabel('Give it to').selectOption(own);
    await page.getByLabel('Why, or what do they need to know?').fill('You know the family');
    await page.getByRole('button', { name: 'Give', exact: true }).click();
    assert.match(await page.locator('main').innerText(), /With .* since/);
    const given = page.url();
    await page.goto(new URL('/imports', given).href);
    await checkPage(desk, `imports-given${how}`);
    assert.match(await page.locator('main').innerText(), /Given to you[^]*You know the family/);
    await page.goto(given);
    await page.getByRole('button', { name: /^Same person/ }).click();
    assert.match(await page.locator('main').innerText(), /The child’s record now holds what the row says[^]*Waiting: 0 rows/);

    await page.goto(last);
    assert.equal((await balanceOn(desk))['Quarantined'], 1);
    await page.getByRole('link', { name: 'Roll this file back' }).click();
    await checkPage(desk, `import-roll-back${how}`);
    await page.getByRole('button', { name: 'Roll the file back' }).click();
    assert.equal(await page.locator('h1').innerText(), 'SEN2 return 2026: rolled back');
    await checkPage(desk, `import-rolled-back${how}`);

    await upload(desk, [await file('notes.xml', 'These are notes.')]);
    await runJobs(desk);
    await page.reload();
    assert.match(await page.locator('h1').innerText(), /refused/);
    await checkPage(desk, `import-refused${how}`);
    await desk.open('/imports');
    await checkPage(desk, `imports${how}`);
  });
}
