import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { recordStory } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';
import { liveDerivation, rebuild } from '../casework/rebuild.sql.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { readConfig } from '../platform/config.ts';
import { startJobs } from '../platform/jobs.ts';
import { makeLog } from '../platform/logging.ts';

test('another reading is an entry, makes the dates out of date, and they are then worked out by it', async (t) => {
  const site = await testApp(t);
  await recordStory(site.db, [['REQUEST_RECEIVED', '2026-05-11']]);
  const administrator = await site.signedIn('administrator');
  const due = async (): Promise<unknown> => (await sql<{ on: string }>`SELECT due_on AS on FROM deadline WHERE code = 'NA.DECIDE_TO_ASSESS' OR code LIKE 'NA.%' ORDER BY due_on LIMIT 1`.execute(site.db)).rows[0]?.on;
  const before = await due();
  const url = '/administration/settings/readings/dayOne';
  assert.match((await administrator.fill(url, { choice: 'NEVER', reason: 'x' })).body, /Choose a reading/);
  assert.match((await administrator.fill(url, { choice: 'TRIGGER_DAY', reason: '' })).body, /Enter a reason/);
  assert.equal((await administrator.open('/administration/settings/readings/constructor')).statusCode, 404);
  await administrator.fill(url, { choice: 'TRIGGER_DAY', reason: 'To be careful' });
  await administrator.fill(url, { choice: 'TRIGGER_DAY', reason: 'Again' });
  const { rows } = await sql<{ text: string }>`SELECT text FROM history_content WHERE subject_kind = 'council'`.execute(site.db);
  assert.deepEqual(rows.map(({ text }) => JSON.parse(text)), [{ facts: { dayOne: 'TRIGGER_DAY' }, reason: 'To be careful', sourceRow: null }]);
  assert.deepEqual([(await liveDerivation(site.db, ownDerive())).sameRows, await due()], [false, before], 'the job has it to do');
  await rebuild(site.database.owner, ownDerive());
  assert.notEqual(await due(), before);
  assert.match((await administrator.open('/administration/settings')).body, /was: it does not count[^]*Reason: To be careful/);
});

test('settings and readings are changed while the worker takes jobs', { timeout: 30_000 }, async (t) => {
  const site = await testApp(t);
  const { owner, address } = site.database;
  const nothing = async (): Promise<void> => {};
  const house = { config: readConfig({}), address, database: (role: string) => (role === 'migrate' ? owner : site.db), close: nothing, abandon: nothing };
  const jobs = await startJobs([], { house, log: makeLog('info', 'text', () => {}) });
  t.after(() => jobs.stop());
  const administrator = await site.signedIn('administrator');
  assert.equal((await administrator.fill('/administration/settings/council', { name: 'Wexcombe', reason: 'Shorter' })).statusCode, 303);
  assert.equal((await administrator.fill('/administration/settings/readings/dayOne', { choice: 'TRIGGER_DAY', reason: 'To be careful' })).statusCode, 303);
});

test('the name of a council is one that can be seen', async (t) => {
  const site = await testApp(t);
  const administrator = await site.signedIn('administrator');
  const url = '/administration/settings/council';
  for (const name of ['', '\u200B\u3164', '\u202E\u00A0']) assert.match((await administrator.fill(url, { name, reason: 'It is new' })).body, /Enter the council&#39;s name/);
  await administrator.fill(url, { name: 'Wex\u202Ecombe\u200B Council', reason: 'It is new' });
  assert.match((await administrator.open('/administration/settings')).body, /Wexcombe Council/);
});

test('limits of sign-ins hold from the next page, and are kept within bounds', async (t) => {
  const site = await testApp(t);
  const administrator = await site.signedIn('administrator');
  const url = '/administration/settings/sign-ins';
  assert.match((await administrator.fill(url, { idleMinutes: '90', longestHours: '24', reason: 'Less signing in' })).body, /60 minutes or less[^]*12 hours or less/);
  await administrator.fill(url, { idleMinutes: '10', longestHours: '2', reason: 'Shared desks' });
  assert.equal((await administrator.open('/help')).headers['x-seconds-left'], '600');
  site.clock.now = '2026-11-21T10:53:00.000Z';
  assert.match((await administrator.open('/account')).headers.location ?? '', /^\/sign-in/);
});
