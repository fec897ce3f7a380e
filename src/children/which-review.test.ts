// What is recorded from the overview or an alert goes to the review whose date it is about.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { answersIn, dayBoxes, fillIn, recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';
import { recordAddress } from './addresses.ts';

const site = await testApp({ after });
const caseworker = await site.signedIn('caseworker');

const twoReviews: Parameters<typeof recordStory>[1] = [
  zuleika, ['PLAN_FIRST_MADE', '2021-03-01'], ['REVIEW_MEETING_HELD', '2021-06-14'], ['REVIEW_DECISION_NOTIFIED', '2021-07-01', { outcome: 'MAINTAIN' }],
  ['REVIEW_MEETING_HELD', '2026-10-26'], ['REVIEW_REPORT_SENT', '2026-11-02'], ['REVIEW_DECISION_NOTIFIED', '2026-11-12', { outcome: 'MAINTAIN' }],
];

test('the report that is overdue for an old review is offered for that review, and leaves the last one as it is', async () => {
  const child = await recordStory(site.db, [...twoReviews, ['ALLOCATED', '2026-11-02', { caseworker: caseworker.staffId }]]);
  const overview = (await caseworker.open(`/children/${child}`)).body;
  const [, link = ''] = /href="([^"]*kind=REVIEW_REPORT_SENT[^"]*)"/.exec(overview) ?? [];
  assert.match(link, /review=1$/);
  assert.match((await caseworker.open('/alerts')).body, new RegExp(`${recordAddress({ childId: child })}\\?kind=REVIEW_REPORT_SENT&amp;review=1"`));
  const form = (await caseworker.open(link.replaceAll('&amp;', '&'))).body;
  assert.match(textOf(form), /Review meeting it is for .*Held on 26 October 2026, decided on 12 November 2026 .*Held on 14 June 2021, decided on 1 July 2021/);
  assert.match(form, /value="2021-06-14"[^>]*checked/);
  assert.equal((await fillIn(caseworker, link.replaceAll('&amp;', '&'), { ...dayBoxes('on', '2026-11-20'), 'fact-review': '2021-06-14' })).statusCode, 303);
  assert.doesNotMatch((await caseworker.open(`/children/${child}`)).body, /kind=REVIEW_REPORT_SENT/, 'it is done');
  assert.match(textOf((await caseworker.open(`/children/${child}/timeline`)).body), /Review report sent .*Review meeting it is for 14 June 2021/);
  const data = textOf((await caseworker.open(`/children/${child}/data`)).body);
  assert.match(data, /Day the report was sent 20 November 2026/);
  assert.match(data, /Day the report was sent 2 November 2026/);
});

test('where one review was held nobody is asked which', async () => {
  const child = await recordStory(site.db, [...twoReviews.slice(0, 2), ['REVIEW_MEETING_HELD', '2026-11-02'], ['ALLOCATED', '2026-11-02', { caseworker: caseworker.staffId }]]);
  assert.doesNotMatch((await caseworker.open(recordAddress({ childId: child }, { kind: 'REVIEW_REPORT_SENT', review: 1 }))).body, /fact-review/);
});

test('a correction keeps the review that an entry names, by the day that its meeting has now', async () => {
  const child = await recordStory(site.db, [...twoReviews, ['REVIEW_REPORT_SENT', '2026-11-20', { review: '2021-06-14' }]]);
  const url = recordAddress({ childId: child });
  const report = `${url}?kind=REVIEW_REPORT_SENT&correct=8`;
  const why = 'So says the letter';
  assert.equal((await fillIn(caseworker, `${url}?kind=REVIEW_MEETING_HELD&correct=3`, { ...dayBoxes('on', '2021-06-16'), why })).statusCode, 303);
  assert.match((await caseworker.open(report)).body, /value="2021-06-16"[^>]*checked/);
  assert.equal((await fillIn(caseworker, report, { ...answersIn((await caseworker.open(report)).body), ...dayBoxes('on', '2026-11-19'), why })).statusCode, 303);
  assert.match(textOf((await caseworker.open(`/children/${child}/data`)).body), /Review 1 of plan 1 .*Day the report was sent 19 November 2026 .*Review 2 of plan 1 .*Day the report was sent 2 November 2026/);
});

test('also where one review alone is left to choose', async () => {
  const child = await recordStory(site.db, [...twoReviews.slice(0, 3), ['REVIEW_REPORT_SENT', '2021-06-20', { review: '2021-06-14' }]]);
  const report = `${recordAddress({ childId: child })}?kind=REVIEW_REPORT_SENT&correct=4`;
  assert.equal((await fillIn(caseworker, report, { ...dayBoxes('on', '2021-06-21'), why: 'So says the letter' })).statusCode, 303);
  assert.match(textOf((await caseworker.open(`/children/${child}/timeline`)).body), /Review meeting it is for 14 June 2021 Recorded at [^.]* by Odile Tester/);
});
