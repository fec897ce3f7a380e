import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { withDatabase } from '../../test/database.ts';
import { story } from '../../test/entries.ts';
import { dateWith, standingExamples } from '../../test/standing-examples.ts';
import { day } from '../calendar/day.ts';
import { settle } from '../case-history/settle.ts';
import { lawWith } from './law.ts';
import { isNotRecorded, type Standing, standing, statusOn, type Stored } from './standing.ts';
import { breachInevitableSql, daysLateSql, notRecordedSql, statusSql } from './standing.sql.ts';
import { workOut } from './work-out.ts';

describe('the status of a date on a day', () => {
  for (const [what, facts, today, status, , notRecorded = false] of standingExamples) {
    test(`${what}: ${status}`, () => {
      assert.equal(statusOn(dateWith(facts), today), status);
      assert.equal(isNotRecorded(dateWith(facts), today), notRecorded);
    });
  }

  test('is the same in SQL, with the days late', async () => {
    await withDatabase(async ({ db }) => {
      for (const [what, facts, today, status, daysLate, notRecorded = false] of standingExamples) {
        const { rows } = await sql<{ status: string; late: number | null; unsaid: boolean }>`
          select ${statusSql(today)} as status, ${daysLateSql(today)} as late, ${notRecordedSql(today)} as unsaid
          from ${rowOf(dateWith(facts))}`.execute(db);
        assert.deepEqual(rows[0], { status, late: daysLate, unsaid: notRecorded }, what);
      }
    });
  });

  test('a breach becomes inevitable on the same day in SQL, and never under an exception', async () => {
    await withDatabase(async ({ db }) => {
      for (const [inevitable, exempt, today, expected] of [
        ['2026-06-01', false, '2026-05-31', false], ['2026-06-01', false, '2026-06-01', true], ['2026-06-01', true, '2026-06-02', false], [null, false, '2026-06-02', false],
      ] as const) {
        const date = dateWith({ inevitableFrom: inevitable === null ? null : day(inevitable), exempt });
        const { rows } = await sql<{ inevitable: boolean }>`select ${breachInevitableSql(day(today))} as inevitable from ${rowOf(date)}`.execute(db);
        assert.equal(rows[0]?.inevitable, expected);
      }
    });
  });
});

function rowOf(date: Stored) {
  return sql`(select ${date.dueOn}::date as due_on, ${date.knownOn}::date as known_on, ${date.doneOn}::date as done_on, ${date.closedOn}::date as closed_on,
    ${date.notApplicable}::boolean as not_applicable, ${date.unrecorded}::boolean as unrecorded, ${date.exempt}::boolean as exempt, ${date.inevitableFrom}::date as inevitable_from, ${date.exemptFrom}::date as exempt_from) d`;
}

const law = lawWith();

describe('a step that had to come before something', () => {
  const steps = (today: string, ...told: Parameters<typeof story>): [string, boolean][] =>
    ['AR.NOTICE', 'AR.CIRCULATE'].map((code) => stands(code, today, ...told)).map(({ status, notRecorded }) => [status, notRecorded]);
  const arranged: [string, string, object] = ['REVIEW_SCHEDULED', '2026-11-01', { meetingDate: '2026-12-01' }];

  test('is overdue while that lies ahead, and not recorded from the day it happened', () => {
    assert.deepEqual(steps('2026-11-20', arranged as never), [['OPEN_OVERDUE', false], ['OPEN_OVERDUE', false]]);
    const held: Parameters<typeof story> = [arranged as never, ['REVIEW_MEETING_HELD', '2026-12-01']];
    assert.deepEqual(steps('2026-11-20', ...held), [['OPEN_OVERDUE', false], ['OPEN_OVERDUE', false]]);
    assert.deepEqual(steps('2026-12-01', ...held), [['NOT_APPLICABLE', true], ['NOT_APPLICABLE', true]]);
  });

  test('is in time or late where it is recorded, though after the meeting', () => {
    const told: Parameters<typeof story> = [['REVIEW_MEETING_HELD', '2026-12-01'], ['REVIEW_NOTICE_GIVEN', '2026-11-10'], ['REVIEW_ADVICE_CIRCULATED', '2026-12-03']];
    assert.deepEqual(steps('2026-12-10', ...told), [['MET', false], ['DONE_LATE', false]]);
  });
});

function stands(code: string, today: string, ...told: Parameters<typeof story>): Standing {
  const date = workOut(settle(story(...told)), law).find((one) => one.code === code);
  assert.ok(date, `${code} was not worked out`);
  return standing(date, day(today));
}

describe('days and warnings', () => {
  test('days left until the day, none once done', () => {
    assert.deepEqual(stands('NA.FINAL_PLAN', '2026-08-14', ['REQUEST_RECEIVED', '2026-04-08']), {
      status: 'OPEN_IN_TIME', daysLeft: 12, daysLate: 0, metOnQuotedDate: false, notRecorded: false, warnings: ['adviceWillBreach', 'finalAtRisk', 'breachInevitable'].sort(byWarning),
    });
  });

  test('no warning for what is done, closed or excused', () => {
    for (const end of [['FINAL_PLAN_SENT', '2026-08-10'], ['REQUEST_WITHDRAWN', '2026-05-10'], ['EXCEPTION_RECORDED', '2026-05-10', { limit: 'NA.FINAL_PLAN', category: 'EXCEPTIONAL_PERSONAL' }]] as const) {
      const [kind, on, facts] = end;
      assert.deepEqual(stands('NA.FINAL_PLAN', '2026-08-20', ['REQUEST_RECEIVED', '2026-04-08'], [kind, on, facts ?? {}]).warnings, [], kind);
    }
  });

  test('a decision at risk after day 35, unless a panel is recorded', () => {
    const request = ['REQUEST_RECEIVED', '2026-04-08'] as [string, string];
    assert.deepEqual(stands('NA.DECIDE_ASSESS', '2026-05-13', request).warnings, []);
    assert.deepEqual(stands('NA.DECIDE_ASSESS', '2026-05-14', request).warnings, ['decisionAtRisk']);
  });

  test('a final plan at risk when no setting was consulted 16 days before', () => {
    const told: Parameters<typeof story> = [['REQUEST_RECEIVED', '2026-04-08'], ['ADVICE_REQUESTED', '2026-05-01'], ['DRAFT_PLAN_SERVED', '2026-07-20']];
    assert.deepEqual(stands('NA.FINAL_PLAN', '2026-08-10', ...told).warnings, []);
    assert.deepEqual(stands('NA.FINAL_PLAN', '2026-08-11', ...told).warnings, ['finalAtRisk']);
  });
});

const order = ['breachInevitable', 'adviceWillBreach', 'decisionAtRisk', 'finalAtRisk'];
function byWarning(a: string, b: string): number {
  return order.indexOf(a) - order.indexOf(b);
}
