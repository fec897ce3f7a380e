import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { recordReturn, recordStory, returned, textOf, zuleika } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';

const site = await testApp({ after });
const caseworker = await site.signedIn('caseworker');
const read = async (path: string): Promise<string> => textOf((await caseworker.open(path)).body);

test('steps before a meeting that is over are not overdue but not recorded', async () => {
  const child = await recordStory(site.db, [zuleika, ['PLAN_FIRST_MADE', '2026-03-04'], ['REVIEW_MEETING_HELD', '2026-11-10']]);
  const text = await read(`/children/${child}`);
  assert.match(text, /Next statutory date 24 November 2026, in 3 days: send the report of the review meeting/);
  assert.match(text, /Give notice of the review meeting Not recorded/);
  assert.doesNotMatch(text, /overdue/i);
  assert.match(await read('/children'), /Zuleika Quxworthy 27 Mar 2017 \S+ (?!27 Oct)/);
});

test('steps before a meeting that is still to come are overdue where they are late', async () => {
  const child = await recordStory(site.db, [['PERSON', null, { surname: 'Vexworth', forename: 'Ottilie', dob: '2017-03-28' }], ['PLAN_FIRST_MADE', '2026-03-04'], ['REVIEW_SCHEDULED', '2026-11-01', { meetingDate: '2026-12-01' }]]);
  assert.match(await read(`/children/${child}`), /Give notice of the review meeting Overdue/);
});

test('a case whose record ends with a return says so, until something later is recorded', async () => {
  const child = await recordReturn(site.db, returned());
  assert.match(await read(`/children/${child}`), /last SEN2 return tells how things stood on 15 January 2026/);
  await recordStory(site.db, [['REVIEW_MEETING_HELD', '2026-07-01']], { child });
  assert.doesNotMatch(await read(`/children/${child}`), /last SEN2 return tells/);
});
