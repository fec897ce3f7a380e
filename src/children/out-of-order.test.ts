import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { boxesIn, dayBoxes, fillIn, recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';
import { caseAddress, recordAddress } from './addresses.ts';

const site = await testApp({ after });
const caseworker = await site.signedIn('caseworker');

test('a meeting held before it was arranged is asked about, recorded all the same, and a data problem once its report is', async () => {
  const child = await recordStory(site.db, [
    zuleika, ['ALLOCATED', '2026-01-05', { caseworker: caseworker.staffId, team: null }], ['PLAN_FIRST_MADE', '2025-03-04'],
    ['NEED_RECORDED', '2025-03-04', { need: 'ASD', rank: '1' }], ['PLACEMENT_STARTED', '2025-03-04', { urn: '900001', rank: '1' }], ['REVIEW_SCHEDULED', '2026-02-04', { meetingDate: '2026-03-02' }],
  ]);
  const problems = async (): Promise<string> => /What is wrong with the data (.*?) Record an event/.exec(textOf((await caseworker.open(caseAddress({ childId: child }))).body))?.[1] ?? '';
  const counted = async (): Promise<string | undefined> => /Data problems (\d+)/.exec(textOf((await caseworker.open('/my-work')).body))?.[1];
  const address = recordAddress({ childId: child }, { kind: 'REVIEW_MEETING_HELD' });
  const form = boxesIn((await caseworker.open(address)).body);
  const check = async (on: string): Promise<string> => textOf((await caseworker.post(recordAddress({ childId: child }), { ...form, ...dayBoxes('on', on), step: 'check' })).body);
  assert.doesNotMatch(await check('2026-03-03'), /Is this right\?/);
  assert.match(await check('2026-02-03'), /“Review meeting held” has the day 3 February 2026, before “Review meeting arranged” of 4 February 2026, which is about a meeting on 2 March 2026\. Is this right\?/);
  assert.equal((await fillIn(caseworker, address, dayBoxes('on', '2026-02-03'))).statusCode, 303);
  assert.equal(await problems(), 'Nothing that we can see.');
  assert.equal(await counted(), '0');
  await recordStory(site.db, [['REVIEW_REPORT_SENT', '2026-03-14']], { child });
  assert.match(await problems(), /^“Review meeting held” has the day 3 February 2026, .* On the timeline, correct the day that is wrong, or record the step that is missing\.$/);
  assert.equal(await counted(), '1');
});
