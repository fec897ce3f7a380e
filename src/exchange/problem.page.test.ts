// Problems of files on the pages: what is suggested, to whom they can be given, who finds them where, and when they are gone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { recordStory, returned, textOf } from '../../test/cases.ts';
import { load } from '../../test/imports.ts';
import { addPerson } from '../../test/people.ts';
import { returnAsXml } from '../../test/return-files.ts';
import { approveReturn, runImports, sendFiles } from '../../test/sent-files.ts';
import { columnsForm, postFields, runTrackerJobs, sendTracker } from '../../test/sent-trackers.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { ownDerive } from '../casework/derivation.job.ts';
import { giveRowAddress, importAddress, importProblemAddress, importProblemsAddress, importProblemsFileAddress, importsAddress, quarantineAddress, quarantinedRowAddress, rollBackAddress, trackerColumnsAddress, trackerProblemsAddress, trackerValuesAddress } from './import-addresses.ts';

const read = async (visitor: Visitor, path: string): Promise<string> => textOf((await visitor.open(path)).body);
const badgeOn = async (visitor: Visitor, path: string): Promise<number> => Number(/(?:Files loaded|Quarantine) \((\d+)\)/.exec((await visitor.open(path)).body)?.[1] ?? 0);

const hiddenIn = (body: string): [string, string][] => [['token', tokenIn(body)], ...['problem', 'held'].map((name): [string, string] => [name, new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''])];

/** Sends the form of a page that gives something. */
async function give(visitor: Visitor, path: string, fields: Record<string, string>): Promise<{ statusCode: number; body: string; location: string }> {
  return postFields(visitor, path, [...hiddenIn((await visitor.open(path)).body), ['step', 'give'], ...Object.entries(fields)]);
}

const step = async (visitor: Visitor, path: string, name: string): Promise<{ statusCode: number; body: string; location: string }> => (
  postFields(visitor, path, [...hiddenIn((await visitor.open(path)).body), ['step', name]]));

/** A return of two children whose requests were received on a day in the order of another country. */
async function returnWithProblems(t: Parameters<typeof testApp>[0]): Promise<{ site: TestApp; visitor: Visitor; batch: string }> {
  const site = await testApp(t);
  const visitor = await site.signedIn('data-officer');
  const [one, other] = [returned(2026, '2025-03-27'), returned(2026, '2025-03-27')];
  Object.assign(other.person, { surname: 'Umberleigh', forename: 'Persephone', personBirthDate: '2016-09-05', upn: 'Z999000000174' });
  const content = returnAsXml([one, other], 2026).replaceAll('<ReceivedDate>2025-03-27', '<ReceivedDate>03/27/2025');
  const { location } = await sendFiles(visitor, [{ content }]);
  await runImports(site);
  return { site, visitor, batch: location.split('/').at(-1) ?? '' };
}

test('a value of a return: a suggested fix, the case, a list to download, and all alike given to a colleague', async (t) => {
  const { site, visitor, batch } = await returnWithProblems(t);
  const listed = await visitor.open(importProblemsAddress({ batch }));
  assert.match(textOf(listed.body), /ReceivedDate 03\/27\/2025 .*Perhaps 2025-03-27 \(27 March 2025\) Open the case .*to record it Give to somebody/);
  assert.match((await visitor.open(importProblemsFileAddress({ batch, format: 'csv' }))).body, /03\/27\/2025.*2025-03-27 \(27 March 2025\)/);
  const path = importProblemAddress({ batch, place: '1' });
  assert.match(await read(visitor, path), /Suggested fix 2025-03-27 .*2 places .*Nobody was given it/);
  const colleague = await site.signedIn('data-officer');
  assert.match(textOf((await give(visitor, path, { to: '', why: '' })).body), /Choose who is to deal with it .*Enter what they need to know/);
  assert.equal((await give(visitor, path, { to: colleague.staffId, why: 'Ask the school' })).location, importProblemsAddress({ batch }));
  assert.match(await read(visitor, importProblemsAddress({ batch })), /With .* since .*With .* since/);
  assert.match(await read(colleague, importsAddress()), /Given to you ReceivedDate: .* and 1 more place Ask the school File SEN2 return 2026/);
  assert.equal(await badgeOn(colleague, importsAddress()), 1);
  assert.equal(await badgeOn(visitor, importsAddress()), 0);
  assert.doesNotMatch(await read(visitor, importsAddress()), /Given to you/);
  await sql`UPDATE staff SET name = '=1+1' WHERE id = ${colleague.staffId}::uuid`.execute(site.database.owner);
  const csvOf = async (): Promise<string> => (await visitor.open(importProblemsFileAddress({ batch, format: 'csv' }))).body;
  assert.match(await csvOf(), /suggested fix,who has it,since\r\n[^]*2025-03-27 \(27 March 2025\),'=1\+1,2026-11-\d\d\r\n/, 'a name is no formula');
  // Somebody else's is not theirs to say done of; whoever has it does, and it is gone from their list.
  assert.equal((await step(visitor, path, 'done')).statusCode, 422);
  assert.match(await read(colleague, importsAddress()), /Given to you/);
  await step(colleague, path, 'done');
  assert.doesNotMatch(await read(colleague, importsAddress()), /Given to you/);
  assert.match(await read(visitor, importProblemsAddress({ batch })), /Done by/);
  assert.match(await csvOf(), /'=1\+1 \(done\),2026-11-\d\d\r\n/);
  const { rows } = await sql<{ what: string; criteria: string }>`SELECT what, text AS criteria FROM access_view LEFT JOIN access_content ON view_id = id WHERE what LIKE 'problem of a file:%' ORDER BY id`.execute(site.database.owner);
  assert.deepEqual(rows.map(({ what }) => what), ['problem of a file: given to somebody', 'problem of a file: done']);
  assert.match(rows[0]?.criteria ?? '', /was nothing; is given to .*why Ask the school/);
});

test('given on, taken back, given by two at once, and gone with the file', async (t) => {
  const { site, visitor, batch } = await returnWithProblems(t);
  const path = importProblemAddress({ batch, place: '1' });
  const [first, second] = [await site.signedIn('data-officer'), await site.signedIn('administrator')];
  const opened = (await visitor.open(path)).body;
  await give(visitor, path, { to: first.staffId, why: 'Ask the school' });
  const late = await postFields(visitor, path, [...hiddenIn(opened), ['step', 'give'], ['to', second.staffId], ['why', 'Look']]);
  assert.match(textOf(late.body), /Somebody else was given it since you opened this page/);
  const held = (await visitor.open(path)).body;
  await give(first, path, { to: second.staffId, why: 'You know the school' });
  assert.match(textOf((await postFields(visitor, path, [...hiddenIn(held), ['step', 'take-back']])).body), /Somebody else was given it since you opened this page/);
  assert.doesNotMatch(await read(first, importsAddress()), /Given to you/);
  assert.match(await read(second, importsAddress()), /Given to you .*You know the school/);
  await step(first, path, 'take-back');
  assert.doesNotMatch(await read(second, importsAddress()), /Given to you/);
  await give(visitor, path, { to: second.staffId, why: 'Once more' });
  assert.match(await read(second, importsAddress()), /Given to you .*Once more/);
  await postFields(visitor, rollBackAddress({ batch }), [['token', tokenIn((await visitor.open(rollBackAddress({ batch }))).body)]]);
  assert.match(await read(visitor, importAddress({ batch })), /rolled back/);
  assert.doesNotMatch(await read(second, importsAddress()), /Given to you/);
});

test('of a file that a later one took the place of, nothing is left to be dealt with', async (t) => {
  const { site, visitor, batch } = await returnWithProblems(t);
  const path = importProblemAddress({ batch, place: '1' });
  await give(visitor, path, { to: visitor.staffId, why: 'Mine' });
  assert.match(await read(visitor, importsAddress()), /Given to you/);
  const { location } = await sendFiles(visitor, [{ content: returnAsXml([returned(2026, '2025-03-27')], 2026) }]);
  await runImports(site);
  await approveReturn(visitor, location.split('/').at(-1) ?? '');
  await runImports(site);
  assert.doesNotMatch(await read(visitor, importsAddress()), /Given to you/);
  assert.match(await read(visitor, path), /A later file took the place of this one/);
});

test('nobody is given what is about a child whom they may not see', async (t) => {
  const { site, visitor, batch } = await returnWithProblems(t);
  const path = importProblemAddress({ batch, place: '1' });
  const [other, guardian] = [await site.signedIn('administrator'), await addPerson(site.db, 'team-manager')];
  const { rows: [child] } = await sql<{ child: string }>`SELECT child_id AS child FROM import_row WHERE batch = ${batch}::uuid AND row_no = 1`.execute(site.db);
  await recordStory(site.db, [['CONFLICT_DECLARED', '2026-11-02', { staff: other.staffId }]], { child: child?.child ?? '' });
  assert.doesNotMatch((await visitor.open(path)).body, new RegExp(`<option value="${other.staffId}"`));
  assert.equal((await give(visitor, path, { to: other.staffId, why: 'Look' })).statusCode, 422);
  // What was given before the record was closed leaves the list.
  await give(visitor, path, { to: visitor.staffId, why: 'Mine' });
  assert.match(await read(visitor, importsAddress()), /Given to you/);
  const { rows: [own] } = await sql<{ name: string }>`SELECT name FROM staff WHERE id = ${visitor.staffId}::uuid`.execute(site.db);
  const csv = async (): Promise<string> => (await visitor.open(importProblemsFileAddress({ batch, format: 'csv' }))).body;
  assert.equal((await csv()).split(own?.name ?? '').length, 3);
  await recordStory(site.db, [['RESTRICTED', '2026-11-02', { reason: 'ADOPTION', guardian: guardian.id }]], { child: child?.child ?? '' });
  assert.doesNotMatch(await read(visitor, importsAddress()), /Given to you/);
  assert.equal((await visitor.open(path)).statusCode, 404);
  assert.match(await csv(), /Restricted record,,,,\r\n/);
});

test('a value of a tracker leaves the list once its meaning is said', async (t) => {
  const site = await testApp(t);
  const visitor = await site.signedIn('data-officer');
  const { batch } = await sendTracker(visitor, 'UPN,Child,DOB,Date received\nZ999000000123,Zuleika,03/02/2016,after Easter\nZ999000000174,Ottoline,04/02/2016,After  easter');
  await runTrackerJobs(site);
  const fields = columnsForm((await visitor.open(trackerColumnsAddress({ batch }))).body);
  await postFields(visitor, trackerColumnsAddress({ batch }), [...fields, ['tracker', 'A list'], ['asAt-day', '31'], ['asAt-month', '3'], ['asAt-year', '2026']]);
  await runTrackerJobs(site);
  const values = await visitor.open(trackerValuesAddress({ batch }));
  const path = importProblemAddress({ batch, place: /name="give" value="(\d+)"/.exec(values.body)?.[1] ?? '' });
  await give(visitor, path, { to: visitor.staffId, why: 'See the letters' });
  assert.match(await read(visitor, importsAddress()), /Given to you Date received: .* and 1 more place See the letters File A list/);
  assert.match(await read(visitor, trackerValuesAddress({ batch })), /after Easter.*With .* since/);
  assert.match((await visitor.open(trackerProblemsAddress({ batch, format: 'csv' }))).body, /proposed meaning,who has it,since\r\n[^]*after Easter,.*,,[^,]+,2026-11-\d\d\r\n[^]*After  easter,.*,,[^,]+,2026-11-\d\d\r\n/);
  await postFields(visitor, trackerValuesAddress({ batch }), [['token', tokenIn(values.body)], ['column', 'Date received'], ['value', 'after Easter'], ['means', '7/4/2026']]);
  await runTrackerJobs(site);
  assert.doesNotMatch(await read(visitor, importsAddress()), /Given to you/);
});

test('a row of the quarantine is given to a manager, who finds it there until it is decided', async (t) => {
  const site = await testApp(t);
  const visitor = await site.signedIn('data-officer');
  const manager = await site.signedIn('team-manager');
  const known = returned(2025, '2024-03-03');
  const moved = returned(2026, '2025-03-03');
  Object.assign(moved.person, { personBirthDate: '2012-02-14' });
  await load(site.db, 2025, [known], { derive: ownDerive() });
  const { batch } = await load(site.db, 2026, [moved], { derive: ownDerive() });
  const parts = { batch, row: '1' };
  assert.equal(await badgeOn(manager, quarantineAddress()), 0);
  assert.equal((await give(visitor, giveRowAddress(parts), { to: manager.staffId, why: 'Is it her brother?' })).location, quarantinedRowAddress(parts));
  assert.match(await read(visitor, quarantineAddress()), /With .* since/);
  assert.match(await read(manager, quarantineAddress()), /Given to you .*Is it her brother\?/);
  assert.equal(await badgeOn(manager, quarantineAddress()), 1);
  assert.match(await read(manager, '/alerts'), /No alerts now.*You were given 1 problem of a file: deal with it under “Quarantine”/);
  const row = await manager.open(quarantinedRowAddress(parts));
  await postFields(manager, quarantinedRowAddress(parts), [['token', tokenIn(row.body)], ['operation', /name="operation" value="([^"]+)"/.exec(row.body)?.[1] ?? ''], ['decision', 'different']]);
  assert.doesNotMatch(await read(manager, quarantineAddress()), /Given to you/);
  assert.doesNotMatch(await read(manager, '/alerts'), /You were given/);
  assert.equal((await visitor.open(giveRowAddress(parts))).headers.location, quarantinedRowAddress(parts));
});
