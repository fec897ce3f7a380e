// A return is compared with the record, shown, and loaded once somebody approved it.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ownDerive } from '../casework/derivation.job.ts';
import { recordStory, textOf } from '../../test/cases.ts';
import { derivedContents, load, tableSizes } from '../../test/imports.ts';
import { returnAsXml } from '../../test/return-files.ts';
import { censusDayOf, inventCouncil } from '../../test/returns.ts';
import { approveReturn, headlinesAsAt, jobRoom, runImports, sendFiles } from '../../test/sent-files.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { startScanner } from '../../test/virus-scanner.ts';
import { importAddress, importProblemsAddress, importRowsAddress, importsAddress, newImportAddress, returnAgainAddress, returnApproveAddress, returnDropAddress, returnStepsAddress } from './import-addresses.ts';
import { compareReturnJob } from './return-compare.job.ts';

type Ending = Parameters<typeof testApp>[0];

const { returns } = inventCouncil(31, { children: 40, years: [2025, 2026] });
const ofYear = (year: number) => (returns.get(year) ?? []).filter(({ person }) => person.upn !== null);
const xml = returnAsXml(ofYear(2026), 2026).replace(/<Sex>[^<]*</, '<Sex>Q<');

interface Site { readonly site: TestApp; readonly visitor: Visitor; readonly batch: string }

const read = async (visitor: Visitor, path: string): Promise<string> => textOf((await visitor.open(path)).body);

/** A site that holds the return of 2025, to which that of 2026 was sent and compared. */
async function compared(t: Ending, content = xml): Promise<Site> {
  const site = await testApp(t);
  await load(site.db, 2025, ofYear(2025), { derive: ownDerive() });
  const visitor = await site.signedIn('data-officer');
  const { location } = await sendFiles(visitor, [{ content }]);
  const batch = location.split('/').at(-1) ?? '';
  await runImports(site);
  return { site, visitor, batch };
}

const approve = ({ visitor, batch }: Site): ReturnType<typeof approveReturn> => approveReturn(visitor, batch);

test('the first return goes straight on; a later one is compared, and nothing of it is loaded until it is approved (UI-60, UI-66)', async (t) => {
  const at = await compared(t);
  const { site, visitor, batch } = at;
  const before = [await derivedContents(site.db), await tableSizes(site.db)];
  const steps = await read(visitor, returnStepsAddress({ batch }));
  const { body } = await visitor.open(returnStepsAddress({ batch }));
  const lists = [...body.matchAll(/href="([^"]*rows\?outcome=\w+)">([\d,]+) (changed|new) rows?</g)];
  assert.deepEqual(lists.map(([, , , outcome]) => outcome), ['changed', 'new']);
  for (const [, to = '', count] of lists) assert.match(await read(visitor, to), new RegExp(` rows .* ${count} rows? `));
  assert.match(steps, /SEN2 return 2026 .*Upload Completed Match columns Nothing to do.* Check values 1 value not taken Match people Completed Review differences \d+ changed rows? , \d+ new rows? Approve Not yet started Result Cannot start yet/);
  assert.equal((await visitor.open(importAddress({ batch }))).headers.location, returnStepsAddress({ batch }));
  assert.match(await read(visitor, importsAddress()), /Waits for approval: nothing is loaded yet\. Kept until [\d:]+[ap]m on \d+ \w+ \d{4}/);
  const page = await read(visitor, returnApproveAddress({ batch }));
  const balance = ['New', 'Changed', 'Unchanged', 'Merged', 'Quarantined', 'Excluded'].map((name) => Number(new RegExp(` (\\d+) ${name.toLowerCase()} rows`).exec(page)?.[1]));
  assert.equal(balance.reduce((sum, some) => sum + some, 0), ofYear(2026).length);
  assert.match(page, /What will change in figures as at \d+ January 2026 .*Plans in force \d+ \d+ \d+ rows? of new children.*: \+\d+.*other headline figures stay/);
  assert.deepEqual([await derivedContents(site.db), await tableSizes(site.db)], before);
  assert.equal((await approve(at)).headers.location, importAddress({ batch }));
  await runImports(site);
  const done = await read(visitor, importAddress({ batch }));
  assert.match(done, /SEN2 return 2026: loaded/);
  for (const [i, name] of ['new', 'changed', 'unchanged'].entries()) assert.match(done, new RegExp(` ${balance[i]} ${name} rows`));
  assert.deepEqual(await readdir(join(site.dataDir, 'imports')), []);
});

test('its rows and values are listed before it is loaded, and rows that change a figure; the figure is what it was said to be', async (t) => {
  const at = await compared(t);
  const { site, visitor, batch } = at;
  const rows = await read(visitor, importRowsAddress({ batch }, { outcome: 'new' }));
  assert.match(rows, /New rows .*this is what would become of its rows.*Person\[\d+\] \(line \d+\) \p{L}+, \p{L}+ New/u);
  assert.match(await read(visitor, importProblemsAddress({ batch })), /Nothing of the file is loaded yet.*Sex Q/);
  assert.match((await visitor.open(`${importProblemsAddress({ batch })}/file/csv`)).body, /Sex,Q/);
  const { body } = await visitor.open(returnApproveAddress({ batch }));
  const href = /href="([^"]*figure=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  assert.match(await read(visitor, href), /Rows that change “.*Rows of (new children|children on record)\. In the figure:/);
  const told = [...body.matchAll(/<th scope="row" class="govuk-table__header">([^<]+)<\/th><td[^>]*>[^<]*<\/td><td[^>]*>([^<]+)</g)].map(([, title, after]) => [title, after]);
  assert.ok(told.length >= 3);
  await approve(at);
  await runImports(site);
  const now = new Map(await headlinesAsAt(site, censusDayOf(2026)));
  assert.deepEqual(told, told.map(([title = '']) => [title, now.get(title)]));
});

test('a row that changes a known child says which fields it would change, with both values; they are what loading it makes of them', async (t) => {
  const [known] = ofYear(2025);
  assert.ok(known);
  const { person } = known;
  const at = await compared(t, returnAsXml([{ ...known, person: { ...person, postCode: 'ZZ99 3WZ' } }], 2025));
  const { site, visitor, batch } = at;
  const page = await read(visitor, importRowsAddress({ batch }, { outcome: 'changed' }));
  assert.match(page, /1 row .* Changed Personal details: Home postcode: (ZZ99 ?3WZ) \(was: [^)]+\)/);
  assert.doesNotMatch(page, /Surname:|\d more/);
  assert.match((await visitor.open(`${importRowsAddress({ batch })}/file/csv?outcome=changed`)).body, /What would change\r?\n.*Personal details: Home postcode: ZZ99 ?3WZ \(was: /s);
  await approve(at);
  await runImports(site);
  const { rows: [now] } = await sql<{ postcode: string }>`SELECT postcode FROM derived.child WHERE upn = ${person.upn}`.execute(site.db);
  assert.match(page, new RegExp(`Home postcode: ${now?.postcode} \\(`));
  assert.doesNotMatch(await read(visitor, importRowsAddress({ batch })), /was:/);
});

test('not loaded, it is gone; approved twice, it is loaded once', async (t) => {
  const at = await compared(t);
  const { site, visitor, batch } = at;
  const answer = await visitor.fill(returnApproveAddress({ batch }), {}, returnDropAddress({ batch }));
  assert.equal(answer.headers.location, importsAddress());
  assert.match(await read(visitor, importAddress({ batch })), /refused It was given up before it was loaded/);
  assert.deepEqual(await readdir(join(site.dataDir, 'imports')), []);
  const { location } = await sendFiles(visitor, [{ content: xml }]);
  assert.match(await read(visitor, importsAddress()), /Being compared with the record: nothing is loaded yet/);
  await runImports(site);
  const other = { ...at, batch: location.split('/').at(-1) ?? '' };
  const form = /name="compared" value="([^"]+)"/.exec((await visitor.open(returnApproveAddress(other))).body)?.[1] ?? '';
  assert.match(textOf((await visitor.fill(returnApproveAddress(other), { compared: 'another' })).body), /compared again since you opened this page/);
  const { body } = await visitor.open(returnApproveAddress(other));
  const answers = await Promise.all([1, 2, 3].map(() => visitor.post(returnApproveAddress(other), { token: tokenIn(body), compared: form })));
  assert.deepEqual(answers.map(({ statusCode }) => statusCode), [303, 303, 303]);
  await runImports(site);
  assert.match(await read(visitor, importAddress(other)), /SEN2 return 2026: loaded/);
});

test('a file that came meanwhile: its page says so, nothing is loaded, and it is compared anew', async (t) => {
  const at = await compared(t);
  const { site, visitor, batch } = at;
  const meanwhile = (seed: number) => load(site.db, 2024, inventCouncil(seed, { children: 5, years: [2024] }).returns.get(2024) ?? [], { derive: ownDerive() });
  await approve(at);
  await meanwhile(77);
  await runImports(site);
  assert.match(await read(visitor, returnStepsAddress({ batch })), /Another file was loaded or rolled back after this one was compared/);
  await runImports(site);
  assert.match(await read(visitor, returnStepsAddress({ batch })), /Approve Not yet started/);
  await meanwhile(78);
  assert.match(await read(visitor, returnStepsAddress({ batch })), /since this one was compared.*Compare it again.*Approve Cannot start yet/);
  assert.match(await read(visitor, importsAddress()), /Waits to be compared again: nothing is loaded yet\. Kept until/);
  assert.equal((await visitor.open(returnApproveAddress({ batch }))).headers.location, returnStepsAddress({ batch }));
  await visitor.fill(returnStepsAddress({ batch }), {}, returnAgainAddress({ batch }));
  assert.match(await read(visitor, returnStepsAddress({ batch })), /Comparing every row with the record/);
  await runImports(site);
  await approve(at);
  await runImports(site);
  assert.match(await read(visitor, importAddress({ batch })), /SEN2 return 2026: loaded/);
});

test('of a restricted record nothing is told to those who may not see it, neither its row nor its values', async (t) => {
  const site = await testApp(t);
  await load(site.db, 2025, ofYear(2025), { derive: ownDerive() });
  const [visitor, other] = [await site.signedIn('data-officer'), await site.signedIn('data-officer')];
  const [known] = ofYear(2026).filter(({ person }) => ofYear(2025).some((one) => one.person.upn === person.upn));
  const { rows: [child] } = await sql<{ id: string }>`SELECT child_id AS id FROM derived.child WHERE upn = ${known?.person.upn ?? ''}`.execute(site.db);
  await recordStory(site.db, [['CONFLICT_DECLARED', '2026-11-02', { staff: other.staffId }]], { child: child?.id ?? '' });
  const content = returnAsXml(known === undefined ? [] : [known], 2026).replace(/<Sex>[^<]*</, '<Sex>Q<');
  const { location } = await sendFiles(visitor, [{ content }]);
  await runImports(site);
  const own = { batch: location.split('/').at(-1) ?? '' };
  for (const path of [importRowsAddress(own), importProblemsAddress(own)]) {
    assert.match(await read(other, path), /Restricted record/);
    assert.doesNotMatch(await read(other, path), new RegExp(known?.person.surname ?? ''));
    assert.doesNotMatch(await read(visitor, path), /Restricted record/);
  }
});

test('a return that could not be checked for viruses is compared once it could; one that is none is refused', async (t) => {
  const scanner = await startScanner(t);
  const site = await testApp(t, [], { config: { scanning: scanner.address } });
  await load(site.db, 2025, ofYear(2025), { derive: ownDerive() });
  const visitor = await site.signedIn('data-officer');
  scanner.behaviour = 'hangs up';
  const { location } = await sendFiles(visitor, [{ content: xml }]);
  const { location: notes } = await sendFiles(visitor, [{ content: 'These are notes.' }]);
  await runImports(site, jobRoom(site, scanner.address));
  assert.match(await read(visitor, location), /not yet checked for viruses/);
  scanner.behaviour = 'looks';
  for (const path of [location, notes]) await visitor.fill(path, {}, `${path}/start-again`);
  await runImports(site, jobRoom(site, scanner.address));
  assert.match(await read(visitor, `${location}/steps`), /Approve Not yet started/);
  assert.match(await read(visitor, notes), /refused/);
  assert.match(await read(visitor, newImportAddress()), /Any later one/);
});

test('a list that names many people who are not on record yet needs a second person, as one of children does', async (t) => {
  const site = await testApp(t, [], { mostAtOnce: 1 });
  await load(site.db, 2025, ofYear(2025), { derive: ownDerive() });
  const visitor = await site.signedIn('data-officer');
  const { location } = await sendFiles(visitor, [{ content: xml.replaceAll(/<Sex>[^<]*</g, '<Sex>Q<') }]);
  await runImports(site);
  assert.match((await visitor.open(`${location}/rows?outcome=new`)).body, /Download all \d+ as/);
  for (const file of ['rows/file/csv?outcome=new', 'rows/file/ods', 'problems/file/csv', 'problems/file/xlsx']) {
    assert.match(String((await visitor.open(`${location}/${file}`)).headers.location), /^\/large-downloads\/new/, file);
  }
});

test('given up while it is compared, it stays so, and that its file is gone is no fault', async (t) => {
  const site = await testApp(t);
  await load(site.db, 2025, ofYear(2025), { derive: ownDerive() });
  const visitor = await site.signedIn('data-officer');
  const { location } = await sendFiles(visitor, [{ content: xml }]);
  const [own, lines] = [{ batch: location.split('/').at(-1) ?? '' }, [] as string[]];
  let asked = 0;
  const figures = async (): Promise<[]> => {
    asked += 1;
    if (asked === 2) await visitor.fill(returnStepsAddress(own), {}, returnDropAddress(own));
    return [];
  };
  await compareReturnJob({ derive: ownDerive, figures }).run(jobRoom(site, 'nowhere', lines), own);
  assert.match(await read(visitor, location), /refused It was given up before it was loaded/);
  assert.deepEqual([asked, lines], [2, []]);
});
