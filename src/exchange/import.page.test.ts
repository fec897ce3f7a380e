import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ownDerive } from '../casework/derivation.job.ts';
import { load } from '../../test/imports.ts';
import { addPerson } from '../../test/people.ts';
import { inventReturns } from '../../test/returns.ts';
import { sendFiles } from '../../test/sent-files.ts';
import { testApp, type TestApp, tokenIn } from '../../test/visitor.ts';
import { importAddress, importRowsAddress, importRowsFileAddress, importsAddress, newImportAddress, quarantineAddress, rollBackAddress } from './import-addresses.ts';
import { askBatch } from './import-batch.sql.ts';
import { importRoutes } from './import.page.ts';
import { newImportRoutes } from './new-import.page.ts';
import { quarantineRoutes } from './quarantine.page.ts';

async function siteWithFile(t: { after(end: () => Promise<void>): void }): Promise<{ site: TestApp; batch: string }> {
  const site = await testApp(t);
  const { batch } = await load(site.db, 2026, inventReturns(6, { children: 30, year: 2026 }), { derive: ownDerive() });
  return { site, batch };
}

test('only those who may import see files and rows; the quarantine is for all who decide whether two records are of one child', async (t) => {
  const { site, batch } = await siteWithFile(t);
  const paths = [importsAddress(), newImportAddress(), importAddress({ batch }), importRowsAddress({ batch })];
  assert.equal([...importRoutes({ dataDir: site.dataDir }), ...newImportRoutes({ dataDir: site.dataDir, scanning: 'nowhere' })].every(({ who }) => typeof who === 'object' && who.right === 'import-files'), true);
  assert.equal(quarantineRoutes(ownDerive).every(({ who }) => typeof who === 'object' && who.right === 'decide-matches'), true);
  for (const [role, status, deciding] of [['caseworker', 404, 404], ['director', 404, 404], ['team-manager', 404, 200], ['senior-caseworker', 404, 200], ['data-officer', 200, 200], ['administrator', 200, 200]] as const) {
    const visitor = await site.signedIn(role);
    assert.equal((await visitor.open(quarantineAddress())).statusCode, deciding, role);
    for (const path of paths) assert.equal((await visitor.open(path)).statusCode, status, `${role} ${path}`);
  }
});

test('whoever sees rows is in the access log with every child shown', async (t) => {
  const { site, batch } = await siteWithFile(t);
  const visitor = await site.signedIn('data-officer');
  const { body } = await visitor.open(importRowsAddress({ batch }, { outcome: 'new', page: 2 }));
  assert.match(body, /30 rows/);
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM access_child`.execute(site.db);
  assert.deepEqual(rows, [{ n: 5 }], 'the second page shows five children');
});

test('the rows can be taken away, those of one outcome alone', async (t) => {
  const { site, batch } = await siteWithFile(t);
  const visitor = await site.signedIn('data-officer');
  const lines = async (outcome?: string): Promise<string[]> => (await visitor.open(importRowsFileAddress({ batch, format: 'csv' }, { outcome }))).body.trim().split('\r\n');
  const [columns, ...rows] = await lines('new');
  assert.equal(columns, 'Place in the file,Child,Reference,Outcome,Why');
  assert.equal(rows.length, 30);
  assert.deepEqual((await lines()).filter((line) => rows.includes(line)), rows);
  assert.equal((await (await site.signedIn('caseworker')).open(importRowsFileAddress({ batch, format: 'csv' }))).statusCode, 404);
});

test('a file sent waits in the data directory for the job, under no name of its own', async (t) => {
  const site = await testApp(t);
  const visitor = await site.signedIn('data-officer');
  const { statusCode, location } = await sendFiles(visitor, [{ content: '<Message/>' }]);
  assert.equal(statusCode, 303);
  const batch = location.split('/').at(-1) ?? '';
  assert.deepEqual(await readdir(join(site.dataDir, 'imports', batch)), ['001']);
  const { rows } = await sql`SELECT task_identifier AS task FROM graphile_worker.jobs WHERE task_identifier = 'import'`.execute(site.database.owner);
  assert.deepEqual(rows, [{ task: 'import' }]);
  assert.match((await visitor.open(location)).body, /data-refresh-seconds/);
});

test('an empty file and a form without one are told so; an invented council takes none', async (t) => {
  const site = await testApp(t);
  const visitor = await site.signedIn('data-officer');
  assert.match((await sendFiles(visitor, [{ content: '' }])).body, /The selected file is empty/);
  const demo = await testApp(t);
  await sql`INSERT INTO installation (kind, council, set_up_at) VALUES ('demo', 'Invented', now())`.execute(demo.db);
  const { id } = await addPerson(demo.db, 'data-officer');
  const guest = demo.visitor();
  await guest.fill('/sign-in', { person: id }, '/sign-in/person');
  assert.match((await sendFiles(guest, [{ content: '<Message/>' }])).body, /can never hold real children/);
  const { body } = await guest.open('/imports');
  assert.match(body, /no file can be loaded/);
  assert.doesNotMatch(body, /href="\/imports\/new"|Begin with the latest return/);
});

test('an import that was interrupted says so', async (t) => {
  const site = await testApp(t);
  const id = randomUUID();
  await askBatch(site.db, { id, kind: 'sen2-xml', files: ['a.xml'], askedBy: 'odile' }, 'running');
  const { body } = await (await site.signedIn('data-officer')).open(importAddress({ batch: id }));
  assert.match(body, /stopped half-way: nothing was loaded/i);
  assert.equal((await (await site.signedIn('data-officer')).open(importAddress({ batch: randomUUID() }))).statusCode, 404);
});

test('the form that rolls a file back, sent many times at once and once more, rolls it back once', async (t) => {
  const { site, batch } = await siteWithFile(t);
  const visitor = await site.signedIn('data-officer');
  const to = rollBackAddress({ batch });
  const token = tokenIn((await visitor.open(to)).body);
  const answers = await Promise.all(Array.from({ length: 8 }, () => visitor.post(to, { token })));
  // Whoever comes while it is being done is told that a file is busy; afterwards everybody is led to the file.
  assert.deepEqual(answers.filter(({ statusCode }) => ![303, 422].includes(statusCode)).map(({ statusCode }) => statusCode), []);
  assert.equal((await visitor.post(to, { token })).headers.location, importAddress({ batch }));
  assert.equal((await visitor.open(to)).headers.location, importAddress({ batch }));
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM history WHERE source = ${batch} AND corrects_seq IS NOT NULL AND subject_kind = 'child'`.execute(site.db);
  assert.equal(rows[0]?.n, 30);
});
