import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { boxesIn, dayBoxes, fillIn, recordReturn, returned, textOf } from '../../test/cases.ts';
import { testApp } from '../../test/visitor.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';

const site = await testApp({ after });
const { db } = site;
const caseworker = await site.signedIn('caseworker');
const timelineOf = async (child: string): Promise<string> => textOf((await caseworker.open(`/children/${child}/timeline`)).body);

async function linkTo(child: string, kind: string): Promise<string> {
  const page = await caseworker.open(`/children/${child}/timeline`);
  return new RegExp(`href="([^"]+kind=${kind}[^"]*)"`).exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? `no link to ${kind}`;
}

/** Opens "This did not happen" behind the link of a line in the timeline, and goes through with it. Gives back the page to check. */
async function takeBack(child: string, kind: string, why: string): Promise<string> {
  const url = `/children/${child}/record`;
  const form = await caseworker.open(await linkTo(child, kind));
  const check = await caseworker.post(url, { ...boxesIn(form.body, 1), why, step: 'check' });
  assert.equal(check.statusCode, 200, textOf(check.body));
  assert.equal((await caseworker.post(url, { ...boxesIn(check.body), step: 'record' })).statusCode, 303);
  return textOf(check.body);
}

const planned = (): ReturnRecord => {
  const record = returned();
  const [request] = record.requests;
  const namedPlan = { startDate: '2025-07-20', planRes: null, planWbp: null, pb: null, oa: null, dp: null, ceaseDate: '2025-11-30', ceaseReason: '2', planDetails: [] };
  const activePlan = {
    transferLa: null, placements: [], needs: [], reviewMeeting: '2025-10-01', reviewOutcome: 'M', lastReview: '2025-10-20', reviewDraft: null,
    phaseTransferDueDate: '2026-02-15', phaseTransferFinalDate: '2025-12-01',
  };
  return { ...record, requests: [{ ...request, exported: '301', assessment: { ...request?.assessment, week20: true, namedPlan }, activePlan }] } as unknown as ReturnRecord;
};

async function plansOf(child: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM derived.plan WHERE child_id = ${child}`.execute(db);
  return rows[0]?.n ?? 0;
}

describe('what a return tells', () => {
  test('is taken back where it did not happen, stays to be seen with the reason, and can be let stand again', async () => {
    const child = await recordReturn(db, planned());
    assert.equal(await plansOf(child), 1);
    assert.match(await takeBack(child, 'FINAL_PLAN_SENT', 'It was about her sister'), /Did not happen Final plan sent, 20 July 2025/);
    assert.equal(await plansOf(child), 0);
    const gone = await timelineOf(child);
    assert.match(gone, /Final plan sent 20 July 2025 Taken back: did not happen.*SEN2 return 2026 said 20 July 2025.*Reason: It was about her sister/);
    assert.doesNotMatch(gone, /Review meeting held|Plan ended/);
    assert.match(await takeBack(child, 'FINAL_PLAN_SENT', 'No, it was hers'), /Stands again as the return says Final plan sent/);
    assert.equal(await plansOf(child), 1);
    assert.match(await timelineOf(child), /Said not to have happened: final plan sent 20 July 2025 Taken back(?!:).*Reason: No, it was hers/);
  });

  test('is not let back in where a correction of it is taken back', async () => {
    const child = await recordReturn(db, planned());
    assert.equal((await fillIn(caseworker, await linkTo(child, 'FINAL_PLAN_SENT'), { ...dayBoxes('on', '2025-07-21'), why: 'Post book' })).statusCode, 303);
    await takeBack(child, 'FINAL_PLAN_SENT', 'Never sent at all');
    assert.equal(await plansOf(child), 0);
    assert.match(await timelineOf(child), /Final plan sent 21 July 2025 Taken back: did not happen.*Reason: Never sent at all/);
    const link = await linkTo(child, 'FINAL_PLAN_SENT');
    assert.equal((await fillIn(caseworker, link, { ...dayBoxes('on', '2025-07-22'), why: 'Sent after all' })).statusCode, 303);
    assert.equal(await plansOf(child), 1, 'what did not happen is corrected: it did');
  });

  test('is asked about with a reason', async () => {
    const child = await recordReturn(db, planned());
    const form = await caseworker.open(await linkTo(child, 'PLAN_CEASED'));
    const silent = await caseworker.post(`/children/${child}/record`, { ...boxesIn(form.body, 1), step: 'check' });
    assert.match(textOf(silent.body), /Enter why it is taken back/);
    assert.match(textOf(silent.body), /A return of a later census day can state it again/);
  });

  for (const kind of [
    'REQUEST_RECEIVED', 'DECISION_TO_ASSESS_NOTIFIED', 'MOVED_OUT', 'EXCEPTION_RECORDED', 'PLAN_CEASED', 'REVIEW_MEETING_HELD', 'REVIEW_DECISION_NOTIFIED',
    'PHASE_TRANSFER_IDENTIFIED', 'PHASE_TRANSFER_FINAL_PLAN_SENT',
  ]) {
    test(`${kind} can be taken back`, async () => {
      const child = await recordReturn(db, planned());
      await takeBack(child, kind, 'A slip');
      assert.match(await timelineOf(child), /Taken back: did not happen/);
      const { rows } = await sql<object>`SELECT 1 FROM derived.deadline WHERE child_id = ${child} AND trigger_kind = ${kind}`.execute(db);
      assert.deepEqual(rows, []);
    });
  }

  test('of a withdrawal is corrected, and of a phase transfer too', async () => {
    const record = returned();
    Object.assign(record.requests[0] as object, { requestOutcome: 'W', assessment: null });
    const child = await recordReturn(db, record);
    assert.equal((await fillIn(caseworker, await linkTo(child, 'REQUEST_WITHDRAWN'), { ...dayBoxes('on', '2025-04-11'), why: 'Letter' })).statusCode, 303);
    const { rows } = await sql<{ ended: string; outcome: string }>`SELECT ended_on AS ended, request_outcome AS outcome FROM derived.request WHERE child_id = ${child}`.execute(db);
    assert.deepEqual(rows, [{ ended: '2025-04-11', outcome: 'withdrawn' }]);
    const other = await recordReturn(db, planned());
    assert.equal((await fillIn(caseworker, await linkTo(other, 'PHASE_TRANSFER_FINAL_PLAN_SENT'), { ...dayBoxes('on', '2026-01-12'), why: 'Letter' })).statusCode, 303);
    const phases = await sql<object>`SELECT due_on, final_on FROM derived.phase_transfer WHERE child_id = ${other}`.execute(db);
    assert.deepEqual(phases.rows, [{ due_on: '2026-02-15', final_on: '2026-01-12' }]);
  });

});
