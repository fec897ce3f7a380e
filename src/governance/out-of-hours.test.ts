import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { boxesIn, recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testApp, type TestApp, type Visitor } from '../../test/visitor.ts';
import { caseReference } from '../case-history/case-reference.ts';

interface Night { readonly site: TestApp; readonly administrator: Visitor; readonly guardian: Visitor; readonly duty: Visitor; readonly other: Visitor; readonly child: string; readonly team: string }

/** A record is restricted; somebody is of a team, and somebody else is not. */
async function night(t: { after(end: () => Promise<void>): void }): Promise<Night> {
  const site = await testApp(t);
  const [administrator, guardian, duty, other] = [await site.signedIn('administrator'), await site.signedIn('head-of-service'), await site.signedIn('caseworker'), await site.signedIn('caseworker')];
  const child = await recordStory(site.db, [zuleika, ['RESTRICTED', '2026-11-02', { reason: 'PROTECTION', guardian: guardian.staffId }]]);
  const team = randomUUID();
  await sql`INSERT INTO team (id, name) VALUES (${team}::uuid, 'Duty desk')`.execute(site.database.owner);
  await sql`UPDATE staff SET team_id = ${team}::uuid WHERE id = ${duty.staffId}::uuid`.execute(site.database.owner);
  return { site, administrator, guardian, duty, other, child, team };
}

const url = '/administration/settings/out-of-hours';
const why = { reason: 'There is nobody to ask at night' };
const standing = /Your team is on duty out of hours, so you need not say why/;
const asks = async (who: Visitor, words: string, more: Record<string, string> = {}): ReturnType<Visitor['post']> => who.post('/emergency-access', { ...boxesIn((await who.open('/emergency-access')).body), words, ...more });

test('members of the team that the council names say nothing but whose record; it opens as to anybody in an emergency, and its use is looked into (SEC-26)', async (t) => {
  const { site, administrator, guardian, duty, other, child, team } = await night(t);
  assert.match((await asks(duty, caseReference(child))).body, /Choose what you need it for/, 'until one is named there is none');
  assert.match((await administrator.fill(url, { team: randomUUID(), ...why })).body, /Choose one of the teams/);
  await administrator.fill(url, { team, ...why });
  assert.match(textOf((await administrator.open('/administration/settings')).body), /Duty desk opens them in an emergency without saying why/);
  assert.match((await duty.open('/emergency-access')).body, standing);
  assert.doesNotMatch((await other.open('/emergency-access')).body, standing);
  const forged = await asks(other, caseReference(child), { purpose: 'STANDING', reason: 'Standing access of the team on duty' });
  assert.match(forged.body, /Choose what you need it for/, 'nobody else says so');
  assert.equal((await duty.open(`/children/${child}`)).statusCode, 404, 'a link opens nothing');
  assert.equal((await asks(duty, caseReference(child))).headers.location, `/children/${child}`);
  assert.match(textOf((await duty.open(`/children/${child}`)).body), /You opened this record in an emergency\. It is open to you until 2:42pm/);
  assert.match(textOf((await guardian.open('/alerts')).body), /Look into emergency access by Odile Tester-\d+: standing access of the team on duty out of hours/);
  const { rows } = await sql`SELECT DISTINCT what FROM access_view JOIN access_child ON view_id = id WHERE viewer = ${duty.staffId} AND what LIKE '%emergency' ORDER BY 1`.execute(site.db);
  assert.equal(rows.length, 2);
  site.clock.now = '2026-11-21T14:42:00.000Z';
  await sql`UPDATE sign_in SET used_at = ${site.clock.now}`.execute(site.db);
  assert.equal((await duty.open(`/children/${child}`)).statusCode, 404);
});

test('a conflict of interest refuses it; and it ends with the team, or when no team is named any more', async (t) => {
  const { site, administrator, duty, child, team } = await night(t);
  await administrator.fill(url, { team, ...why });
  const mine = await recordStory(site.db, [['PERSON', null, { surname: 'Vexmoor' }], ['RESTRICTED', '2026-11-02', { reason: 'OTHER' }], ['CONFLICT_DECLARED', '2026-11-02', { staff: duty.staffId }]]);
  assert.match((await asks(duty, caseReference(mine))).body, /No record that you could open here/);
  const form = boxesIn((await duty.open('/emergency-access')).body);
  await administrator.fill(url, { team: '', ...why });
  assert.match((await duty.post('/emergency-access', { ...form, words: caseReference(child) })).body, /Choose what you need it for/);
  await administrator.fill(url, { team, ...why });
  await sql`UPDATE team SET ended_at = ${site.clock.now}`.execute(site.database.owner);
  assert.doesNotMatch((await duty.open('/emergency-access')).body, standing);
  assert.match(textOf((await administrator.open('/administration/settings')).body), /Nobody opens them without saying why.*Team on duty out of hours, which opens restricted records without saying why: none, was Duty desk.*There is nobody to ask at night/);
});
