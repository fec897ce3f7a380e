// Two people with a form open on one case: what the one recorded the other sees first, and takes back nothing of it.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { answersIn, boxesIn, dayBoxes, entryCount, fillIn, recordReturn, recordStory, returned, textOf, zuleika } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';
import { mergeChildren } from '../casework/join.sql.ts';
import { ownDerive } from '../casework/own-derive.file.ts';

const site = await testApp({ after });
const { db } = site;
const caseworker = await site.signedIn('caseworker');
const timelineOf = async (child: string): Promise<string> => textOf((await caseworker.open(`/children/${child}/timeline`)).body);

test('where somebody recorded something meanwhile, both are shown field by field and nothing typed is lost', async () => {
  const child = await recordStory(db, [zuleika]);
  const url = `/children/${child}/record`;
  const boxes = boxesIn((await caseworker.open(`${url}?kind=REQUEST_RECEIVED`)).body);
  await recordStory(db, [['REQUEST_RECEIVED', '2026-08-30', { requestSource: '2' }]], { child, recordedBy: 'Other officer' });
  const sent = { ...boxes, ...dayBoxes('on', '2026-09-01'), 'fact-requestSource': '1', 'step': 'record' } as Record<string, string>;
  const conflict = await caseworker.post(url, sent);
  assert.equal(conflict.statusCode, 409);
  assert.match(textOf(conflict.body), /Day it was received Sunday 30 August 2026 Tuesday 1 September 2026/);
  assert.match(textOf(conflict.body), /Who asked School or other education setting Young person or parent/);
  assert.match(textOf(conflict.body), /by Other officer/);
  const onward = await caseworker.post(url, { ...boxesIn(conflict.body), step: 'check' });
  assert.match(textOf(onward.body), /A request received on 30 August 2026 is still open/);
  assert.match(onward.body, /value="9"/);
  assert.equal(await entryCount(db, child), 2);
});

test('of one entry, and of personal details, two people may change different fields: neither takes back the other’s', async () => {
  const other = await site.signedIn('caseworker');
  const child = await recordStory(db, [zuleika, ['PERSON', null, { knownAs: 'Zu' }], ['REQUEST_RECEIVED', '2026-09-01', { requestSource: '2' }]]);
  const url = `/children/${child}/record`;
  const open = async (asks: string, by = caseworker): Promise<Record<string, string>> => {
    const { body } = await by.open(`${url}?${asks}`);
    return { ...boxesIn(body), ...answersIn(body), step: 'record' };
  };
  const [details, correction] = [await open('kind=PERSON'), await open('kind=REQUEST_RECEIVED&correct=3')];
  assert.equal((await other.post(url, { ...await open('kind=PERSON', other), 'fact-knownAs': 'Leika' })).statusCode, 303);
  assert.equal((await other.post(url, { ...await open('kind=REQUEST_RECEIVED&correct=3', other), 'fact-requestSource': '1', 'why': 'Letter' })).statusCode, 303);
  const named = await caseworker.post(url, { ...details, 'fact-formerNames': 'Quxley' });
  assert.match(textOf(named.body), /Field Before Recorded since Your answer Known as Zu Leika Leika/);
  assert.match(textOf(named.body), /Request received 1 September 2026 Corrected Who asked Young person or parent before: School or other education setting/);
  assert.equal((await caseworker.post(url, { ...boxesIn(named.body), step: 'record' })).statusCode, 303);
  const moved = await caseworker.post(url, { ...correction, ...dayBoxes('on', '2026-09-08'), why: 'Stamp' });
  const check = await caseworker.post(url, { ...boxesIn(moved.body), step: 'check' });
  assert.match(textOf(check.body), /Day it was received Tuesday 8 September 2026 now on record: Tuesday 1 September 2026 .*Who asked Young person or parent Change/);
  assert.equal((await caseworker.post(url, { ...boxesIn(check.body, 1), step: 'record' })).statusCode, 303);
  assert.match(await timelineOf(child), /Request received 8 September 2026 Corrected/);
  const data = textOf((await caseworker.open(`/children/${child}/data`)).body);
  assert.match(data, /Known as Leika .*Former names Quxley /);
});

describe('of what a return told, and of an entry of a joined record, two people may change different fields', () => {
  const other = site.signedIn('caseworker');
  const received = async (child: string): Promise<unknown> => (await sql`SELECT received_on, request_source FROM derived.request WHERE child_id = ${child} ORDER BY 1`.execute(db)).rows.map((row) => Object.values(row as object));
  const open = async (child: string, asks: string, by = caseworker): Promise<Record<string, string>> => {
    const { body } = await by.open(`/children/${child}/record?${asks}`);
    return { ...boxesIn(body), ...answersIn(body), step: 'record' };
  };
  const send = async (child: string, sent: Record<string, string>, by = caseworker): Promise<{ status: number; body: string }> => {
    const { statusCode: status, body } = await by.post(`/children/${child}/record`, sent);
    return { status, body };
  };
  /** One changes the day while the other has a form open, who then changes who asked: the page that shows the first change, the one to check, and the timeline. */
  const race = async (child: string, asks: string): Promise<string[]> => {
    const mine = await open(child, asks);
    assert.equal((await send(child, { ...await open(child, asks, await other), ...dayBoxes('on', '2025-03-10'), why: 'Post book' }, await other)).status, 303);
    const early = await send(child, { ...mine, 'fact-requestSource': '2', 'why': 'Letter', 'step': 'check' });
    assert.match(textOf(early.body), /Day it was received Monday 3 March 2025 now on record: Monday 10 March 2025/);
    const conflict = await send(child, { ...mine, 'fact-requestSource': '2', 'why': 'Letter' });
    const check = await send(child, { ...boxesIn(conflict.body), step: 'check' });
    assert.equal((await send(child, { ...boxesIn(check.body, 1), step: 'record' })).status, 303);
    const timeline = (await caseworker.open(`/children/${child}/timeline`)).body;
    assert.equal([...timeline.matchAll(/href="[^"]+kind=REQUEST_RECEIVED/g)].length, 1, 'it is one line, with one link to correct it');
    return [textOf(conflict.body), textOf(check.body), textOf(timeline)];
  };

  test('of what a return told', async () => {
    const child = await recordReturn(db, returned());
    const [conflict = '', check = '', timeline = ''] = await race(child, 'kind=REQUEST_RECEIVED&about=1/1');
    assert.match(conflict, /Request received 10 March 2025 Corrected .*Before Recorded since Your answer Day it was received Monday 3 March 2025 Monday 10 March 2025 Monday 10 March 2025/);
    assert.match(check, /Day it was received Monday 10 March 2025 Change .*Who asked School or other education setting now on record: Young person or parent .*Made whilst in relevant youth accommodation No Change/);
    assert.deepEqual(await received(child), [['2025-03-10', '2']]);
    assert.match(timeline, /Request received 10 March 2025 Corrected .*Reason: Letter Before: 10 March 2025/);
  });

  test('of an entry of a joined record', async () => {
    const [child, from] = [await recordStory(db, [zuleika]), await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2025-03-03', { requestSource: '1' }]])];
    await mergeChildren(db, ownDerive(), { id: randomUUID(), recordedBy: 'officer', content: {}, from: { child: from, expectedSeq: 2 }, to: { child, expectedSeq: 1 }, reason: 'One child' });
    const [conflict = '', check = ''] = await race(child, `kind=REQUEST_RECEIVED&about=${from}:2`);
    assert.match(conflict, /Request received 10 March 2025 Corrected .*Day it was received Monday 3 March 2025 Monday 10 March 2025 Monday 10 March 2025/);
    assert.match(check, /Day it was received Monday 10 March 2025 Change .*Who asked School or other education setting now on record: Young person or parent/);
    assert.deepEqual(await received(child), [['2025-03-10', '2']]);
  });

  test('what one took back meanwhile is not taken back twice, and what the other typed stands', async () => {
    const child = await recordReturn(db, returned());
    const asks = 'kind=REQUEST_RECEIVED&about=1/1';
    const goneBy = async (by = caseworker): Promise<Record<string, string>> => boxesIn((await by.open(`/children/${child}/record?${asks}`)).body, 1);
    const [gone, mine] = [await goneBy(), await open(child, asks)];
    assert.equal((await send(child, { ...await goneBy(await other), why: 'Her sister', step: 'record' }, await other)).status, 303);
    const again = await send(child, { ...gone, why: 'Another child', step: 'record' });
    assert.match(textOf(again.body), /Request received Taken back/);
    const refused = await send(child, { ...boxesIn(again.body), step: 'check' });
    assert.match(textOf(refused.body), /recorded meanwhile that this did not happen.* Another child/);
    const changed = await send(child, { ...mine, 'fact-requestSource': '2', 'why': 'Letter' });
    assert.match(textOf(changed.body), /Request received Taken back .*Day it was received Monday 3 March 2025/);
    const check = await send(child, { ...boxesIn(changed.body), step: 'check' });
    assert.match(textOf(check.body), /Day it was received Monday 3 March 2025 now on record: Not recorded/);
    assert.equal((await send(child, { ...boxesIn(check.body, 1), step: 'record' })).status, 303);
    assert.deepEqual(await received(child), [['2025-03-03', '2']]);
  });

  test('taking back takes back what the other one corrected; a form opened late asks of what stands', async () => {
    const child = await recordReturn(db, returned());
    const asks = 'kind=REQUEST_RECEIVED&about=1/1';
    const gone = boxesIn((await caseworker.open(`/children/${child}/record?${asks}`)).body, 1);
    await fillIn(await other, `/children/${child}/record?${asks}`, { ...dayBoxes('on', '2025-03-10'), why: 'Post book' });
    const late = await open(child, asks);
    assert.deepEqual([late['correct'], late['about'], late['on-day']], ['2', undefined, '10']);
    const conflict = await send(child, { ...gone, why: 'Another child', step: 'record' });
    const check = await send(child, { ...boxesIn(conflict.body), step: 'check' });
    assert.match(textOf(check.body), /Did not happen Request received, 10 March 2025 .*Another child/);
    assert.equal((await send(child, { ...boxesIn(check.body, 1), step: 'record' })).status, 303);
    assert.match(await timelineOf(child), /Request received 10 March 2025 Taken back: did not happen/);
  });
});
