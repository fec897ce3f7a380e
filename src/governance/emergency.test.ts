import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { boxesIn, recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testApp, type TestApp, type Visitor } from '../../test/visitor.ts';
import { caseReference } from '../case-history/case-reference.ts';

interface Night { readonly site: TestApp; readonly guardian: Visitor; readonly manager: Visitor; readonly ann: Visitor; readonly child: string }

/** It is Saturday 21 November 2026. A record is restricted, and a caseworker who is not named to it needs it. */
async function night(t: { after(end: () => Promise<void>): void }): Promise<Night> {
  const site = await testApp(t);
  const [guardian, manager, ann] = [await site.signedIn('head-of-service'), await site.signedIn('team-manager'), await site.signedIn('caseworker')];
  const child = await recordStory(site.db, [zuleika, ['RESTRICTED', '2026-11-02', { reason: 'PROTECTION', guardian: guardian.staffId }]]);
  return { site, guardian, manager, ann, child };
}

const REASON = 'The police are at the school gate and ask for the address';
async function asks(who: Visitor, words: string, more: Record<string, string> = {}): ReturnType<Visitor['post']> {
  return who.post('/emergency-access', { ...boxesIn((await who.open('/emergency-access')).body), words, purpose: 'SAFEGUARDING', reason: REASON, ...more });
}
const opens = async (who: Visitor, child: string): Promise<number> => (await who.open(`/children/${child}`)).statusCode;

test('exact words, a purpose and a reason open it for four hours, with a banner on every page of it', async (t) => {
  const { site, ann, child } = await night(t);
  assert.equal(await opens(ann, child), 404);
  assert.equal((await asks(ann, caseReference(child))).headers.location, `/children/${child}`);
  for (const path of ['', '/timeline', '/data', '/who-may-see', '/conflict-of-interest', '/record', '/record?kind=REQUEST_RECEIVED']) {
    assert.match(textOf((await ann.open(`/children/${child}${path}`)).body), /You opened this record in an emergency\. It is open to you until 2:42pm on 21 November 2026/, path);
  }
  const { rows } = await sql<{ what: string }>`SELECT DISTINCT what FROM access_view JOIN access_child ON view_id = id WHERE viewer = ${ann.staffId} AND what LIKE '%emergency'`.execute(site.db);
  assert.equal(rows.length, 7);
  site.clock.now = '2026-11-21T14:41:59.000Z';
  await sql`UPDATE sign_in SET used_at = ${site.clock.now}`.execute(site.db);
  assert.equal(await opens(ann, child), 200);
  site.clock.now = '2026-11-21T14:42:00.000Z';
  assert.equal(await opens(ann, child), 404);
});

test('the same answer for nobody, for a name without the date of birth, and for a conflict of interest; each is in the access log', async (t) => {
  const { site, ann, child } = await night(t);
  const mine = await recordStory(site.db, [['PERSON', null, { surname: 'Vexmoor', forename: 'Alba', dob: '2018-02-03' }], ['RESTRICTED', '2026-11-02', { reason: 'OTHER' }], ['CONFLICT_DECLARED', '2026-11-02', { staff: ann.staffId }]]);
  const answers = [];
  for (const words of ['00000-00000', 'Quxworthy', 'Zuleika Quxworthy', caseReference(mine), 'Alba Vexmoor 3 February 2018']) {
    const answer = await asks(ann, words);
    assert.equal(answer.statusCode, 422);
    answers.push(textOf(answer.body).replaceAll(words, ''));
  }
  assert.equal(new Set(answers).size, 1);
  assert.match(answers[0] ?? '', /No record that you could open here has this reference, number, or name and date of birth/);
  assert.deepEqual([await opens(ann, child), await opens(ann, mine)], [404, 404]);
  const { rows } = await sql<{ criteria: string }>`SELECT text AS criteria FROM access_view LEFT JOIN access_content ON view_id = id WHERE what = 'emergency access refused' ORDER BY id`.execute(site.db);
  assert.deepEqual(rows.map(({ criteria }) => criteria), ['00000-00000', 'Quxworthy', 'Zuleika Quxworthy', caseReference(mine), 'Alba Vexmoor 3 February 2018']);
});

test('a full name with the date of birth opens it, once however often it is sent', async (t) => {
  const { site, ann, child } = await night(t);
  const form = { ...boxesIn((await ann.open('/emergency-access')).body), words: 'Quxworthy, Zuleika 27 March 2017', purpose: 'OTHER', reason: REASON };
  for (let times = 0; times < 3; times += 1) assert.equal((await ann.post('/emergency-access', form)).headers.location, `/children/${child}`);
  const { rows } = await sql<{ reason: string; purpose: string }>`SELECT reason, purpose FROM emergency_access`.execute(site.db);
  assert.deepEqual(rows, [{ reason: REASON, purpose: 'OTHER' }]);
  await assert.rejects(sql`DELETE FROM emergency_access`.execute(site.db));
  await assert.rejects(sql`UPDATE emergency_access SET ends_at = now()`.execute(site.database.owner), /append only/);
});

test('a short reason, no purpose, and a sign-in that has not been proved in ten minutes do not open it', async (t) => {
  const { site, ann, child } = await night(t);
  assert.match(textOf((await asks(ann, caseReference(child), { reason: 'Because', purpose: '' })).body), /Choose what you need it for Enter the reason in 20 characters or more/);
  site.clock.now = '2026-11-21T10:53:00.000Z';
  assert.match((await ann.open('/emergency-access')).headers.location ?? '', /^\/account\/prove/);
  const sent = await ann.post('/emergency-access', { ...boxesIn((await ann.open(`/children`)).body), token: /name="token" value="([^"]+)"/.exec((await ann.open('/children')).body)?.[1] ?? '', operation: crypto.randomUUID(), words: caseReference(child), purpose: 'OTHER', reason: REASON });
  assert.match(sent.headers.location ?? '', /^\/account\/prove/);
  assert.equal(await opens(ann, child), 404);
  const information = await site.signedIn('data-officer');
  assert.equal((await information.open('/emergency-access')).statusCode, 404);
});

test('a guardian without an alert inbox has the count in the navigation', async (t) => {
  const { site, ann } = await night(t);
  const officer = await site.signedIn('information-governance');
  const theirs = await recordStory(site.db, [['PERSON', null, { surname: 'Vexmoor', forename: 'Alba', dob: '2018-02-03' }], ['RESTRICTED', '2026-11-02', { reason: 'OTHER', guardian: officer.staffId }]]);
  await asks(ann, caseReference(theirs));
  assert.match((await officer.open('/restricted-records')).body, /Restricted records \(1\)/);
});

test('the guardian is told at once and says what was found; left undone, every manager has it without the name', async (t) => {
  const { site, guardian, manager, ann, child } = await night(t);
  await asks(ann, caseReference(child));
  const list = await guardian.open('/restricted-records');
  assert.match(textOf(list.body), /Look into emergency access by Odile Tester-\d+: a child may be at risk of harm Zuleika Quxworthy , .* By 23 November 2026/);
  const alerts = await guardian.open('/alerts');
  assert.match(textOf(alerts.body), /1 thing for you to do.*Look into emergency access by Odile/);
  assert.match(alerts.body, /Alerts \(1\)/);
  assert.doesNotMatch(textOf((await manager.open('/restricted-records')).body), /Look into/);
  const review = /href="(\/emergency-access\/[^"]+)"/.exec(list.body)?.[1] ?? '';
  assert.equal((await manager.open(review)).statusCode, 404);
  assert.equal((await ann.open(review)).statusCode, 404);
  site.clock.now = '2026-11-24T09:00:00.000Z';
  const late = await site.signedIn('team-manager');
  const seen = textOf((await late.open('/restricted-records')).body);
  assert.match(seen, /Look into emergency access by .* Overdue/);
  assert.doesNotMatch(seen, /Quxworthy/);
  const wrong = await late.fill(review, { note: '' });
  assert.match(textOf(wrong.body), /Choose what you found Enter what you looked at/);
  assert.equal((await late.fill(review, { finding: 'justified', note: 'Spoke with the police' })).statusCode, 303);
  assert.match(textOf((await late.open('/restricted-records')).body), /Nothing is to be done now/);
  assert.equal((await late.open(review)).statusCode, 404);
});

test('the access log tells of emergency access alone: what was refused, the opening, each look, and the looking into it', async (t) => {
  const { site, guardian, ann, child } = await night(t);
  const governor = await site.signedIn('information-governance');
  await asks(ann, 'Quxworthy');
  await asks(ann, caseReference(child));
  await opens(ann, child);
  const review = /href="(\/emergency-access\/[^"]+)"/.exec((await guardian.open('/alerts')).body)?.[1] ?? '';
  await guardian.fill(review, { finding: 'justified', note: 'The police asked' });
  const log = async (query: string): Promise<string> => textOf((await governor.open(`/administration/access-log?${query}`)).body);
  const [told, by] = [await log('only=emergency'), await log(`only=emergency&person=${ann.staffId}`)];
  assert.match(told, /emergency access looked into.*emergency access Page.*case: overview, in an emergency.*opened, in an emergency.*emergency access refused: “Quxworthy”/);
  assert.doesNotMatch(told, /signed in |alerts Page/);
  assert.doesNotMatch(by, /looked into/);
  assert.match(by, /Remove Emergency access to restricted records/);
});
