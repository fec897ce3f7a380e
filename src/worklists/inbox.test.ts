import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { fillIn, dayBoxes, recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testApp, type TestApp, tokenIn, type Visitor } from '../../test/visitor.ts';

interface Office { readonly site: TestApp; readonly manager: Visitor; readonly ann: Visitor }

/** A manager and a caseworker of one team; it is Saturday 21 November 2026. */
async function office(t: { after(end: () => Promise<void>): void }, now = '2026-11-21T10:42:00.000Z'): Promise<Office> {
  const site = await testApp(t);
  site.clock.now = now;
  const [manager, ann] = [await site.signedIn('team-manager'), await site.signedIn('caseworker')];
  const { rows } = await sql<{ id: string }>`INSERT INTO team (name, manager_id) VALUES ('North', ${manager.staffId}) RETURNING id`.execute(site.db);
  await sql`UPDATE staff SET team_id = ${rows[0]?.id ?? ''}::uuid WHERE id = ${ann.staffId}::uuid`.execute(site.db);
  return { site, manager, ann };
}

const badge = (html: string): string | undefined => /href="\/alerts"[^>]*>\s*(?:<strong[^>]*>)?(Alerts(?: \(\d+\))?)/.exec(html)?.[1];
const inboxOf = async (who: Visitor, query = ''): Promise<string> => textOf((await who.open(`/alerts${query}`)).body);

test('an alert says what, whose, why in law, by when, who else has it, and what to do; and goes when it is done', async (t) => {
  const { site, ann, manager } = await office(t);
  // To be decided by 24 November.
  const child = await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-10-13'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-10-20'], ['ADVICE_REQUESTED', '2026-10-13', { body: 'HEALTH' }], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }]]);
  const page = await ann.open('/alerts');
  assert.match(textOf(page.body), /1 thing for you to do.*Next 7 days: 1 Reply to the request for advice: Health Due Tuesday Zuleika Quxworthy , [\w-]+ Due 24 November 2026 Legal basis and who else has it : [^:]+: Health, Zuleika Quxworthy Legal basis SEND Regulations 2014, regulation 8\(1\) Who else has it Goes to Odile Tester-\d+, manager of North, on 1 Dec 2026 if it is not done Record: advice received/);
  assert.equal(badge(page.body), 'Alerts (1)');
  assert.doesNotMatch(/<title>[^<]*/.exec(page.body)?.[0] ?? '', /Quxworthy|Zuleika/);
  assert.match(await inboxOf(manager), /Nothing for you to do now/);
  const href = /href="([^"]+kind=ADVICE_RECEIVED)"/.exec(page.body)?.[1] ?? '';
  assert.equal((await fillIn(ann, href, { ...dayBoxes('on', '2026-11-20'), 'fact-body': 'HEALTH' })).statusCode, 303);
  const after = await ann.open('/alerts');
  assert.doesNotMatch(textOf(after.body), /request for advice/);
  assert.equal(badge(after.body), 'Alerts');
  const { rows } = await sql<{ child: string }>`SELECT DISTINCT child_id AS child FROM access_view JOIN access_child ON view_id = id WHERE what = 'alerts'`.execute(site.db);
  assert.deepEqual(rows.map((row) => row.child), [child]);
});

test('a manager’s own case goes to no other manager', async (t) => {
  const { site, manager } = await office(t, '2026-11-23T09:00:00.000Z');
  await sql`UPDATE staff SET team_id = (SELECT id FROM team) WHERE id = ${manager.staffId}::uuid`.execute(site.db);
  for (const received of ['2026-10-05', '2026-10-13']) await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', received], ['ALLOCATED', '2026-10-20', { caseworker: manager.staffId }]]);
  const words = await inboxOf(manager);
  assert.equal(words.match(/Who else has it Nobody else: you are the manager too/g)?.length, 2);
});

test('the manager has what nobody has at once, and the rest five working days after the limit', async (t) => {
  const { site, ann, manager } = await office(t, '2026-11-23T09:00:00.000Z');
  const { rows } = await sql<{ id: string }>`SELECT id FROM team`.execute(site.db);
  const named = (surname: string) => ['PERSON', null, { surname, forename: 'Alba', dob: '2018-02-03' }] as const;
  await recordStory(site.db, [named('Vexmoor'), ['REQUEST_RECEIVED', '2026-10-20'], ['ALLOCATED', '2026-10-20', { team: rows[0]?.id ?? '' }]]);
  // Due on 16 and 17 November: five working days later is Monday 23 November, and the day after it.
  await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-10-05'], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }]]);
  await recordStory(site.db, [named('Quillfeather'), ['REQUEST_RECEIVED', '2026-10-06'], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }]]);
  assert.match(await inboxOf(ann), /Overdue: 2 .*Quxworthy.*Who else has it Odile Tester-\d+, manager of North, since 23 Nov 2026.*Quillfeather.*Goes to Odile Tester-\d+, manager of North, on 24 Nov 2026/);
  const first = await manager.open('/alerts');
  assert.match(textOf(first.body), /2 things for you to do.*those are counted here that nobody had dealt with 5 working days after the last lawful day\. .*Caseworker Overdue Later Your own cases 0 0 Unallocated cases 0 1 Odile Tester-\d+ 1 0 All 1 1/);
  assert.doesNotMatch(textOf(first.body), /Quxworthy|Vexmoor/);
  assert.match(await inboxOf(manager, `?whose=${ann.staffId}`), /Alerts: Odile Tester-\d+ .*5 working days after.*Overdue: 1 .*Quxworthy.*With Odile Tester-\d+, and with you since 23 Nov 2026/);
  assert.doesNotMatch(await inboxOf(manager, `?whose=${ann.staffId}`), /Quillfeather|Vexmoor/);
  assert.match(await inboxOf(manager, `?whose=${ann.staffId}&group=later`), /There are none like these now. See the alerts of all groups/);
  assert.match((await manager.open(`/alerts?whose=${ann.staffId}&group=later`)).body, /now\. <a[^>]*>See the alerts/);
  assert.match(await inboxOf(manager, '?whose=none'), /Later: 1 .*Alba Vexmoor.*Nobody has the case yet.*Allocate the case/);
  const links = [...first.body.matchAll(/href="(\/alerts\?[^"]+group[^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  assert.deepEqual(links, ['/alerts?whose=none&group=later', `/alerts?whose=${ann.staffId}&group=overdue`]);
  for (const href of links) assert.match(textOf((await manager.open(href)).body), /: 1 /, href);
  assert.match(await inboxOf(await site.signedIn('head-of-service')), /Nothing for you to do now/);
});

test('the council says how long before alerts come, and when managers have them too', async (t) => {
  const { site, ann, manager } = await office(t, '2026-11-17T09:00:00.000Z');
  // To be decided by 24 November, five working days ahead; and one that was to be decided by the day before.
  await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-10-13'], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }]]);
  await recordStory(site.db, [['PERSON', null, { surname: 'Vexmoor' }], ['REQUEST_RECEIVED', '2026-10-05'], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }]]);
  assert.match(await inboxOf(ann), /Vexmoor.*Quxworthy/);
  assert.doesNotMatch(await inboxOf(manager), /Vexmoor/);
  const administrator = await site.signedIn('administrator');
  const url = '/administration/settings/alerts';
  assert.match((await administrator.fill(url, { alertDays: 'ten', escalateAfter: '50', reason: 'To be calm' })).body, /one to five numbers[^]*20 or fewer/);
  await administrator.fill(url, { alertDays: '1 4', escalateAfter: '1', reason: 'To be calm' });
  const seen = await ann.open('/alerts');
  assert.doesNotMatch(textOf(seen.body), /Quxworthy/);
  assert.equal(badge(seen.body), 'Alerts (1)');
  const theirs = await manager.open('/alerts');
  assert.match(textOf(theirs.body), /Your own cases 0 Unallocated cases 0 Odile Tester-\d+ 1 All 1.*comes 4, 1 working days before.*1 working day after/);
  assert.equal(badge(theirs.body), 'Alerts (1)');
  assert.match(textOf((await administrator.open('/administration/settings')).body), /Alerts come 4, 1 working days before/);
});

test('an alert is put off with a reason, by one person, never past the last lawful day', async (t) => {
  const { site, ann } = await office(t);
  await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-10-16'], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }]]);
  const page = await ann.open('/alerts');
  const href = (/href="(\/alerts\/put-off[^"]+)"/.exec(page.body)?.[1] ?? '').replaceAll('&amp;', '&');
  const form = await ann.open(href);
  assert.match(textOf(form.body), /23 November 2026 25 November 2026 27 November 2026, the last lawful day/);
  const fields = { token: tokenIn(form.body), cause: new URL(href, 'http://localhost').searchParams.get('cause') ?? '' };
  const forged = await ann.post(href.split('?')[0] ?? '', { ...fields, back: 'no' });
  assert.deepEqual([forged.statusCode, /Choose or enter something that this page asks for/.test(forged.body), /Invalid|expected/.test(forged.body)], [422, true, false]);
  const address = href.split('?')[0] ?? '';
  assert.match(textOf((await ann.post(address, fields)).body), /Choose a day Enter why you put it off/);
  assert.equal((await ann.post(address, { ...fields, until: '2026-12-24', reason: 'Later' })).statusCode, 422, 'past the last lawful day');
  assert.equal((await ann.post(address, { ...fields, until: '2026-11-27', reason: 'The panel meets on Thursday' })).statusCode, 303);
  const put = await ann.open('/alerts');
  assert.equal(badge(put.body), 'Alerts');
  assert.match(textOf(put.body), /1 alert put off .*until 27 Nov 2026: The panel meets on Thursday/);
  site.clock.now = '2026-11-27T09:00:00.000Z';
  const due = await site.signedIn('caseworker');
  await sql`UPDATE alert_snooze SET staff_id = ${due.staffId}::uuid, until_on = '2027-01-01'`.execute(site.db);
  const child = /put-off\/([0-9a-f-]+)/.exec(address)?.[1] ?? '';
  await recordStory(site.db, [['ALLOCATED', '2026-11-26', { caseworker: due.staffId }]], { child });
  assert.match(await inboxOf(due), /Today: 1/, 'nothing hides a limit that is reached');
  const late = await due.open(href);
  assert.match(textOf(late.body), /The last lawful day is reached. An alert of it cannot be put off/);
  assert.equal((await due.post(address, { ...fields, token: tokenIn((await due.open('/alerts')).body), until: '2026-11-30', reason: 'No' })).statusCode, 422);
});

test('an alert of another’s case is not there, and roles that record nothing have no inbox', async (t) => {
  const { site, ann, manager } = await office(t);
  await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-10-16'], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }]]);
  const href = (/href="(\/alerts\/put-off[^"]+)"/.exec((await ann.open('/alerts')).body)?.[1] ?? '').replaceAll('&amp;', '&');
  assert.equal((await manager.open(href)).statusCode, 404);
  assert.equal((await manager.open('/alerts/put-off/lost?cause=x')).statusCode, 404);
  assert.equal((await (await site.signedIn('director')).open('/alerts')).statusCode, 404);
});

test('of a record that is closed to them nobody has an alert, nor counts one', async (t) => {
  const { site, ann, manager } = await office(t);
  const head = await site.signedIn('head-of-service');
  await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-09-05'], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }], ['RESTRICTED', '2026-11-20', { reason: 'ADOPTION', guardian: head.staffId }]]);
  for (const who of [ann, manager]) {
    const page = await who.open('/alerts');
    assert.match(textOf(page.body), /Nothing for you to do now/);
    assert.doesNotMatch(page.body, /by caseworker/);
    assert.equal(badge(page.body), 'Alerts');
  }
});

test('where either of two acts is enough one alert says both ways, and offers to record each', async (t) => {
  const { site, ann, manager } = await office(t, '2026-11-23T09:00:00.000Z');
  await recordStory(site.db, [zuleika, ['PLAN_FIRST_MADE', '2025-12-01'], ['REVIEW_MEETING_HELD', '2026-09-01'], ['REVIEW_REPORT_SENT', '2026-09-02'], ['REVIEW_DECISION_NOTIFIED', '2026-09-10', { outcome: 'AMEND' }],
    ['AMENDMENT_NOTICE_SENT', '2026-09-20'], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }]]);
  const page = await ann.open('/alerts');
  assert.match(textOf(page.body), /1 thing for you to do.*Overdue: 1 Send the final amended plan \(eight weeks from the notice\), or tell the family if the plan will not be amended after all Overdue 8 days .*regulation 22\(3\); SEND Regulations 2014, regulation 22\(4\).*Record: final amended plan sent .*or Record: told that the plan will not be amended after all/);
  assert.deepEqual([...page.body.matchAll(/kind=(\w+)&amp;review=1"/g)].map(([, kind]) => kind), ['FINAL_AMENDED_PLAN_SENT', 'NO_AMENDMENT_NOTIFIED']);
  // The manager has it as one too.
  assert.match(await inboxOf(manager, `?whose=${ann.staffId}`), /or tell the family/);
});

test('a manager’s own alerts are on the first page beside the counts, and a list that is none is refused', async (t) => {
  const { site, manager, ann } = await office(t);
  await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-10-13'], ['ALLOCATED', '2026-10-20', { caseworker: manager.staffId }]]);
  const alone = textOf((await manager.open('/alerts')).body);
  assert.match(alone, /1 thing for you to do.*Next 7 days: 1 .*Quxworthy/);
  assert.doesNotMatch(alone, /by caseworker/);
  await recordStory(site.db, [['PERSON', null, { surname: 'Vexmoor' }], ['REQUEST_RECEIVED', '2026-09-05'], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }]]);
  const both = await manager.open('/alerts');
  assert.match(textOf(both.body), /2 things for you to do.*Your own cases 0 1 Unallocated cases 0 0 Odile Tester-\d+ 1 0 All 1 1 Next 7 days, your own cases: 1 .*Quxworthy/);
  assert.equal(badge(both.body), 'Alerts (2)');
  assert.match(await inboxOf(manager, `?whose=${manager.staffId}`), /Alerts of your own cases Next 7 days: 1 .*Quxworthy/);
  // Nobody’s list shows what is not in the inbox.
  assert.match(await inboxOf(ann, `?whose=${manager.staffId}`), /There are none now/);
  assert.match(await inboxOf(ann, '?whose=none'), /There are none now/);
  assert.equal((await manager.open(`/alerts?whose=00000000-0000-4000-8000-000000000000`)).statusCode, 404);
  for (const query of ['?whose=everybody', '?whose=none&group=soon', `?whose=${manager.staffId}&page=999`, '?page=-1']) assert.ok([200, 400, 422].includes((await manager.open(`/alerts${query}`)).statusCode), query);
});

test('guidance that has passed is for information and not called overdue', async (t) => {
  const { site, ann } = await office(t);
  await recordStory(site.db, [zuleika, ['REQUEST_RECEIVED', '2026-09-15'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-09-20'], ['CONSULTATION_SENT', '2026-10-20', { setting: 'Quillon Academy' }], ['ALLOCATED', '2026-10-20', { caseworker: ann.staffId }]]);
  assert.match(await inboxOf(ann), /For information: 1 Reply of a consulted setting: Quillon Academy Passed \d+ days ago/);
});

test('an alert for a yearly review offers what its case offers: first the meeting, then the decision', async (t) => {
  const { site, ann, manager } = await office(t);
  const child = await recordStory(site.db, [zuleika, ['PLAN_FIRST_MADE', '2024-03-04'], ['ALLOCATED', '2026-01-05', { caseworker: ann.staffId }]]);
  assert.match(await inboxOf(ann), /Complete the yearly review Overdue .* Record: review meeting held for/);
  await recordStory(site.db, [['REVIEW_MEETING_HELD', '2026-11-20']], { child });
  for (const text of [await inboxOf(ann), await inboxOf(manager, `?whose=${ann.staffId}`)]) {
    assert.match(text, /Complete the yearly review Overdue .* Record: told of the decision after the review for/);
    assert.doesNotMatch(text, /review meeting held|Tell the family and the setting the decision/);
  }
});
