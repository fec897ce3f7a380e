// What staff recorded in a record that was joined is corrected and taken back in the record that goes on, until they are separated.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { boxesIn, dayBoxes, fillIn, recordReturn, recordStory, returned, textOf, zuleika } from './cases.ts';
import { testApp } from './visitor.ts';
import { mergeChildren, type PairChange, unmergeChildren } from '../src/casework/join.sql.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';
import type { ReturnRequest } from '../src/case-history/return-record.ts';
import { checkDerived } from '../src/casework/rebuild-check.sql.ts';

const site = await testApp({ after });
const { db } = site;
const caseworker = await site.signedIn('caseworker');

const lastSeq = async (child: string): Promise<number> => (await sql<{ seq: number }>`SELECT max(seq)::int AS seq FROM history WHERE subject_kind = 'child' AND subject_id = ${child}`.execute(db)).rows[0]?.seq ?? 0;
const requests = async (child: string): Promise<unknown[]> => (await sql`SELECT received_on, ended_on FROM derived.request WHERE child_id = ${child} ORDER BY 1`.execute(db)).rows.map((row) => Object.values(row as object));
const timeline = async (child: string): Promise<string> => (await caseworker.open(`/children/${child}/timeline`)).body;

/** A child with a return of their own, joined by another record with one, in which staff had put right the day of the request. */
async function returnedPair(): Promise<{ child: string; other: string; link: string; change: () => Promise<PairChange> }> {
  const { requests: [request], ...earlier } = returned(2024, '2022-10-10');
  const ended = { ...request, requestOutcome: 'N', requestOutcomeDate: '2022-11-14', assessment: null } as ReturnRequest;
  const [child, other] = [await recordReturn(db, returned(2026, '2025-03-03')), await recordReturn(db, { ...earlier, requests: [ended] })];
  await fillIn(caseworker, `/children/${other}/record?kind=REQUEST_RECEIVED&about=1%2F1`, { ...dayBoxes('on', '2022-10-12'), why: 'Post book' });
  const change = async (): Promise<PairChange> => ({ id: randomUUID(), recordedBy: 'officer', content: {}, from: { child: other, expectedSeq: await lastSeq(other) }, to: { child, expectedSeq: await lastSeq(child) }, reason: 'One child' });
  await mergeChildren(db, ownDerive(), await change());
  return { child, other, change, link: `/children/${child}/record?kind=REQUEST_RECEIVED&about=${encodeURIComponent(`${other}:2`)}` };
}

async function pair(): Promise<{ child: string; other: string; change: () => Promise<PairChange>; link: (kind: string) => Promise<string> }> {
  const child = await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2026-09-01']]);
  const other = await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2024-01-08'], ['REQUEST_WITHDRAWN', '2024-02-12'], ['COMPLAINT_RECEIVED', '2024-03-04']]);
  const change = async (): Promise<PairChange> => ({ id: randomUUID(), recordedBy: 'officer', content: {}, from: { child: other, expectedSeq: await lastSeq(other) }, to: { child, expectedSeq: await lastSeq(child) }, reason: 'One child' });
  await mergeChildren(db, ownDerive(), await change());
  const link = async (kind: string): Promise<string> => [...(await timeline(child)).matchAll(new RegExp(`href="([^"]+kind=${kind}[^"]*)"`, 'g'))].map(([, href = '']) => href.replaceAll('&amp;', '&')).find((href) => href.includes(other)) ?? 'no link';
  return { child, other, change, link };
}

test('its day is corrected, and once more; separated, both records are as they were', async () => {
  const { child, other, change, link } = await pair();
  assert.equal((await fillIn(caseworker, await link('REQUEST_WITHDRAWN'), { ...dayBoxes('on', '2024-02-19'), why: 'Post book' })).statusCode, 303);
  assert.deepEqual(await requests(child), [['2024-01-08', '2024-02-19'], ['2026-09-01', null]]);
  const said = textOf(await timeline(child));
  assert.match(said, /Request withdrawn 19 February 2024 Corrected.* Reason: Post book Before: 12 February 2024/);
  const again = /href="([^"]+kind=REQUEST_WITHDRAWN&amp;correct=\d+)"/.exec(await timeline(child))?.[1]?.replaceAll('&amp;', '&') ?? 'no link';
  assert.equal((await fillIn(caseworker, again, { ...dayBoxes('on', '2024-02-20'), why: 'Misread' })).statusCode, 303);
  assert.deepEqual(await requests(child), [['2024-01-08', '2024-02-20'], ['2026-09-01', null]]);
  assert.deepEqual((await checkDerived(db, ownDerive())).differences, []);
  await unmergeChildren(db, ownDerive(), await change());
  assert.deepEqual([await requests(child), await requests(other)], [[['2026-09-01', null]], [['2024-01-08', '2024-02-12']]]);
  assert.deepEqual((await checkDerived(db, ownDerive())).differences, []);
});

test('it is taken back, and stands again once they are separated', async () => {
  const { child, other, change, link } = await pair();
  const page = await caseworker.open(await link('COMPLAINT_RECEIVED'));
  assert.match(textOf(page.body), /This did not happen/);
  const check = await caseworker.post(`/children/${child}/record`, { ...boxesIn(page.body, 1), why: 'Another child', step: 'check' });
  assert.equal((await caseworker.post(`/children/${child}/record`, { ...boxesIn(check.body, 1), why: 'Another child', step: 'record' })).statusCode, 303);
  assert.match(textOf(await timeline(child)), /Complaint received 4 March 2024 Taken back: did not happen.* Reason: Another child/);
  assert.equal(await link('COMPLAINT_RECEIVED'), 'no link');
  await unmergeChildren(db, ownDerive(), await change());
  assert.match(textOf(await timeline(other)), /Complaint received 4 March 2024 Correct/);
});

test('an end taken back there is refused while another request is open, and what does not stand any more is not corrected', async () => {
  const { child, link } = await pair();
  const withdrawn = await link('REQUEST_WITHDRAWN');
  const page = await caseworker.open(withdrawn);
  const refused = await caseworker.post(`/children/${child}/record`, { ...boxesIn(page.body, 1), why: 'It went on', step: 'check' });
  assert.match(textOf(refused.body), /requests received on 8 January 2024 and 1 September 2026 would count as one/);
  await fillIn(caseworker, withdrawn, { ...dayBoxes('on', '2024-02-19'), why: 'Post book' });
  assert.equal((await caseworker.open(withdrawn)).statusCode, 404);
  assert.equal((await caseworker.open(withdrawn.replace('REQUEST_WITHDRAWN', 'REQUEST_RECEIVED'))).statusCode, 404);
});

test('what staff put right of a return there stays about that return, corrected once more or taken back', async () => {
  const received = async (of: string): Promise<unknown[]> => (await sql<{ on: string }>`SELECT received_on AS "on" FROM derived.request WHERE child_id = ${of} ORDER BY 1`.execute(db)).rows.map(({ on }) => on);
  for (const act of ['correct', 'take back'] as const) {
    const { child, other, change, link } = await returnedPair();
    assert.deepEqual(await received(child), ['2022-10-12', '2025-03-03']);
    if (act === 'correct') assert.equal((await fillIn(caseworker, link, { ...dayBoxes('on', '2022-10-13'), why: 'Misread' })).statusCode, 303);
    else assert.equal((await caseworker.post(`/children/${child}/record`, { ...boxesIn((await caseworker.open(link)).body, 1), why: 'Another child', step: 'record' })).statusCode, 303);
    assert.deepEqual(await received(child), act === 'correct' ? ['2022-10-13', '2025-03-03'] : ['2025-03-03', null], act);
    await unmergeChildren(db, ownDerive(), await change());
    assert.deepEqual([await received(child), await received(other)], [['2025-03-03'], ['2022-10-12']], act);
  }
});
