// An earlier request that has ended, recorded by hand while another one is open; and what returns leave without a day.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { boxesIn, dayBoxes, fillIn, recordReturn, recordStory, returned, textOf, zuleika } from './cases.ts';
import { testApp } from './visitor.ts';
import { mergeChildren, type PairChange, unmergeChildren } from '../src/casework/join.sql.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';

const site = await testApp({ after });
const { db } = site;
const caseworker = await site.signedIn('caseworker');

const requestsOf = async (child: string): Promise<unknown[]> => (await sql<{ received: string; ended: boolean; on: string | null }>`
  SELECT received_on AS received, ended, ended_on AS "on" FROM derived.request WHERE child_id = ${child} ORDER BY 1`.execute(db)).rows.map((row) => Object.values(row));

async function linkTo(child: string, kind: string): Promise<string> {
  const page = await caseworker.open(`/children/${child}/timeline`);
  return new RegExp(`href="([^"]+kind=${kind}[^"]*)"`).exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? `no link to ${kind}`;
}

const form = (child: string): string => `/children/${child}/record?kind=REQUEST_RECEIVED`;
const ended = (on: string, until: string, how = 'REQUEST_WITHDRAWN'): Record<string, string> => ({ ...dayBoxes('on', on), 'fact-ending': how, ...dayBoxes('fact-endingOn', until) });

describe('an earlier request of a child who has an open one', () => {
  const opened = () => recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2025-09-01']]);

  test('is recorded with its end in one step, and one clock runs', async () => {
    const child = await opened();
    const plain = await fillIn(caseworker, form(child), dayBoxes('on', '2024-01-08'));
    assert.match(textOf(plain.body), /received on 1 September 2025 is still open.*If this was an earlier request that has ended, say below how and when it ended/);
    assert.equal((await fillIn(caseworker, form(child), ended('2024-01-08', '2024-02-12'))).statusCode, 303);
    assert.deepEqual(await requestsOf(child), [['2024-01-08', true, '2024-02-12'], ['2025-09-01', false, null]]);
    assert.match(textOf((await caseworker.open(`/children/${child}/timeline`)).body), /Request withdrawn 12 February 2024/);
  });

  test('is recorded with its end also where the other has ended since, which it would else take in', async () => {
    const child = await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2025-09-01'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2025-10-06']]);
    const plain = await fillIn(caseworker, form(child), dayBoxes('on', '2024-01-08'));
    assert.match(textOf(plain.body), /would count as one.*If the one of 8 January 2024 has ended, say below how and when it ended/);
    assert.equal((await fillIn(caseworker, form(child), ended('2024-01-08', '2024-02-12'))).statusCode, 303);
    assert.deepEqual(await requestsOf(child), [['2024-01-08', true, '2024-02-12'], ['2025-09-01', true, '2025-10-06']]);
  });

  test('may have ended by a move to another authority', async () => {
    const child = await opened();
    assert.equal((await fillIn(caseworker, form(child), ended('2024-01-08', '2024-02-12', 'MOVED_OUT'))).statusCode, 303);
    assert.deepEqual(await requestsOf(child), [['2024-01-08', true, '2024-02-12'], ['2025-09-01', false, null]]);
    assert.match(textOf((await caseworker.open(`/children/${child}/timeline`)).body), /Moved to another authority during the assessment 12 February 2024/);
  });

  test('may have been no request: the child was brought to attention, and the authority would not assess', async () => {
    const child = await opened();
    const form = `/children/${child}/record?kind=BROUGHT_TO_ATTENTION`;
    const page = await caseworker.open(`/children/${child}/record`);
    assert.match(page.body.split('Something else:')[1] ?? '', /value="BROUGHT_TO_ATTENTION"/, 'it is offered as one that comes late');
    assert.match(textOf((await fillIn(caseworker, form, dayBoxes('on', '2024-01-08'))).body), /received on 1 September 2025 is still open.*say below how and when it ended/);
    assert.equal((await fillIn(caseworker, form, ended('2024-01-08', '2024-02-12', 'DECISION_NOT_TO_ASSESS_NOTIFIED'))).statusCode, 303);
    assert.deepEqual(await requestsOf(child), [['2024-01-08', true, '2024-02-12'], ['2025-09-01', false, null]]);
    assert.match(textOf((await caseworker.open(`/children/${child}/timeline`)).body), /Told that it will not assess 12 February 2024.*Brought to attention 8 January 2024/);
  });

  test('takes what else is known of it afterwards', async () => {
    const child = await opened();
    await fillIn(caseworker, form(child), ended('2024-01-08', '2024-05-13', 'DECISION_NO_PLAN_NOTIFIED'));
    assert.equal((await fillIn(caseworker, `/children/${child}/record?kind=DECISION_TO_ASSESS_NOTIFIED`, dayBoxes('on', '2024-02-12'))).statusCode, 303);
    assert.deepEqual(await requestsOf(child), [['2024-01-08', true, '2024-05-13'], ['2025-09-01', false, null]]);
  });

  test('is corrected by itself: its end is an entry of its own', async () => {
    const child = await opened();
    await fillIn(caseworker, form(child), ended('2024-01-08', '2024-02-12'));
    const correct = `${form(child)}&correct=3`;
    assert.doesNotMatch((await caseworker.open(correct)).body, /fact-ending/);
    assert.equal((await fillIn(caseworker, correct, { ...dayBoxes('on', '2024-01-09'), why: 'Misread' })).statusCode, 303);
    assert.deepEqual(await requestsOf(child), [['2024-01-09', true, '2024-02-12'], ['2025-09-01', false, null]]);
  });

  test('keeps its end while the other runs: taking that back is refused with the reason', async () => {
    const child = await opened();
    await fillIn(caseworker, form(child), ended('2024-01-08', '2024-02-12'));
    const page = await caseworker.open(`/children/${child}/record?kind=REQUEST_WITHDRAWN&correct=4`);
    const answer = await caseworker.post(`/children/${child}/record`, { ...boxesIn(page.body, 1), why: 'It went on', step: 'check' });
    assert.equal(answer.statusCode, 422);
    assert.match(textOf(answer.body), /requests received on 8 January 2024 and 1 September 2025 would count as one/);
    assert.deepEqual(await requestsOf(child), [['2024-01-08', true, '2024-02-12'], ['2025-09-01', false, null]]);
  });

  test('is not moved into the time of the other', async () => {
    const child = await opened();
    await fillIn(caseworker, form(child), ended('2024-01-08', '2024-02-12'));
    const answer = await fillIn(caseworker, `${form(child)}&correct=3`, { ...dayBoxes('on', '2025-10-01'), why: 'Misread' });
    assert.match(textOf(answer.body), /On 1 October 2025 the request received on 1 September 2025 was open/);
    assert.deepEqual(await requestsOf(child), [['2024-01-08', true, '2024-02-12'], ['2025-09-01', false, null]]);
  });

  const refused: readonly [what: string, answers: Record<string, string>, says: RegExp][] = [
    ['no day of its end', { ...dayBoxes('on', '2024-01-08'), 'fact-ending': 'REQUEST_WITHDRAWN' }, /Say both how that request ended and on which day/],
    ['an end before its beginning', ended('2024-01-08', '2024-01-07'), /cannot have ended on 7 January 2024, before it was received/],
    ['an end after the other began', ended('2024-01-08', '2025-09-01'), /received on 1 September 2025 was open at that time/],
    ['a beginning while the other is open', ended('2025-10-01', '2025-10-20'), /received on 1 September 2025 was open at that time/],
    ['an end to come', ended('2024-01-08', '2030-01-01'), /1 January 2030 is in the future/],
  ];
  for (const [what, answers, says] of refused) {
    test(`is refused with ${what}`, async () => {
      const child = await opened();
      assert.match(textOf((await fillIn(caseworker, form(child), answers)).body), says);
      assert.equal((await requestsOf(child)).length, 1);
    });
  }

  test('is not taken for one of about that day that a tracker tells of', async () => {
    const facts = { tracker: 'Panel list', year: 2025, referenceDate: '2025-10-31', person: returned().person, requests: [{ ...returned().requests[0], receivedDate: '2025-09-01', requestOutcome: null, requestOutcomeDate: null, assessment: null, steps: [] }] };
    const child = await recordStory(db, [['TRACKER_ROW', '2025-10-31', facts as never]], { source: randomUUID() });
    const answer = await fillIn(caseworker, form(child), ended('2025-08-11', '2025-08-20'));
    assert.match(textOf(answer.body), /A file tells of a request of about that day/);
    assert.deepEqual(await requestsOf(child), [['2025-09-01', false, null]]);
  });
});

test('a plan that a return says was issued, and not on which day, is given its day', async () => {
  const record = returned();
  Object.assign(record.requests[0]?.assessment ?? {}, { assessmentOutcomeDate: null });
  const child = await recordReturn(db, record);
  assert.deepEqual(await requestsOf(child), [['2025-03-03', false, null]]);
  const link = await linkTo(child, 'FINAL_PLAN_SENT');
  assert.match(textOf((await caseworker.open(link)).body), /SEN2 return 2026 did not say its day/);
  assert.equal((await fillIn(caseworker, link, { ...dayBoxes('on', '2025-07-21'), why: 'Post book' })).statusCode, 303);
  assert.deepEqual(await requestsOf(child), [['2025-03-03', true, '2025-07-21']]);
});

test('what a return told of a record that was joined is corrected in the record that goes on, until they are separated', async () => {
  const child = await recordReturn(db, returned());
  const refused = returned(2023, '2022-05-02');
  Object.assign(refused.requests[0] ?? {}, { requestOutcome: 'N', requestOutcomeDate: '2022-06-01', assessment: null });
  const other = await recordReturn(db, refused);
  const change = (seq: number, to: number): PairChange => ({ id: randomUUID(), recordedBy: 'officer', content: {}, from: { child: other, expectedSeq: seq }, to: { child, expectedSeq: to }, reason: 'One child' });
  await mergeChildren(db, ownDerive(), change(1, 1));
  const days = async (): Promise<unknown[]> => (await requestsOf(child)).map((row) => (row as unknown[])[0]);
  assert.deepEqual(await days(), ['2022-05-02', '2025-03-03']);
  const page = await caseworker.open(`/children/${child}/timeline`);
  const link = new RegExp(`href="([^"]+kind=REQUEST_RECEIVED&amp;about=${other}[^"]*)"`).exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? 'no link';
  assert.match(textOf((await caseworker.open(link)).body), /SEN2 return 2023 said 2 May 2022/);
  assert.equal((await fillIn(caseworker, link, { ...dayBoxes('on', '2022-05-09'), why: 'Post book' })).statusCode, 303);
  assert.deepEqual(await days(), ['2022-05-09', '2025-03-03']);
  const { rows: [last] } = await sql<{ seq: number }>`SELECT max(seq)::int AS seq FROM history WHERE subject_kind = 'child' AND subject_id = ${child}`.execute(db);
  await unmergeChildren(db, ownDerive(), change(2, last?.seq ?? 0));
  assert.deepEqual([await days(), (await requestsOf(other)).map((row) => (row as unknown[])[0])], [['2025-03-03'], ['2022-05-02']]);
});

test('a refusal that a return tells of is not taken back while another request is open', async () => {
  const refused = returned(2025, '2024-05-02');
  Object.assign(refused.requests[0] ?? {}, { requestOutcome: 'N', requestOutcomeDate: '2024-06-03', assessment: null });
  const child = await recordReturn(db, refused);
  await recordStory(db, [['REQUEST_RECEIVED', '2025-09-01']], { child });
  const before = await requestsOf(child);
  const page = await caseworker.open(await linkTo(child, 'DECISION_NOT_TO_ASSESS_NOTIFIED'));
  const answer = await caseworker.post(`/children/${child}/record`, { ...boxesIn(page.body, 1), why: 'It went on', step: 'check' });
  assert.match(textOf(answer.body), /requests received on 2 May 2024 and 1 September 2025 would count as one/);
  assert.deepEqual(await requestsOf(child), before);
});
