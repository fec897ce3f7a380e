import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { boxesIn, dayBoxes, fillIn, recordStory, textOf, zuleika } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';
import { recordAddress } from './addresses.ts';

const site = await testApp({ after });
const { db } = site;
const caseworker = await site.signedIn('caseworker');

type Told = Parameters<typeof recordStory>[1];
const drafted: Told = [zuleika, ['REQUEST_RECEIVED', '2026-02-02'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-03-02'], ['DRAFT_PLAN_SERVED', '2026-05-04']];
const fifteen = /The family’s 15 days for views on the draft of 4 May 2026 end on 18 May 2026, and no waiver is recorded \(regulation 13\(1\)\(a\)\)\. If the family gave up the rest .* Is this right\?/;

const read = async (child: string, page = ''): Promise<string> => textOf((await caseworker.open(`/children/${child}${page}`)).body);
const reasons = async (child: string): Promise<unknown[]> => (await sql<{ text: string }>`SELECT text FROM history_content WHERE subject_id = ${child} ORDER BY seq`.execute(db)).rows.map(({ text }) => (JSON.parse(text) as { reason: unknown }).reason);

/** The page on which the answers are checked, and what it sends. */
async function checked(child: string, query: Parameters<typeof recordAddress>[1], answers: Record<string, string>): Promise<{ body: string; sent: Record<string, string> }> {
  const form = await caseworker.open(recordAddress({ childId: child }, query));
  const { body } = await caseworker.post(recordAddress({ childId: child }), { ...boxesIn(form.body), ...answers, step: 'check' });
  return { body, sent: { ...boxesIn(body, 1), step: 'record' } };
}

describe('a final plan sent within the family’s 15 days', () => {
  test('is asked about, and recorded once it is confirmed with a reason, which stays beside it', async () => {
    const child = await recordStory(db, drafted);
    const { body, sent } = await checked(child, { kind: 'FINAL_PLAN_SENT' }, dayBoxes('on', '2026-05-09'));
    assert.match(textOf(body), fifteen);
    for (const [answers, missing] of [[{}, /There is a problem Tick the box.* Enter why it was so/], [{ sure: 'yes' }, /There is a problem Enter why it was so/], [{ why: 'The family pressed for it' }, /There is a problem Tick the box/]] as const) {
      const again = await caseworker.post(recordAddress({ childId: child }), { ...sent, ...answers });
      assert.equal(again.statusCode, 422);
      assert.match(textOf(again.body), missing);
      if ('why' in answers) assert.match(again.body, />The family pressed for it<\/textarea>/, 'what was typed is kept');
    }
    assert.equal((await reasons(child)).length, 4);
    const confirmed = { ...sent, sure: 'yes', why: 'The family pressed for it' };
    for (let time = 0; time < 2; time += 1) assert.equal((await caseworker.post(recordAddress({ childId: child }), confirmed)).statusCode, 303);
    assert.deepEqual(await reasons(child), [null, null, null, null, 'The family pressed for it']);
    assert.match(await read(child, '/timeline'), /Final plan sent 9 May 2026 Correct.* Reason: The family pressed for it/);
  });

  test('stays a problem of the case, until the waiver that was missing is recorded', async () => {
    const child = await recordStory(db, drafted);
    assert.equal((await fillIn(caseworker, recordAddress({ childId: child }, { kind: 'FINAL_PLAN_SENT' }), dayBoxes('on', '2026-05-09'))).statusCode, 303);
    assert.match(await read(child), /What is wrong with the data.*“Final plan sent” of 9 May 2026: The family’s 15 days .* no waiver is recorded/);
    assert.equal((await fillIn(caseworker, recordAddress({ childId: child }, { kind: 'REPRESENTATIONS_RECEIVED' }), { ...dayBoxes('on', '2026-05-08'), 'fact-waiver': 'yes' })).statusCode, 303);
    assert.doesNotMatch(await read(child), /“Final plan sent” of/);
  });

  test('by a correction is asked about too; why it is corrected is reason enough', async () => {
    const child = await recordStory(db, [...drafted, ['FINAL_PLAN_SENT', '2026-06-01']]);
    const { body, sent } = await checked(child, { kind: 'FINAL_PLAN_SENT', correct: 5 }, { ...dayBoxes('on', '2026-05-09'), why: 'Copy of the letter' });
    assert.match(textOf(body), fifteen);
    assert.doesNotMatch(body, /<textarea/);
    assert.match(textOf((await caseworker.post(recordAddress({ childId: child }), sent)).body), /There is a problem Tick the box/);
    assert.equal((await caseworker.post(recordAddress({ childId: child }), { ...sent, sure: 'yes' })).statusCode, 303);
    const next = await checked(child, { kind: 'FINAL_PLAN_SENT', correct: 6 }, { ...dayBoxes('on', '2026-05-10'), why: 'Copy of the letter' });
    assert.doesNotMatch(textOf(next.body), /Is this right\?/, 'what stood as unusual is not asked about again');
  });

  test('is not asked about from the day after, nor where the family gave up its time', async () => {
    for (const [told, on] of [[drafted, '2026-05-19'], [[...drafted, ['REPRESENTATIONS_RECEIVED', '2026-05-08', { waiver: true }]], '2026-05-09']] as const) {
      const { body } = await checked(await recordStory(db, told as Told), { kind: 'FINAL_PLAN_SENT' }, dayBoxes('on', on));
      assert.doesNotMatch(body, /Is this right\?|name="sure"/);
    }
  });
});

test('a case with an unusual step is among the data problems of lists, until it is unusual no more', async () => {
  const assessed: Told = [zuleika, ['REQUEST_RECEIVED', '2026-02-02'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-03-02'], ['ADVICE_RECEIVED', '2026-04-02', { body: 'HEALTH' }]];
  const child = await recordStory(db, assessed);
  const counted = async (): Promise<unknown> => (await sql<{ found: boolean }>`SELECT DISTINCT data_problem AS found FROM live_case WHERE child_id = ${child}::uuid`.execute(db)).rows;
  assert.match(await read(child), /What is wrong with the data.*No request for advice is recorded/);
  assert.deepEqual(await counted(), [{ found: true }]);
  await recordStory(db, [['ADVICE_REQUESTED', '2026-03-05', { body: 'HEALTH' }]], { child });
  assert.doesNotMatch(await read(child), /No request for advice is recorded/);
  assert.deepEqual(await counted(), [{ found: false }]);
});
