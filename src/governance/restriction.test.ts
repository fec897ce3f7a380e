import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { boxesIn, recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testApp, type TestApp, type Visitor } from '../../test/visitor.ts';

interface Office { readonly site: TestApp; readonly head: Visitor; readonly manager: Visitor; readonly ann: Visitor; readonly child: string }

/** A head of service, a manager and a caseworker, and a record that nobody has restricted. */
async function office(t: { after(end: () => Promise<void>): void }): Promise<Office> {
  const site = await testApp(t);
  const [head, manager, ann] = [await site.signedIn('head-of-service'), await site.signedIn('team-manager'), await site.signedIn('caseworker')];
  return { site, head, manager, ann, child: await recordStory(site.db, [zuleika]) };
}

/** Fills in the form of an act about a record. */
async function does(who: Visitor, child: string, act: string, answers: Record<string, string>): ReturnType<Visitor['post']> {
  const to = `/children/${child}/${act === 'conflict-of-interest' ? act : `who-may-see/${act}`}`;
  return who.post(to, { ...boxesIn((await who.open(to)).body), ...answers });
}
const restricted = ({ head, child }: Office, guardian = head): ReturnType<Visitor['post']> => does(head, child, 'restrict', { staff: guardian.staffId, code: 'ADOPTION', why: 'An adoption' });
const opens = async (who: Visitor, child: string): Promise<number> => (await who.open(`/children/${child}`)).statusCode;

test('a restricted record opens to its guardian and to those named, and to nobody else', async (t) => {
  const o = await office(t);
  const { head, manager, ann, child } = o;
  assert.match(textOf((await ann.open(`/children/${child}/who-may-see`)).body), /This record is not restricted\. Everybody whose role and team reach it sees it/);
  assert.equal((await restricted(o)).headers.location, `/children/${child}/who-may-see`);
  assert.deepEqual([await opens(head, child), await opens(manager, child), await opens(ann, child)], [200, 404, 404]);
  await does(head, child, 'name', { staff: ann.staffId, basis: 'TASK', why: 'To write the draft' });
  assert.equal(await opens(ann, child), 200);
  const page = textOf((await ann.open(`/children/${child}/who-may-see`)).body);
  assert.match(page, /This record is restricted.*Record guardian Odile Tester-\d+.*Odile Tester-\d+ , until 5 December 2026/);
  assert.doesNotMatch(page, /Adoption|What you can do/);
  await does(head, child, 'take-off', { staff: ann.staffId, why: 'Written' });
  assert.equal(await opens(ann, child), 404);
  const { rows } = await sql<{ what: string }>`SELECT what FROM access_view JOIN access_child ON view_id = id WHERE child_id = ${child}::uuid AND viewer = ${ann.staffId} ORDER BY id`.execute(o.site.db);
  assert.deepEqual(rows.map(({ what }) => what), ['case: who may see it', 'refused', 'case: overview', 'case: who may see it', 'refused']);
});

test('a restriction gives one of six reasons', async (t) => {
  const { head, child } = await office(t);
  const reasons = [...(await head.open(`/children/${child}/who-may-see/restrict`)).body.matchAll(/name="code"[\s\S]*?<label[^>]*>\s*([^<]+?)\s*</g)].map(([, reason]) => reason);
  assert.deepEqual(reasons, ['Member of staff or their relative', 'Adoption', 'High profile', 'Witness protection or other high risk', 'Child safeguarding practice review', 'Another reason']);
});

test('it is said where the caseworker has lost sight of the case, until they are named to it', async (t) => {
  const o = await office(t);
  const { site, head, ann } = o;
  const child = await recordStory(site.db, [zuleika, ['ALLOCATED', '2026-11-02', { caseworker: ann.staffId }]]);
  const seen = async (): Promise<string> => textOf((await head.open(`/children/${child}/who-may-see`)).body);
  assert.doesNotMatch(await seen(), /does not see it/);
  await restricted({ ...o, child });
  assert.match(await seen(), /Odile Tester-\d+ is its caseworker and does not see it/);
  await does(head, child, 'name', { staff: ann.staffId, basis: 'INVOLVED', why: 'Her case' });
  assert.doesNotMatch(await seen(), /does not see it/);
});

test('named access ends with its day, and a list of managers says so before', async (t) => {
  const o = await office(t);
  const { site, head, manager, ann, child } = o;
  await restricted(o);
  await does(head, child, 'name', { staff: ann.staffId, basis: 'TASK', why: 'To write the draft' });
  assert.match(textOf((await head.open('/restricted-records')).body), /Odile Tester-\d+ sees this record no longer than this day.*Zuleika Quxworthy.*Until 5 December 2026/);
  assert.match(textOf((await manager.open('/restricted-records')).body), /Nothing is to be done now/);
  site.clock.now = '2026-12-06T09:00:00.000Z';
  await sql`UPDATE sign_in SET used_at = ${site.clock.now}, started_at = ${site.clock.now}`.execute(site.db);
  assert.match(textOf((await head.open('/restricted-records')).body), /Nothing is to be done now/);
  assert.deepEqual([await opens(ann, child), await opens(head, child)], [404, 200]);
});

test('a review is the guardian’s 14 days before it is due, and every manager’s once overdue, without the name', async (t) => {
  const o = await office(t);
  await restricted(o);
  const [before, over] = ['2027-02-10T09:00:00.000Z', '2027-02-20T09:00:00.000Z'];
  o.site.clock.now = before;
  const manager = await o.site.signedIn('team-manager');
  assert.match(textOf((await manager.open('/restricted-records')).body), /Nothing is to be done/);
  o.site.clock.now = over;
  const another = await o.site.signedIn('team-manager');
  const seen = textOf((await another.open('/restricted-records')).body);
  assert.match(seen, /Review the restriction Overdue 1 day [0-9A-Z]{5}-[0-9A-Z]{5} When By 19 February 2027 Record guardian Odile Tester/);
  assert.doesNotMatch(seen, /Quxworthy/);
});

test('two people lift a restriction: whoever proposes it cannot confirm it', async (t) => {
  const o = await office(t);
  const { head, manager, child } = o;
  await restricted(o);
  assert.match(textOf((await does(head, child, 'propose-lift', { why: 'Over' })).body), /nobody else who sees this record may restrict records\. Name one to the record first/);
  await does(head, child, 'name', { staff: manager.staffId, basis: 'INVOLVED', why: 'Second person' });
  assert.equal((await does(head, child, 'propose-lift', { why: 'The adoption is over' })).statusCode, 303);
  assert.match(textOf((await does(head, child, 'lift', { why: 'Over' })).body), /You proposed it yourself\. Somebody else who may restrict records has to confirm it/);
  assert.match(textOf((await manager.open('/restricted-records')).body), /Answer a proposal to lift the restriction, by Odile Tester/);
  assert.match(textOf((await manager.open(`/children/${child}/who-may-see`)).body), /proposed to lift the restriction on 21 November 2026\. Why: The adoption is over/);
  assert.equal((await does(manager, child, 'lift', { why: 'I agree' })).headers.location, `/children/${child}/who-may-see`);
  assert.equal(await opens(o.ann, child), 200);
  const { rows } = await sql<{ by: string; facts: { agreedBy: string } }>`SELECT recorded_by AS by, text::json->'facts' AS facts FROM history JOIN history_content USING (subject_id, seq) WHERE kind = 'RESTRICTION_LIFTED'`.execute(o.site.db);
  assert.deepEqual(rows.map(({ by, facts }) => [by, facts.agreedBy]), [[manager.staffId, head.staffId]]);
});

test('a conflict of interest closes a record, and the guardian has to be another person first', async (t) => {
  const o = await office(t);
  const { head, manager, ann, child } = o;
  assert.equal((await does(ann, child, 'conflict-of-interest', { why: 'My niece' })).headers.location, '/children');
  assert.equal(await opens(ann, child), 404);
  await restricted(o);
  assert.match(textOf((await does(head, child, 'name', { staff: ann.staffId, basis: 'TASK', why: 'To write' })).body), /They have a conflict of interest: nothing opens this record to them/);
  assert.match(textOf((await does(head, child, 'conflict-of-interest', { why: 'A friend' })).body), /They are the record guardian\. Choose another guardian first/);
  await does(head, child, 'guardian', { staff: manager.staffId, why: 'I know the family' });
  assert.deepEqual([await opens(head, child), await opens(manager, child)], [404, 200]);
  await does(manager, child, 'end-conflict', { staff: ann.staffId, why: 'It was another family' });
  await does(manager, child, 'name', { staff: ann.staffId, basis: 'TASK', why: 'To write' });
  assert.equal(await opens(ann, child), 200);
});

test('what is missing or impossible is said at its field, and a caseworker has none of these forms', async (t) => {
  const o = await office(t);
  const { head, ann, child } = o;
  assert.match(textOf((await does(head, child, 'restrict', { why: '' })).body), /There is a problem Choose a person Choose a reason Enter why/);
  assert.match(textOf((await does(head, child, 'restrict', { staff: ann.staffId, code: 'OTHER', why: 'So' })).body), /Choose a record guardian who may restrict records and can sign in/);
  assert.equal((await ann.open(`/children/${child}/who-may-see/restrict`)).statusCode, 404);
  assert.equal((await head.open(`/children/${child}/who-may-see/nothing`)).statusCode, 404);
  const form = boxesIn((await head.open(`/children/${child}/who-may-see/restrict`)).body);
  const twice = await Promise.all([1, 2].map(() => head.post(`/children/${child}/who-may-see/restrict`, { ...form, staff: head.staffId, code: 'OTHER', why: 'So' })));
  assert.deepEqual(twice.map(({ statusCode }) => statusCode), [303, 303]);
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM history WHERE kind = 'RESTRICTED'`.execute(o.site.db);
  assert.equal(rows[0]?.count, 1);
});
