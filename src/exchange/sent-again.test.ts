// What the page and the terminal say of a file that comes again, of one that names no authority, and of one rolled back.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ownDerive } from '../casework/derivation.job.ts';
import { textOf } from '../../test/cases.ts';
import { derivedContents, load as loadBy, sourceOf, tryLoad } from '../../test/imports.ts';
import { inventReturns } from '../../test/returns.ts';
import { testApp, type TestApp, type Visitor } from '../../test/visitor.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import type { Database } from '../platform/database.ts';
import { operatorNamed } from '../platform/viewer.ts';
import { importAddress, importRowsAddress, importsAddress } from './import-addresses.ts';
import { batchNamed } from './import-batch.sql.ts';
import type { ImportBatch } from './import-batch.ts';
import { rollBack } from './import-roll-back.sql.ts';
import { choiceOf, decideQuarantined, quarantinedRow } from './quarantine.sql.ts';

const derive = ownDerive();
const load = (db: Database, year: number, records: readonly ReturnRecord[]): ReturnType<typeof loadBy> => loadBy(db, year, records, { derive });
const viewer = operatorNamed('officer');

async function undo({ db }: TestApp, batch: string, by: string): Promise<void> {
  await rollBack(db, derive, await batchNamed(db, batch) as ImportBatch, by);
}

async function siteToLoad(t: { after(end: () => Promise<void>): void }): Promise<{ site: TestApp; visitor: Visitor; page: (batch: string) => Promise<string> }> {
  const site = await testApp(t);
  const visitor = await site.signedIn('data-officer');
  return { site, visitor, page: async (batch) => textOf((await visitor.open(importAddress({ batch }))).body) };
}

const first = inventReturns(6, { children: 30, year: 2026 });
const corrected = (records: readonly ReturnRecord[]): ReturnRecord[] => records.map((record, i) => (i < 4 ? { ...record, person: { ...record.person, postCode: 'ZZ9 9ZZ' } } : record));

test('a file loaded again says what a later one of the same census day changed, until that is rolled back', async (t) => {
  const { site, visitor, page } = await siteToLoad(t);
  const wrong = await load(site.db, 2026, first);
  const later = await load(site.db, 2026, corrected(first));
  const after = await derivedContents(site.db);
  const again = await load(site.db, 2026, first);
  assert.deepEqual(await derivedContents(site.db), after, 'a second import of the same file changes nothing');
  assert.deepEqual([again.sameAs, again.before?.since.map(({ batch, rows }) => [batch, rows])], [wrong.batch, [[later.batch, 4]]]);
  assert.match(await page(again.batch), /loaded before , at .* A second time changes nothing\. A later file of the same census day, return\.xml \(15 January 2026\), has since changed or added 4 rows\. To go back/);
  await undo(site, later.batch, visitor.staffId);
  assert.doesNotMatch(await page(again.batch), /A later file/);
});

test('a file that names no authority is taken, and said to be', async (t) => {
  const { site, page } = await siteToLoad(t);
  const named = await load(site.db, 2026, first);
  assert.doesNotMatch(await page(named.batch), /does not say which authority/);
  const nameless = await tryLoad(site.db, sourceOf(2025, inventReturns(7, { children: 5, year: 2025 }), null), { derive });
  assert.ok('batch' in nameless && nameless.lea === null);
  assert.match(await page(nameless.batch), /The file does not say which authority it is of\. It was taken to be a return of this council: check that it is\. If it is not, roll it back\./);
});

test('a file rolled back says by whom, and that its rows no longer count', async (t) => {
  const { site, visitor, page } = await siteToLoad(t);
  const { batch } = await load(site.db, 2026, first);
  assert.doesNotMatch(await page(batch), /no longer count/);
  await undo(site, batch, visitor.staffId);
  assert.match(await page(batch), /Rolled back at .* by Odile Tester-\d+\. These rows no longer count in any list or figure\./);
  assert.match(textOf((await visitor.open(importRowsAddress({ batch }))).body), /The file was rolled back at .* no longer count/);
  assert.match(textOf((await visitor.open(importsAddress())).body), /SEN2 return 2026.*Rolled back –/);
  const { rows } = await sql`SELECT rolled_back_by = ${visitor.staffId} AS own FROM import_batch`.execute(site.db);
  assert.deepEqual(rows, [{ own: true }]);
});

test('rows that were put with one that waited do not wait once that is decided', async (t) => {
  const { site, visitor } = await siteToLoad(t);
  const [child] = first.filter(({ person, requests }) => person.upn !== null && requests.length > 0) as [ReturnRecord];
  const moved = { ...child, person: { ...child.person, personBirthDate: '2013-01-09' as never } };
  await load(site.db, 2026, first);
  const { batch } = await load(site.db, 2026, [moved, { ...moved, person: { ...moved.person, postCode: 'ZZ1 1ZZ' } }]);
  const same = (await quarantinedRow(site.db, viewer, batch, 1))?.alike[0] ?? '';
  await decideQuarantined(site.db, derive, choiceOf(batch, 1, { same }, { id: randomUUID(), recordedBy: visitor.staffId }));
  const again = await load(site.db, 2026, [moved, { ...moved, person: { ...moved.person, postCode: 'ZZ1 1ZZ' } }]);
  const { rows } = await sql<{ child: string | null; reason: string }>`SELECT child_id AS child, reason FROM import_row WHERE batch = ${again.batch} ORDER BY row_no`.execute(site.db);
  assert.deepEqual(rows.map(({ child, reason }) => [child, / wait/.test(reason)]), [[same, false], [same, false]]);
  const listed = textOf((await visitor.open(importRowsAddress({ batch }))).body);
  assert.match(listed, /Decided: the same person.*Merged Put with the first row about the child/);
  assert.doesNotMatch(listed, /Not known/);
});

test('of two files that exchange the numbers of twins the second waits, whichever it is', async (t) => {
  const [a, b] = first.filter(({ person }) => person.upn !== null && person.forename !== null) as [ReturnRecord, ReturnRecord];
  const twin = (of: ReturnRecord, forename: string): ReturnRecord => ({ ...of, person: { ...of.person, surname: 'Pebblecroft', forename, personBirthDate: '2014-05-06' as never, uniqueLearnerNumber: null } });
  const years = [[2025, [twin(a, 'Anaïsa'), twin(b, 'Berta')]], [2026, [twin(a, 'Berta'), twin(b, 'Anaïsa')]]] as const;
  for (const order of [years, years.toReversed()]) {
    const { site, visitor } = await siteToLoad(t);
    const outcomes = [];
    for (const [year, records] of order) outcomes.push((await load(site.db, year, records.map((record) => ({ ...record, referenceDate: `${year}-01-15` as never })))).balance);
    assert.deepEqual(outcomes.map(({ new: begun, quarantined }) => [begun, quarantined]), [[2, 0], [0, 2]]);
    assert.match(textOf((await visitor.open('/quarantine')).body), /The number and date of birth of one child, but the names of another child born on that day/);
  }
});
