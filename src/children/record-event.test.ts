import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { emptyNamedPlan } from '../case-history/tracker-row.ts';
import { answersIn, boxesIn, dayBoxes, entryCount, fillIn, recordReturn, recordStory, returned, textOf, zuleika } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';
import type { Kind } from '../case-history/kind.ts';
import { recordedByHand } from './target.ts';

const site = await testApp({ after });
const { db } = site;
const caseworker = await site.signedIn('caseworker');

const formed: Readonly<Record<string, string>> = { limit: 'NA.FINAL_PLAN', upn: 'Z999000000777', uln: '9000000777', nhsNumber: '9990000018' };

/** An answer to every question of a kind that must be answered, and to a few that need not be. */
function answersTo(kind: Kind): Record<string, string> {
  const answers = kind.fields.map((field): Record<string, string> => {
    const box = `fact-${field.name}`;
    switch (field.type) {
      case 'day': return dayBoxes(box, '2026-09-01');
      case 'code': return { [box]: Object.keys(field.codes ?? {})[0] ?? '' };
      case 'yes-no': return { [box]: 'no' };
      case 'number': return { [box]: '7' };
      default: return { [box]: formed[field.name] ?? `Said of ${field.name}` };
    }
  });
  return Object.assign(kind.name === 'PERSON' ? {} : dayBoxes('on', '2026-08-31'), ...answers) as Record<string, string>;
}

/** What must have happened before a kind may be recorded. */
const before: Record<string, Parameters<typeof recordStory>[1]> = {
  assessed: [['REQUEST_RECEIVED', '2026-02-02'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-03-02'], ['ADVICE_REQUESTED', '2026-03-03', { body: 'HEAD_TEACHER' }], ['DRAFT_PLAN_SERVED', '2026-05-04']],
  planned: [['PLAN_FIRST_MADE', '2024-03-04'], ['REVIEW_MEETING_HELD', '2026-02-02'], ['AMENDMENT_NOTICE_SENT', '2026-03-04'], ['COMPLAINT_RECEIVED', '2026-03-05'], ['DETENTION_STARTED', '2026-03-06']],
  asked: [['REQUEST_RECEIVED', '2026-02-02']],
  refused: [['REQUEST_RECEIVED', '2026-02-02'], ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-03-02']],
  nothing: [],
};

function needed(kind: Kind): keyof typeof before {
  if (kind.name === 'REFUSAL_STANDS_NOTIFIED') return 'refused';
  if (['REQUEST_RECEIVED', 'BROUGHT_TO_ATTENTION', 'PLAN_FIRST_MADE', 'PLAN_TRANSFERRED_IN'].includes(kind.name)) return 'nothing';
  if (kind.name === 'DECISION_TO_ASSESS_NOTIFIED' || kind.name === 'DECISION_NOT_TO_ASSESS_NOTIFIED') return 'asked';
  return kind.group === 'Assessment' || kind.group === 'Mediation and tribunal' ? 'assessed' : 'planned';
}

describe('every kind of entry', () => {
  for (const kind of recordedByHand) {
    test(`${kind.title} is asked for, checked, recorded and read back`, async () => {
      const child = await recordStory(db, [zuleika, ...before[needed(kind)] ?? []]);
      const done = await fillIn(caseworker, `/children/${child}/record?kind=${kind.name}`, answersTo(kind));
      assert.equal(done.statusCode, 303, textOf(done.body));
      assert.equal(done.headers.location, `/children/${child}`);
      const timeline = textOf((await caseworker.open(`/children/${child}/timeline`)).body);
      assert.ok(timeline.includes(kind.title), timeline);
      for (const field of kind.fields.filter(({ type }) => type === 'text' || type === 'long-text')) {
        if (!Object.hasOwn(formed, field.name) && field.name !== 'postcode') assert.ok(timeline.includes(`Said of ${field.name}`), field.name);
      }
      assert.match(timeline, /by Odile Tester-\d+/);
    });
  }
});

test('answers that the law or the case gives are offered, not typed', async () => {
  const child = await recordStory(db, [zuleika, ...before['assessed'] ?? [], ['CONSULTATION_SENT', '2026-05-05', { setting: 'Quillon Academy' }]]);
  const form = (kind: string): Promise<string> => caseworker.open(`/children/${child}/record?kind=${kind}`).then(({ body }) => body);
  const reply = await form('CONSULTATION_REPLY');
  assert.match(reply, /<option value="UNSUITABLE">No: unsuitable for the age, ability, aptitude or needs/);
  assert.match(reply, /value="Quillon Academy"/);
  assert.match(await form('DECISION_NOTICE_SENT'), /<option value="NOT_TO_ASSESS">Not to assess/);
  assert.match(await form('PERSON'), /<option value="WBRI">White British/);
  await fillIn(caseworker, `/children/${child}/record?kind=CONSULTATION_REPLY`, { ...dayBoxes('on', '2026-05-20'), 'fact-setting': 'Quillon Academy', 'fact-reply': 'RESOURCES' });
  assert.match(textOf((await caseworker.open(`/children/${child}/timeline`)).body), /Setting Quillon Academy Reply No: not compatible with the efficient use of resources/);
});

test('ethnicity is shown in words, whoever stated it', async () => {
  const child = await recordReturn(db, { ...returned(), person: { ...returned().person, ethnicity: 'WIRT' } });
  const data = textOf((await caseworker.open(`/children/${child}/data`)).body);
  assert.match(data, /Ethnicity Traveller of Irish heritage/);
  assert.match(data, /Ethnicity Traveller of Irish heritage \(WIRT\)/);
});

async function recordOnce(child: string, query: string, answers: Record<string, string>): Promise<{ status: number; body: string }> {
  const done = await fillIn(caseworker, `/children/${child}/record?${query}`, answers);
  return { status: done.statusCode, body: textOf(done.body) };
}

const timelineOf = async (child: string): Promise<string> => textOf((await caseworker.open(`/children/${child}/timeline`)).body);

describe('what cannot be recorded', () => {
  const cases: [title: string, story: Parameters<typeof recordStory>[1], kind: string, answers: Record<string, string>, says: RegExp][] = [
    ['a day to come', [], 'REQUEST_RECEIVED', dayBoxes('on', '2026-11-22'), /22 November 2026 is in the future/],
    ['a second request', [['REQUEST_RECEIVED', '2026-09-01']], 'REQUEST_RECEIVED', dayBoxes('on', '2026-10-01'), /A request received on 1 September 2026 is still open/],
    ['a second plan beside one in force', [['PLAN_FIRST_MADE', '2024-03-04']], 'PLAN_FIRST_MADE', dayBoxes('on', '2026-11-01'), /The plan of 4 March 2024 was in force on that day/],
    ['a request before birth', [], 'REQUEST_RECEIVED', dayBoxes('on', '2016-01-01'), /before the date of birth/],
    ['no day', [], 'REQUEST_RECEIVED', {}, /Enter the day it was received/],
    ['a day without a month', [], 'REQUEST_RECEIVED', { 'on-day': '3', 'on-year': '2026' }, /must include a month/],
    ['no answer where one is needed', [['PLAN_FIRST_MADE', '2024-03-04']], 'PLAN_CEASED', dayBoxes('on', '2026-03-04'), /Choose an answer to “Why”/],
  ];
  for (const [title, story, kind, answers, says] of cases) {
    test(title, async () => {
      const child = await recordStory(db, [zuleika, ...story]);
      const before = await entryCount(db, child);
      const url = `/children/${child}/record`;
      const form = await caseworker.open(`${url}?kind=${kind}`);
      const refused = await caseworker.post(url, { ...boxesIn(form.body), ...answers, 'step': 'check' });
      assert.equal(refused.statusCode, 422);
      assert.match(textOf(refused.body), says);
      assert.match(refused.body, /<title>\s*Error: /);
      for (const typed of Object.values(answers)) assert.ok(refused.body.includes(`value="${typed}"`), 'what was typed is kept');
      assert.equal(await entryCount(db, child), before);
    });
  }

  test('fields that the form does not have', async () => {
    const child = await recordStory(db, [zuleika]);
    const url = `/children/${child}/record`;
    const boxes = boxesIn((await caseworker.open(`${url}?kind=REQUEST_RECEIVED`)).body);
    for (const more of [{ role: 'administrator' }, { 'fact-urn': '900001' }]) {
      const answer = await caseworker.post(url, { ...boxes, ...dayBoxes('on', '2026-09-01'), step: 'record', ...more } as Record<string, string>);
      assert.equal(answer.statusCode, 400);
    }
    assert.equal(await entryCount(db, child), 1);
  });

  test('by those who only read, and in records that are not there', async () => {
    const child = await recordStory(db, [zuleika]);
    for (const role of ['information-governance', 'data-officer'] as const) {
      const reader = await site.signedIn(role);
      assert.equal((await reader.open(`/children/${child}`)).statusCode, 200);
      assert.equal((await reader.open(`/children/${child}/record`)).statusCode, 404);
      assert.ok(!(await reader.open(`/children/${child}`)).body.includes('/record'));
    }
    for (const id of ['0f0e0d0c-0000-4000-8000-000000000000', 'not-an-id', '7']) {
      for (const path of ['', '/timeline', '/data', '/record', '/record?kind=REQUEST_RECEIVED']) {
        assert.equal((await caseworker.open(`/children/${id}${path}`)).statusCode, 404, path);
      }
    }
    for (const query of ['kind=SEN2_RECORD', 'kind=CHILD_MERGED', 'kind=NO_SUCH', 'kind=REQUEST_RECEIVED&correct=99', 'kind=REQUEST_RECEIVED&about=1/1']) {
      assert.equal((await caseworker.open(`/children/${child}/record?${query}`)).statusCode, 404, query);
    }
  });
});

test('the same form ten times at once and three times later is one change; with other answers it is not taken for the first', async (t) => {
  const child = await recordStory(db, [zuleika]);
  const url = `/children/${child}/record`;
  const boxes = boxesIn((await caseworker.open(`${url}?kind=REQUEST_RECEIVED`)).body);
  const sent = { ...boxes, ...dayBoxes('on', '2026-09-01'), step: 'record' } as Record<string, string>;
  const answers = await Promise.all(Array.from({ length: 10 }, () => caseworker.post(url, sent)));
  await recordStory(db, [['DECISION_TO_ASSESS_NOTIFIED', '2026-09-20']], { child });
  for (let time = 0; time < 3; time += 1) answers.push(await caseworker.post(url, sent));
  assert.ok(answers.every(({ statusCode, headers }) => statusCode === 303 && headers.location === `/children/${child}`));
  assert.match(textOf((await caseworker.post(url, { ...sent, ...dayBoxes('on', '2026-09-02') })).body), /sent before with other answers/);
  // The person and the decision are entries too.
  const changes = (await entryCount(db, child)) - 2;
  t.diagnostic(`${answers.length} times the same form: ${changes} change`);
  assert.deepEqual([answers.length, changes], [13, 1]);
});

describe('corrections', () => {
  test('an entry is restated with a reason; what it said before stands beside it', async () => {
    const child = await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2026-09-01', { requestSource: '2' }]]);
    const nameless = await recordOnce(child, 'kind=REQUEST_RECEIVED&correct=2', { ...dayBoxes('on', '2026-09-08'), 'fact-requestSource': '1' });
    assert.match(nameless.body, /Enter why it is corrected/);
    const done = await recordOnce(child, 'kind=REQUEST_RECEIVED&correct=2', { ...dayBoxes('on', '2026-09-08'), 'fact-requestSource': '1', 'why': 'Stamp on the letter' });
    assert.equal(done.status, 303);
    const timeline = await timelineOf(child);
    assert.match(timeline, /Request received 8 September 2026 Corrected/);
    assert.match(timeline, /Reason: Stamp on the letter Before: 1 September 2026 Who asked School or other education setting/);
    assert.match(textOf((await caseworker.open(`/children/${child}`)).body), /Next statutory date 20 October 2026/);
    assert.equal((await caseworker.open(`/children/${child}/record?kind=REQUEST_RECEIVED&correct=2`)).statusCode, 404, 'it no longer stands as it was');
  });

  test('a refusal is asked of the case without the entry, but for a gap that was there before', async () => {
    const child = await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2026-02-02'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-03-02'], ['DRAFT_PLAN_SERVED', '2026-05-04'], ['FINAL_PLAN_SENT', '2026-06-01']]);
    const second = await recordOnce(child, 'kind=REQUEST_RECEIVED&correct=2', { ...dayBoxes('on', '2026-11-22'), why: 'Letter' });
    assert.match(second.body, /22 November 2026 is in the future/);
    assert.equal((await recordOnce(child, 'kind=FINAL_PLAN_SENT&correct=5', { ...dayBoxes('on', '2026-06-02'), why: 'Letter' })).status, 303);
    const gap = await recordStory(db, [zuleika, ['FINAL_PLAN_SENT', '2026-06-01']]);
    assert.equal((await recordOnce(gap, 'kind=FINAL_PLAN_SENT&correct=2', { ...dayBoxes('on', '2026-06-02'), why: 'Letter' })).status, 303);
  });

  test('what did not happen is taken back with a reason and stays to be seen', async () => {
    const child = await recordStory(db, [zuleika, ['REQUEST_RECEIVED', '2026-09-01']]);
    const url = `/children/${child}/record`;
    const boxes = boxesIn((await caseworker.open(`${url}?kind=REQUEST_RECEIVED&correct=2`)).body, 1);
    const silent = (await caseworker.post(url, { ...boxes, step: 'check' })).body;
    assert.match(textOf(silent), /Enter why it is taken back/);
    assert.match(silent, /name="on-month"[^>]*value="9"/);
    const check = await caseworker.post(url, { ...boxes, why: 'It was about her brother', step: 'check' });
    assert.match(textOf(check.body), /No longer there: Decide whether to assess/);
    assert.equal((await caseworker.post(url, { ...boxesIn(check.body), step: 'record' })).statusCode, 303);
    assert.match(await timelineOf(child), /Request received 1 September 2026 Taken back: did not happen.*Reason: It was about her brother/);
    assert.match(textOf((await caseworker.open(`/children/${child}`)).body), /No statutory date is running/);
  });

  test('what a return said is corrected beside it; the correction stands until a later return', async () => {
    const child = await recordReturn(db, returned());
    assert.match(await timelineOf(child), /Request received 3 March 2025.*From SEN2 return 2026/);
    const link = /href="([^"]+kind=REQUEST_RECEIVED[^"]*)"/.exec((await caseworker.open(`/children/${child}/timeline`)).body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const form = await caseworker.open(link);
    assert.match(textOf(form.body), /The SEN2 return 2026 said 3 March 2025/);
    const done = await fillIn(caseworker, link, { ...dayBoxes('on', '2025-03-10'), why: 'Post book' });
    assert.equal(done.statusCode, 303, textOf(done.body));
    assert.match(await timelineOf(child), /Request received 10 March 2025.*SEN2 return 2026 said 3 March 2025/);
    assert.doesNotMatch(await timelineOf(child), /Request received 3 March 2025/);
    const data = textOf((await caseworker.open(`/children/${child}/data`)).body);
    assert.match(data, /10 March 2025 Staff, .*: Post book 1 value before of Day the request was received.* 3 March 2025 : SEN2 return 2026/);
  });

  test('the form to correct what a return tells opens with all that it said, and keeps what is left as it is', async () => {
    const said = returned();
    Object.assign(said.requests[0]?.assessment ?? {}, { namedPlan: { ...emptyNamedPlan(), startDate: '2025-07-20', ceaseDate: '2025-11-14', ceaseReason: '5' } });
    const child = await recordReturn(db, said);
    assert.match(await timelineOf(child), /Request received 3 March 2025 .*Who asked Young person or parent Made whilst in relevant youth accommodation No/);
    const { body } = await caseworker.open(`/children/${child}/record?kind=PLAN_CEASED&about=1/1`);
    const sent = { ...boxesIn(body), ...answersIn(body), ...dayBoxes('on', '2025-11-17'), why: 'Letter' };
    const check = await caseworker.post(`/children/${child}/record`, { ...sent, step: 'check' });
    assert.match(textOf(check.body), /Day the plan ended Monday 17 November 2025 now on record: Friday 14 November 2025 Change .*Why Transferred to another authority Change/);
    assert.equal((await caseworker.post(`/children/${child}/record`, { ...boxesIn(check.body, 1), step: 'record' })).statusCode, 303);
    assert.deepEqual((await sql`SELECT cease_on, cease_reason FROM derived.plan WHERE child_id = ${child}`.execute(db)).rows, [{ cease_on: '2025-11-17', cease_reason: '5' }]);
  });

  test('a plan that a return tells of may be put right though returns hold no drafts', async () => {
    const child = await recordReturn(db, returned());
    assert.equal((await recordOnce(child, 'kind=FINAL_PLAN_SENT&about=1/1', { ...dayBoxes('on', '2025-07-21'), why: 'Post book' })).status, 303);
    assert.match((await recordOnce(child, 'kind=FINAL_PLAN_SENT&about=1/1', { ...dayBoxes('on', '2027-07-21'), why: 'Post book' })).body, /in the future/);
  });

  test('of identity only what differs is recorded', async () => {
    const child = await recordReturn(db, returned());
    const form = await caseworker.open(`/children/${child}/record?kind=PERSON`);
    assert.match(form.body, /value="Vexmoor"/);
    const same = { 'fact-surname': 'Vexmoor', 'fact-forename': 'Ottoline' };
    assert.match((await recordOnce(child, 'kind=PERSON', same)).body, /already on record/);
    assert.equal((await recordOnce(child, 'kind=PERSON', { ...same, 'fact-forename': 'Tilda' })).status, 303);
    const { rows } = await sql<{ text: string }>`SELECT text FROM history_content WHERE subject_id = ${child} AND seq = 2`.execute(db);
    assert.deepEqual(JSON.parse(rows[0]?.text ?? '{}').facts, { forename: 'Tilda' });
  });
});
