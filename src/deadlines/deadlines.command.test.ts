import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fc } from '../../test/chances.ts';
import { kinds } from '../case-history/kinds.ts';
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
    ['what only the record holds', [{ type: 'SEN2_RECORD', date: '2026-01-15' }, { type: 'CHILD_MERGED' }], /one, event 1 \(SEN2_RECORD\): there is no such type of event/],
    ['a list where one word is asked for', [request, { type: 'TRIBUNAL_ORDER_MADE', date: '2026-11-01', order: ['ASSESS'] }], /one, event 2 \(TRIBUNAL_ORDER_MADE\): order is a list or an object/],
    ['an order that there is not', [request, { type: 'TRIBUNAL_ORDER_MADE', date: '2026-11-01', order: 'FOO' }], /one, event 2 \(TRIBUNAL_ORDER_MADE\): order "FOO" is none of ASSESS, /],
    ['an effect that there is not', [{ type: 'MEDIATION_AGREEMENT_SIGNED', date: '2026-11-01', effect: 'amend' }], /one, event 1 .*: effect "amend" is none of /],
    ['a decision that there is not', [{ type: 'REVIEW_DECISION_NOTIFIED', date: '2026-11-01', outcome: 'KEEP' }], /outcome "KEEP" is none of MAINTAIN, AMEND, CEASE; it was left out/],
    ['a ground that there is not', [request, { type: 'EXCEPTION_RECORDED', date: '2026-11-01', limit: 'NA.FINAL_PLAN', ground: 'WHIM' }], /one, event 2 \(EXCEPTION_RECORDED\): category "WHIM" is none of SETTING_CLOSED, /],
    ['a limit that there is not', [request, { type: 'EXCEPTION_RECORDED', date: '2026-11-01', limit: 'NA.FOO', category: 'EXCEPTIONAL_PERSONAL' }], /one, event 2 \(EXCEPTION_RECORDED\): there is no limit "NA\.FOO"; it was left out/],
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

  test('an event of a case to be counted that cannot be read is a finding that names the case', async () => {
    const { code, err } = await say([{ id: 'one', asOf: '2026-06-30', cases: [{ id: '7', tribunalOrderMade: { date: '2026-05-01', order: 'FOO' } }] }]);
    assert.equal(code, 1);
    assert.match(err, /^one, case 7, event 1 \(TRIBUNAL_ORDER_MADE\): order "FOO" is none of /);
  });

  test('an unknown setting is named and the usual reading taken', async () => {
    const { code, err } = await say([{ id: 'one', events: [request], config: { annual: 'NEVER' } }]);
    assert.equal(code, 1);
    assert.match(err, /one: there is no setting annual: NEVER; the usual reading was taken/);
  });

  test('a byte order mark before the text does no harm', async () => {
    assert.equal((await say(`\uFEFF${JSON.stringify([{ id: 'one', events: [request] }])}`)).code, 0);
  });

  for (const [what, content, message] of [
    ['is not JSON', '{', /is not JSON/], ['holds no cases', { cases: [] }, /neither a list of cases/], ['is empty', '', /is not JSON/], ['has no case in its list', [], /The list of cases is empty/],
    ['holds other objects', { examples: [{ id: 'x', events: [] }, { id: 'y', name: 'Ada' }, 'z'] }, /These are no worked cases: case 2 \(id y\) has neither "events" nor "cases"; case 3 is not an object: z\./],
    ['is nested without end', `[{"id":"deep","events":[],"expect":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}]`, /case 1 \(id deep\) holds values more than 40 deep/],
  ] as const) {
    for (const options of [[], ['--check'], ['--check', '--json']]) {
      test(`a file that ${what} is one clear message${options.length > 0 ? ` with ${options.join(' ')}` : ''}`, () =>
        assert.rejects(say(content, ...options), { name: 'Trouble', exitCode: 2, message }));
    }
  }

  for (const [what, cases, message] of [
    ['a missing id', [{ events: [request] }], /case 1: it has no id; it is called "case 1" here/],
    ['an id given twice', [{ id: 'same', events: [request] }, { id: 'same', events: [request] }], /case 2: its id same is that of case 1 too/],
    ['parts of another form', [{ id: 'one', events: [request], config: 'strict', expect: [1], cases: [7] }], /"config" is not an object\.\none: "expect" is not an object\.\none: 1 of "cases" is not an object/],
    ['a day that is none', [{ id: 'one', events: [request], asOf: 20_261_101, ruleSetAt: '2026-02-30' }], /one: asOf "20261101" is not a day .*\none: ruleSetAt "2026-02-30" is not a day/],
    ['no events at all', [{ id: 'one', expect: {} }], /one: it has neither "events" nor "cases"/],
    ['an id that a terminal would act on', [{ id: '\u001b[2Jone', events: 5 }], /^\[2Jone: "events" is not a list/],
  ] as const) {
    test(`${what} is a finding`, async () => {
      const { code, err } = await say(cases);
      assert.equal(code, 1);
      assert.match(err, message);
    });
  }

  test('--check without anything expected is told', () => assert.rejects(say([{ id: 'one', events: [request] }], '--check'), { exitCode: 2, message: /no case says what it expects/ }));

  test('a device is not read for ever', () => assert.rejects(run(['--file', '/dev/zero'], { out: () => undefined, err: () => undefined }), { exitCode: 2, message: /is a device/ }));

  test('a file too large to be one is told', async () => {
    const path = join(folder, 'large.json');
    writeFileSync(path, '');
    truncateSync(path, 65 * 1024 * 1024);
    await assert.rejects(run(['--file', path], { out: () => undefined, err: () => undefined }), { exitCode: 2, message: /larger than 64 MB/ });
  });

  test('facts of any form do not make it fail', async () => {
    const values = fc.oneof(fc.constant(null), fc.integer(), fc.string(), fc.boolean(), fc.constant('2026-03-01'), fc.array(fc.integer(), { maxLength: 2 }), fc.constant({ to: 'x' }));
    const facts = fc.constantFrom('body', 'order', 'effect', 'kind', 'category', 'limit', 'outcome', 'setting', 'surname', 'dob', 'transferDate', 'about', 'rank', 'need', 'from', 'to', 'reason', 'caseworker', 'staff', 'waiver', 'recipients');
    const event = fc.record({ type: fc.constantFrom(...kinds.map(({ name }) => name), 'constructor'), date: fc.constantFrom('2025-01-05', '2025-06-01', '2026-02-28', null), facts: fc.dictionary(facts, values) });
    await fc.assert(fc.asyncProperty(fc.array(event, { maxLength: 6 }), async (events) => {
      const { out } = await say([{ id: 'any', asOf: '2026-03-01', events: events.map(({ facts: said, ...rest }) => ({ ...rest, ...said })) }], '--json');
      assert.equal((JSON.parse(out) as { results: unknown[] }).results.length, 1);
    }), { numRuns: 400 });
  });

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
