import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';
import { myWorkAddress } from './addresses.ts';

/** Somebody with cases: one overdue, one in time and waiting for advice, one of a colleague. */
async function desk(t: { after(end: () => Promise<void>): void }): Promise<{ site: TestApp; me: Visitor; children: string[] }> {
  const site = await testApp(t);
  const me = await site.signedIn('caseworker');
  const colleague = await site.signedIn('caseworker');
  const mine = ['ALLOCATED', '2026-11-02', { caseworker: me.staffId }] as const;
  const named = (surname: string) => ['PERSON', null, { surname, forename: 'Ottoline', dob: '2018-02-03' }] as const;
  const children = [
    await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-09-01'], mine]),
    await recordStory(site.db, [named('Vexmoor'), ['REQUEST_RECEIVED', '2026-10-01'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-11-05'], ['ADVICE_REQUESTED', '2026-11-06', { body: 'HEALTH' }], mine]),
    await recordStory(site.db, [named('=Quillfeather'), ['REQUEST_RECEIVED', '2026-08-01'], ['ALLOCATED', '2026-11-02', { caseworker: colleague.staffId }]]),
  ];
  return { site, me, children };
}

test('the caseload, what needs attention first, with what is due, who has the ball, and counts', async (t) => {
  const { me } = await desk(t);
  const text = textOf((await me.open(myWorkAddress())).body);
  assert.match(text, /All cases 2 Due this week 0 Overdue 1 Breach inevitable 0 Waiting for advice 1 No activity in 14 days 0 Data problems 1/);
  assert.match(text, /Quxworthy.*13 Oct 2026 Overdue 39 days Decide whether to assess, and tell the family Request: decision whether to assess to come The authority.*Vexmoor.*18 Dec 2026 In 27 days Reply to the request for advice: Health Data problem Assessment: advice awaited Health/);
  assert.doesNotMatch(text, /Quillfeather/);
  assert.match(textOf((await me.open('/my-work?view=advice')).body), /Waiting for advice: 1 case/);
});

test('a certificate that a mediation adviser owes is not overdue of the authority, and keeps no ended case in the list', async (t) => {
  const site = await testApp(t);
  const [me, manager] = [await site.signedIn('caseworker'), await site.signedIn('team-manager')];
  const { rows } = await sql<{ id: string }>`INSERT INTO team (name, manager_id) VALUES ('North', ${manager.staffId}) RETURNING id`.execute(site.db);
  const mine = ['ALLOCATED', '2026-11-02', { caseworker: me.staffId, team: rows[0]?.id ?? '' }] as const;
  const named = (surname: string) => ['PERSON', null, { surname, forename: 'Ottoline', dob: '2018-02-03' }] as const;
  const mediated = (on: string) => [['MEDIATION_REQUESTED', '2020-06-01'], ['MEDIATION_HELD', on]] as const;
  await recordStory(site.db, [zuleika, ['PLAN_FIRST_MADE', '2026-03-04'], ...mediated('2026-11-02'), mine]);
  await recordStory(site.db, [named('Vexmoor'), ['PLAN_FIRST_MADE', '2026-03-04'], ...mediated('2026-10-01'), mine]);
  await recordStory(site.db, [named('Quillfeather'), ['REQUEST_RECEIVED', '2020-02-03'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2020-03-02'], ...mediated('2020-07-01'), mine]);
  const text = textOf((await me.open('/my-work?view=all')).body);
  assert.match(text, /All cases 2 .*Overdue 0 /);
  assert.match(text, /Quxworthy.*The mediation adviser.*Vexmoor.*The authority/, 'nobody waits for a certificate that is weeks late');
  assert.match(textOf((await me.open('/my-work?view=all&ball=mediator')).body), /All cases: 1 case .*Quxworthy/);
  for (const who of [me, manager]) assert.doesNotMatch(textOf((await who.open('/alerts')).body), /issues the certificate/);
});

test('the address holds the question and no name, and one that asks for what there is not is refused in words', async (t) => {
  const { me } = await desk(t);
  const { body } = await me.open('/my-work?view=all&stage=advice&size=10');
  assert.match(textOf(body), /Only these children Remove Stage: Assessment: advice awaited/);
  assert.match(textOf(body), /All cases: 1 case/);
  const links = [...body.matchAll(/href="(\/my-work[^"]*)"/g)].map(([, href = '']) => href);
  assert.ok(links.length > 10 && links.every((href) => !/xworth|vexmoor/i.test(href)));
  for (const address of ['/my-work?view=lost', '/my-work?stage=none', '/my-work?need=XX', '/my-work?caseworker=1']) {
    const { statusCode, body: refused } = await me.open(address);
    assert.equal(statusCode, 400, address);
    assert.match(textOf(refused), /There is no .*Nothing was changed/);
  }
  assert.match(textOf((await me.open('/my-work?view=all&page=99')).body), /Quxworthy/, 'a page that is no more is the first');
  assert.match(textOf((await me.open('/my-work?view=due-this-week')).body), /Due this week: 0 cases/, 'a view that has another name now is found by the old one');
});

test('the file has exactly the rows and columns shown, and no cell is a formula', async (t) => {
  const { site, me } = await desk(t);
  await recordStory(site.db, [['PERSON', null, { surname: '=SUM(1)', forename: 'Alba', dob: '2018-02-03' }], ['REQUEST_RECEIVED', '2026-10-20'], ['ALLOCATED', '2026-11-02', { caseworker: me.staffId }]]);
  const csv = (await me.open('/my-work/file/csv?view=all')).body;
  const lines = csv.trim().split('\r\n');
  assert.match(lines[0] ?? '', /Child or young person,Reference,Stage,Next statutory date/);
  assert.doesNotMatch(csv, /Caseworker/);
  assert.equal(lines.length, 4);
  assert.doesNotMatch(csv, /(^|,|\n)=SUM/);
  const { rows } = await sql<{ what: string; children: number }>`SELECT what, count(child_id)::int AS children FROM access_view JOIN access_child ON view_id = id
    WHERE what LIKE 'export%' GROUP BY id, what`.execute(site.db);
  assert.deepEqual(rows, [{ what: 'export of cases (csv)', children: 3 }]);
  assert.equal((await me.open('/my-work/file/xlsx?view=overdue')).rawPayload.subarray(0, 2).toString(), 'PK');
  assert.equal((await me.open('/my-work/file/ods?view=overdue')).rawPayload.subarray(38, 84).toString(), 'application/vnd.oasis.opendocument.spreadsheet');
  assert.equal((await me.open('/my-work/file/exe')).statusCode, 404);
});

test('the order and the count are told, and who has the ball can be sorted by', async (t) => {
  const { me } = await desk(t);
  const plain = (await me.open('/my-work?view=all')).body;
  assert.match(plain, /<title>[^<]*All cases: 2 cases/, 'read out first when the list changes');
  assert.match(plain, /aria-sort="other"><a[^>]*>Next statutory date/, 'what needs attention first');
  const sorted = (await me.open('/my-work?view=all&sort=ball&order=desc')).body;
  assert.match(sorted, /aria-sort="descending"><a[^>]*>Who has the ball/);
  assert.doesNotMatch(sorted, /aria-sort="other"/);
});

test('a list names in the access log the children on the page and no other', async (t) => {
  const { site, me, children } = await desk(t);
  await me.open('/my-work?view=overdue');
  const { rows } = await sql<{ child: string }>`SELECT child_id AS child FROM access_view JOIN access_child ON view_id = id WHERE what = 'list of cases: overdue'`.execute(site.db);
  assert.deepEqual(rows.map(({ child }) => child), [children[0]]);
});

test('a view is kept, shared, opens the list and is taken away; a colleague sees their own cases in it', async (t) => {
  const { site, me } = await desk(t);
  const page = await me.open('/my-work?view=overdue&stage=request');
  const question = /name="question" value="([^"]+)"/.exec(page.body)?.[1]?.replaceAll('&quot;', '"') ?? '';
  assert.equal((await me.post('/views/mine', { token: tokenIn(page.body), question, name: '' })).statusCode, 422);
  const kept = await me.post('/views/mine', { token: tokenIn(page.body), question, name: 'Late decisions', shared: 'yes', first: 'yes' });
  assert.equal(kept.headers.location, '/my-work?view=overdue&stage=request');
  assert.equal((await me.open('/my-work')).headers.location, '/my-work?view=overdue&stage=request');
  assert.match(textOf((await me.open('/my-work?view=all')).body), /Late decisions 1 by/);
  const colleague = await site.signedIn('caseworker');
  assert.match(textOf((await colleague.open('/my-work')).body), /Late decisions 0 by/);
  assert.doesNotMatch(textOf((await colleague.open('/my-work?view=overdue&stage=request')).body), /Quxworthy/);
  const views = await colleague.open('/views/mine');
  assert.doesNotMatch(textOf(views.body), /Take away/);
  const own = await me.open('/views/mine');
  const id = /name="view" value="([0-9a-f-]{36})"/.exec(own.body)?.[1] ?? '';
  assert.equal((await colleague.post('/views/mine', { token: tokenIn(views.body), act: 'remove', view: id })).statusCode, 404);
  assert.equal((await me.post('/views/mine', { token: tokenIn(own.body), act: 'remove', view: id })).statusCode, 303);
  assert.equal((await me.open('/my-work')).statusCode, 200);
});

test('those who record nothing have no list of work', async (t) => {
  const { site } = await desk(t);
  assert.equal((await (await site.signedIn('director')).open('/my-work')).statusCode, 404);
});
