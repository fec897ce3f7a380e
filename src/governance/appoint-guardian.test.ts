import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { boxesIn, recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testApp, type Visitor } from '../../test/visitor.ts';
import { caseReference } from '../case-history/case-reference.ts';

const opens = async (who: Visitor, child: string): Promise<number> => (await who.open(`/children/${child}`)).statusCode;

test('where the guardian has gone, somebody who does not see the record chooses another, who is told, as are those named', async (t) => {
  const site = await testApp(t);
  const [left, manager, officer, governor, head] = [await site.signedIn('team-manager'), await site.signedIn('team-manager'), await site.signedIn('caseworker'), await site.signedIn('information-governance'), await site.signedIn('head-of-service')];
  const child = await recordStory(site.db, [zuleika, ['RESTRICTED', '2026-11-02', { reason: 'ADOPTION', guardian: left.staffId }], ['RESTRICTION_NAMED', '2026-11-10', { staff: officer.staffId, for: 'TASK' }]]);
  const [to, reference] = [`/restricted-records/${child}/guardian`, caseReference(child)];
  const choose = async (who: Visitor, staff: Visitor): ReturnType<Visitor['post']> => who.post(to, { ...boxesIn((await who.open(to)).body), staff: staff.staffId, why: 'She knows the work' });
  assert.equal((await governor.open(to)).statusCode, 404, 'while there is a guardian nobody else chooses one');
  await sql`UPDATE staff SET disabled_at = '2026-11-20' WHERE id = ${left.staffId}::uuid`.execute(site.database.owner);
  assert.match(textOf((await governor.open('/restricted-records')).body), new RegExp(`Choose another record guardian: this one cannot look after it any more ${reference}`));
  assert.deepEqual([(await manager.open(to)).statusCode, (await officer.open(to)).statusCode], [404, 404], 'it is for heads of service and information governance');
  const page = await governor.open(to);
  assert.match(textOf(page.body), new RegExp(reference));
  assert.doesNotMatch(page.body, /Quxworthy|Zuleika|Adoption/);
  assert.ok(!page.body.includes(governor.staffId), 'they cannot choose themselves');
  for (const refused of [governor, officer, left]) assert.match(textOf((await choose(governor, refused)).body), /This person cannot be the guardian of this record/);
  assert.equal((await choose(governor, manager)).headers.location, '/restricted-records');
  assert.deepEqual(await Promise.all([manager, officer, governor, head].map((who) => opens(who, child))), [200, 200, 404, 404]);
  for (const told of [manager, officer]) assert.match(textOf((await told.open('/alerts')).body), /Odile Tester-\d+ made Odile Tester-\d+ the record guardian in the place of another Zuleika Quxworthy/);
  assert.match((await manager.open('/alerts')).body, /Alerts \(1\)/, 'what is for information is not counted as to do: that a naming ends is');
  assert.doesNotMatch((await officer.open('/alerts')).body, /Alerts \(/);
  const naming = /sees this record no longer than this day/;
  assert.match(textOf((await manager.open('/alerts')).body), naming);
  assert.doesNotMatch(textOf((await officer.open('/alerts')).body), naming, 'what is to be done is for those who may restrict records');
  assert.match(textOf((await officer.open(`/children/${child}/who-may-see`)).body), /since 21 November 2026, chosen by Odile Tester/);
  assert.equal((await head.open(to)).statusCode, 404, 'there is a guardian again');
  site.clock.now = '2026-12-06T09:00:00.000Z';
  await sql`UPDATE sign_in SET started_at = ${site.clock.now}, used_at = ${site.clock.now}`.execute(site.database.owner);
  assert.doesNotMatch(textOf((await manager.open('/alerts')).body), /in the place of another/, 'for a fortnight');
  const { rows } = await sql<{ by: string; what: string }>`SELECT recorded_by AS by, (SELECT what FROM access_view JOIN access_child ON view_id = id WHERE child_id = ${child}::uuid AND viewer = ${governor.staffId} AND what LIKE 'record guardian%') AS what
    FROM history WHERE kind = 'RESTRICTED' ORDER BY seq DESC LIMIT 1`.execute(site.db);
  assert.deepEqual(rows[0], { by: governor.staffId, what: 'record guardian chosen' });
});

test('somebody with a conflict of interest neither chooses the guardian of the record nor becomes it', async (t) => {
  const site = await testApp(t);
  const [left, manager, governor, head] = [await site.signedIn('team-manager'), await site.signedIn('team-manager'), await site.signedIn('information-governance'), await site.signedIn('head-of-service')];
  const child = await recordStory(site.db, [zuleika, ['RESTRICTED', '2026-11-02', { reason: 'ADOPTION', guardian: left.staffId }], ...[manager, head].map(({ staffId }): [string, string, object] => ['CONFLICT_DECLARED', '2026-11-03', { staff: staffId }])] as Parameters<typeof recordStory>[1]);
  await sql`UPDATE staff SET disabled_at = '2026-11-20' WHERE id = ${left.staffId}::uuid`.execute(site.database.owner);
  const to = `/restricted-records/${child}/guardian`;
  assert.equal((await head.open(to)).statusCode, 404);
  const answer = await governor.post(to, { ...boxesIn((await governor.open(to)).body), staff: manager.staffId, why: 'She knows the work' });
  assert.match(textOf(answer.body), /This person cannot be the guardian of this record, or somebody has chosen one just now/);
});
