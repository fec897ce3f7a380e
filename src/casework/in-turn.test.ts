import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { story } from '../../test/entries.ts';
import { day } from '../calendar/day.ts';
import type { Facts } from '../case-history/entry.ts';
import { kinds } from '../case-history/kinds.ts';
import { settle } from '../case-history/settle.ts';
import { confirmable, inTurn, possible } from './in-turn.ts';
import { refusals } from './refuse.ts';
import { turns } from './turns.ts';

type Event = [kind: string, on: string | null, facts?: Facts];
const TODAY = day('2026-11-21');
const names = kinds.filter(({ subject }) => subject === 'child').map(({ name }) => name);
const titles = new Map(kinds.map(({ title, name }) => [title, name]));

const request: Event = ['REQUEST_RECEIVED', '2026-09-01'];
const assess: Event = ['DECISION_TO_ASSESS_NOTIFIED', '2026-09-29'];
const asked: Event = ['ADVICE_REQUESTED', '2026-09-30', { body: 'HEALTH' }];
const draft: Event = ['DRAFT_PLAN_SERVED', '2026-11-16'];
const plan: Event = ['PLAN_FIRST_MADE', '2025-03-17'];
const meeting: Event = ['REVIEW_MEETING_HELD', '2026-11-02'];
const notice: Event = ['AMENDMENT_NOTICE_SENT', '2026-11-03'];

/** A case as it stands; what can happen now, what is only recorded late, and what cannot be at all. */
const table: [state: string, before: Event[], now: string[], late: string[], never: string[]][] = [
  ['nothing is recorded', [],
    ['Request received', 'Plan transferred in', 'Plan first made'], [], ['Told that it will assess', 'Advice received', 'Review meeting held', 'Plan ended', 'Final amended plan sent']],
  ['a request waits for the decision', [request],
    ['Told that it will assess', 'Told that it will not assess', 'Request withdrawn'], ['Request received', 'Draft plan sent to the family'], ['Final plan sent', 'Told that there will be no plan', 'Review meeting held', 'Proposed amendments sent']],
  ['the authority assesses', [request, assess],
    ['Advice asked for', 'Decided to make a plan', 'Told that there will be no plan', 'Draft plan sent to the family'], ['Told that it will not assess'], ['Told that it will assess', 'Final plan sent', 'Advice received']],
  ['advice is awaited', [request, assess, asked], ['Advice received', 'Advice asked for'], [], ['Told that it will assess']],
  ['all advice has come', [request, assess, asked, ['ADVICE_RECEIVED', '2026-10-20', { body: 'HEALTH' }]], ['Advice asked for'], ['Advice received'], []],
  ['a draft is with the family', [request, assess, draft],
    ['Family’s views received', 'Fresh draft plan sent to the family', 'Setting consulted'], ['Draft plan sent to the family', 'Final plan sent'], ['Told that it will assess']],
  ['the family has had its fifteen days', [request, assess, ['DRAFT_PLAN_SERVED', '2026-11-06']], ['Final plan sent'], [], []],
  ['the request was refused', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-09-29']],
    ['Request received', 'Appeal lodged', 'Family wishes to mediate'], ['Told that it will assess'], ['Told that it will not assess', 'Final plan sent', 'Review meeting held']],
  ['the refusal was appealed', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-09-29'], ['APPEAL_LODGED', '2026-10-20']],
    ['Tribunal order made', 'Appeal withdrawn', 'Response to the appeal sent'], [], []],
  ['the Tribunal ordered an assessment', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-09-29'], ['APPEAL_LODGED', '2026-10-20'], ['TRIBUNAL_ORDER_MADE', '2026-11-10', { order: 'ASSESS' }]],
    ['Told that it will assess', 'Order or agreement complied with'], ['Tribunal order made'], []],
  ['a plan is in force', [plan],
    ['Review meeting held', 'Review meeting arranged', 'Proposed amendments sent', 'Plan ended', 'Reassessment asked for'], [], ['Told that it will assess', 'Told of the decision after the review', 'Final amended plan sent', 'Told that the plan will not be amended after all']],
  ['a review waits for its decision', [plan, meeting], ['Told of the decision after the review', 'Review report sent'], [], ['Final amended plan sent']],
  ['a review was decided', [plan, meeting, ['REVIEW_DECISION_NOTIFIED', '2026-11-16', { outcome: 'MAINTAIN' }]], ['Review meeting held'], ['Told of the decision after the review'], ['Final amended plan sent']],
  ['amendments are with the family', [plan, meeting, notice], ['Final amended plan sent', 'Told that the plan will not be amended after all', 'Family’s views received'], ['Proposed amendments sent'], []],
  ['the plan was amended', [plan, meeting, notice, ['FINAL_AMENDED_PLAN_SENT', '2026-11-20']], ['Proposed amendments sent', 'Appeal lodged'], ['Final amended plan sent'], []],
  ['the plan has ended', [plan, ['PLAN_CEASED', '2026-07-31', { reason: '2' }]], ['Request received', 'Plan transferred in'], ['Review meeting held', 'Proposed amendments sent'], ['Told that it will assess']],
  ['a complaint is open', [['COMPLAINT_RECEIVED', '2026-11-02']], ['Complaint acknowledged', 'Complaint answered'], ['Complaint taken to stage 2'], []],
];

describe('what is offered to be recorded', () => {
  for (const [state, before, now, late, never] of table) {
    test(`where ${state}`, () => {
      const settled = settle(story(...before));
      const [offered, open] = [inTurn(names, settled, TODAY), possible(names, settled, TODAY)];
      const named = (list: string[]): string[] => list.map((title) => titles.get(title) ?? `no kind “${title}”`);
      assert.deepEqual(named(now).filter((kind) => !offered.includes(kind)), [], 'to be offered now');
      assert.deepEqual(named(late).filter((kind) => offered.includes(kind) || !open.includes(kind)), [], 'to be recorded late');
      assert.deepEqual(named(never).filter((kind) => open.includes(kind)), [], 'not to be offered');
      assert.deepEqual(offered.filter((kind) => refusals({ kind, on: TODAY, facts: { limit: 'NA.FINAL_PLAN', why: 'x', body: 'HEALTH' } }, settled, TODAY).length > 0), [], 'offered and refused');
    });
  }

  for (const start of ['REQUEST_RECEIVED', 'BROUGHT_TO_ATTENTION', 'DETAINED_REQUEST_RECEIVED', 'MOVED_IN']) {
    test(`either decision is offered after ${kinds.find(({ name }) => name === start)?.title.toLowerCase()}, and neither once one was taken`, () => {
      const offered = (...more: Event[]): string[] => inTurn(names, settle(story([start, '2026-09-01'], ...more)), TODAY).filter((name) => /^DECISION_(NOT_)?TO_ASSESS/.test(name));
      assert.deepEqual(offered(), ['DECISION_TO_ASSESS_NOTIFIED', 'DECISION_NOT_TO_ASSESS_NOTIFIED']);
      assert.deepEqual(offered(assess), []);
    });
  }

  const refused: Event = ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-09-29'];
  const toldAgain: [state: string, before: Event[], offered: boolean][] = [
    ['a request waits for the decision', [request], false],
    ['the request was refused', [request, refused], true],
    ['mediation ended without agreement', [request, refused, ['MEDIATION_HELD', '2026-10-27']], true],
    ['it was agreed to reconsider', [request, refused, ['MEDIATION_AGREEMENT_SIGNED', '2026-10-27', { effect: 'RECONSIDER' }]], true],
    ['the refusal was told again before', [request, refused, ['REFUSAL_STANDS_NOTIFIED', '2026-10-27', { freshAppeal: false }]], true],
    ['the authority assesses after all', [request, refused, ['DECISION_TO_ASSESS_NOTIFIED', '2026-10-27']], false],
    ['there was a new request', [request, refused, ['REQUEST_RECEIVED', '2026-10-27']], false],
    ['there will be no plan', [request, assess, ['DECISION_NO_PLAN_NOTIFIED', '2026-10-27']], true],
  ];
  for (const [state, before, offered] of toldAgain) {
    test(`that the refusal stands is ${offered ? '' : 'not '}offered where ${state}`, () => {
      assert.equal(inTurn(names, settle(story(...before)), TODAY).includes('REFUSAL_STANDS_NOTIFIED'), offered);
    });
  }

  const askedAbout: [state: string, before: Event[], kinds: string[]][] = [
    ['nothing is recorded', [], []],
    ['a request waits for the decision', [request], ['Advice received', 'Told that there will be no plan', 'Final plan sent']],
    ['the authority assesses', [request, assess], ['Advice received', 'Final plan sent']],
    ['a draft is with the family', [request, assess, draft], ['Advice received']],
    ['the request was refused', [request, ['DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-09-29']], ['Advice received', 'Told that there will be no plan', 'Final plan sent']],
    ['a plan is in force', [plan], ['Review report sent', 'Told of the decision after the review', 'Final amended plan sent', 'Told that the plan will not be amended after all']],
    ['a review waits for its decision', [plan, meeting], ['Final amended plan sent', 'Told that the plan will not be amended after all']],
  ];
  for (const [state, before, expected] of askedAbout) {
    test(`what should not be, and may be recorded once it is confirmed, where ${state}`, () => {
      const settled = settle(story(...before));
      const plain = possible(names, settled, TODAY);
      const found = confirmable(names.filter((name) => !plain.includes(name)), settled, TODAY);
      assert.deepEqual(found.map((name) => kinds.find((kind) => kind.name === name)?.title), expected);
    });
  }

  test('every kind with a turn is a kind, and so is everything that it follows', () => {
    const mentioned = Object.entries(turns).flatMap(([kind, { after = [], until = [] }]) => [kind, ...after, ...until]);
    assert.deepEqual([...new Set(mentioned)].filter((kind) => !names.includes(kind)), []);
  });
});
