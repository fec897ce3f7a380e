import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { run } from './deadlines.command.ts';

const folder = mkdtempSync(join(tmpdir(), 'sightline-deadlines-'));
after(() => rmSync(folder, { recursive: true }));

interface Said { code: number; out: string; err: string }

async function say(content: unknown, ...options: string[]): Promise<Said> {
  const file = join(folder, 'cases.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const said = { out: '', err: '' };
  const code = await run(['--file', file, ...options], { out: (text) => { said.out += `${text}\n`; }, err: (text) => { said.err += `${text}\n`; } });
  return { code, ...said };
}

const request = { type: 'REQUEST_RECEIVED', date: '2026-09-15' };

describe('deadlines --file', () => {
  test('prints each date with its working', async () => {
    const { code, out } = await say([{ id: 'one', events: [request] }]);
    assert.equal(code, 0);
    assert.match(out, /NA\.DECIDE_ASSESS {2}Tuesday 27 October 2026\n {6}Request received Tuesday 15 September 2026\. Six weeks, not counting that day: Tuesday 27 October 2026\. SEND Regulations 2014, regulation 5\(1\)\./);
  });

  test('prints one JSON document with --json, and nothing else there', async () => {
    const { out } = await say({ examples: [{ id: 'one', events: [request], asOf: '2026-10-28' }] }, '--json');
    const { results } = JSON.parse(out) as { results: { id: string; result: Record<string, Record<string, unknown>> }[] };
    assert.equal(results[0]?.id, 'one');
    assert.equal(results[0]?.result['deadlines']?.['NA.FINAL_PLAN'], '2027-02-02');
    assert.deepEqual(results[0]?.result['status']?.['NA.DECIDE_ASSESS'], { status: 'OPEN_OVERDUE', daysLate: 1 });
    assert.equal(results[0]?.result['status']?.['PT.FINAL'] instanceof Object, true);
  });

  test('--check compares only the keys that are listed, and ends with 1 where any differs', async () => {
    const right = { id: 'right', events: [request], expect: { deadlines: { 'NA.FINAL_PLAN': '2027-02-02' } } };
    const wrong = { id: 'wrong', events: [request], expect: { deadlines: { 'NA.FINAL_PLAN': '2027-02-03' } } };
    assert.deepEqual(await say([right], '--check'), { code: 0, out: '1 case checked, 0 with differences.\n', err: '' });
    const { code, out } = await say([right, wrong], '--check');
    assert.equal(code, 1);
    assert.match(out, /wrong: deadlines \/ NA\.FINAL_PLAN: expected "2027-02-03", found "2027-02-02"\n2 cases checked, 1 with differences\./);
  });

  for (const [what, events, message] of [
    ['an impossible day', [request, { type: 'FINAL_PLAN_SENT', date: '2026-13-01' }], /one, event 2 \(FINAL_PLAN_SENT\): date "2026-13-01" is not a day/],
    ['an impossible day in a fact', [{ type: 'MOVE', date: '2026-11-02', oldLaAwareOn: '2026-02-30' }], /one, event 1 \(MOVE\): oldLaAwareOn "2026-02-30" is not a day/],
    ['an unknown event', [request, { type: 'HAT_LOST', date: '2026-10-01' }], /one, event 2 \(HAT_LOST\): there is no such type of event/],
    ['an instant that is none', [{ type: 'REQUEST_RECEIVED', receivedAtUtc: '2026-07-14' }], /receivedAtUtc "2026-07-14" is not an instant/],
    ['an instant at an hour that is none', [{ type: 'REQUEST_RECEIVED', receivedAtUtc: '2026-07-14T25:00:00Z' }], /is not an instant/],
    ['no list of events', 'none', /one: "events" is not a list/],
    ['an event that is none', [7], /one, event 1 \(no type\)/],
  ] as const) {
    test(`${what} is a finding that names its place; the other cases are worked out`, async () => {
      const { code, out, err } = await say([{ id: 'one', events }, { id: 'two', events: [request] }], '--json');
      assert.equal(code, 1);
      assert.match(err, message);
      assert.match(out, /"two".*2027-02-02/);
    });
  }

  test('an unknown setting is named and the usual reading taken', async () => {
    const { code, err } = await say([{ id: 'one', events: [request], config: { annual: 'NEVER' } }]);
    assert.equal(code, 1);
    assert.match(err, /one: there is no setting annual: NEVER; the usual reading was taken/);
  });

  test('a byte order mark before the text does no harm', async () => {
    assert.equal((await say(`\uFEFF${JSON.stringify([{ id: 'one', events: [request] }])}`)).code, 0);
  });

  for (const [what, content, message] of [
    ['is not JSON', '{', /is not JSON/], ['holds no cases', { cases: [] }, /neither a list of cases/], ['is empty', '', /is not JSON/],
  ] as const) {
    test(`a file that ${what} is one clear message`, () => assert.rejects(say(content), { name: 'Trouble', message }));
  }

  test('a file that is not there, and no file, are told', async () => {
    const io = { out: () => undefined, err: () => undefined };
    await assert.rejects(run(['--file', join(folder, 'none.json')], io), /cannot be read: there is none of that name/);
    await assert.rejects(run(['--file', folder], io), /cannot be read: it is a folder/);
    await assert.rejects(run([], io), { name: 'Trouble', exitCode: 2, message: /Name the file/ });
  });

  test('a thousand disturbed stories are worked out without a crash', async () => {
    const kinds = ['REQUEST_RECEIVED', 'FINAL_PLAN_SENT', 'MOVED_IN', 'TRIBUNAL_ORDER_MADE', 'REVIEW_DECISION_NOTIFIED', 'PHASE_TRANSFER_IDENTIFIED', 'MOVE', 'RELEASED', 'DETENTION_STARTED', 'EXCEPTION_RECORDED', 'ABSENCE_FROM_AREA', 'PLAN_TRANSFERRED_IN'];
    const cases = Array.from({ length: 1000 }, (_, i) => ({
      id: String(i), events: Array.from({ length: 1 + (i % 5) }, (_e, n) => ({ type: kinds[(i * 7 + n * 5) % kinds.length], ...((i + n) % 3 === 0 ? {} : { date: `20${14 + ((i + n) % 12)}-0${1 + ((i * 3 + n) % 9)}-15` }) })),
    }));
    assert.equal((await say(cases, '--json')).code, 0);
  });
});
