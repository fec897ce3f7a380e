import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inventCases } from '../../test/invented-cases.ts';
import { dutiesAfter, dutiesOf } from '../../test/duties.ts';
import { story } from '../../test/entries.ts';
import { legalDutyStories } from '../../test/legal-duty-stories.ts';
import { bankHolidays } from '../calendar/bank-holidays.ts';
import { addDays, type Day, day, weekday } from '../calendar/day.ts';
import { calendarWith } from '../calendar/working-days.ts';
import { settle } from '../case-history/settle.ts';
import { refusals } from '../casework/refuse.ts';
import type { Duty } from '../children/duty.ts';
import { recordedByHand } from '../children/target.ts';
import { statusOn } from '../deadlines/standing.ts';
import { rules } from '../statute/rules.ts';
import { type Alert, type AlertSettings, alertsOf, usualAlerts } from './alerts.ts';

const calendar = calendarWith(bankHolidays);

const datesOf = (...told: Parameters<typeof story>): Duty[] => dutiesAfter(told);
const on = (dates: Duty[], today: string, settings?: AlertSettings): Alert[] => alertsOf(dates, day(today), calendar, settings);
const of = (code: string, dates: Duty[], today: string): Alert | undefined => on(dates, today).find(({ date }) => date.code === code);

const works = (today: Day): boolean => weekday(today) < 6 && !bankHolidays.has(today);
/** Working days from today up to the day before, counted on the fingers. */
function left(today: Day, dueOn: Day): number {
  let count = 0;
  for (let at = today; at < dueOn; at = addDays(at, 1)) if (works(at)) count += 1;
  return count;
}

describe('the clock moved over every legal duty', () => {
  const legal = [...new Set(rules.filter(({ nature, force }) => nature === 'duty' && ['STATUTORY', 'CASE_LAW'].includes(force)).map(({ code }) => code))].sort();

  test('the stories are such as staff record', () => {
    for (const [name, events] of Object.entries(legalDutyStories)) {
      for (const [i, [kind, on, facts = {}]] of events.entries()) {
        assert.ok(recordedByHand.some((one) => one.name === kind), kind);
        assert.deepEqual(refusals({ kind, on: day(on), facts }, settle(story(...events.slice(0, i))), day('2026-11-21')), [], name);
      }
    }
  });

  test('an alert is there from ten working days before until it is done, and on no other day, for every code of the law', () => {
    const vanished = new Set<string>();
    for (const dates of Object.values(legalDutyStories).map((events) => datesOf(...events))) {
      for (const date of dates) if (date.dueOn !== null && legal.includes(date.code) && overTime(date, dates)) vanished.add(date.code);
    }
    // No duty is left out, also none of another body or of other law: each came up, was done and came up no more.
    assert.deepEqual([...vanished].sort(), legal);
  });

  test('so it is in invented cases', () => {
    const tried = new Map<string, number>();
    for (const dates of inventCases(21, 120, day('2026-11-21')).map(({ settled, deadlines }) => dutiesOf({ case: settled, deadlines }))) {
      for (const date of dates) {
        if (date.dueOn === null || !legal.includes(date.code) || (tried.get(date.code) ?? 0) >= 3) continue;
        tried.set(date.code, (tried.get(date.code) ?? 0) + 1);
        overTime(date, dates);
      }
    }
    assert.ok(tried.size >= 15, [...tried.keys()].join(' '));
  });

  /** Moves the clock over a date; true where it alerted, was done and alerted no more. */
  function overTime(date: Duty, dates: readonly Duty[]): boolean {
    const dueOn = date.dueOn as Day;
    const days = Array.from({ length: 32 }, (_, i) => addDays(dueOn, i - 20));
    const alerted = days.filter((today) => checkDay(date, dates, today));
    return alerted.length > 0 && days.some((today) => today > (alerted.at(-1) as Day) && date.doneOn !== null && today >= date.doneOn);
  }

  /** Whether a date alerts on a day, which is looked at from all sides; its case then has one alert of that cause. */
  function checkDay(date: Duty, dates: readonly Duty[], today: Day): boolean {
    const [alert] = alertsOf([date], today, calendar);
    const status = statusOn(date, today);
    const expected = status.startsWith('OPEN') && left(today, date.dueOn as Day) <= 10;
    assert.equal(alert !== undefined, expected, `${date.code} due ${date.dueOn} on ${today}`);
    if (alert === undefined) return false;
    assert.equal(alertsOf(dates, today, calendar).filter(({ cause }) => cause === alert.cause).length, 1, `${date.code} on ${today}`);
    const group = { OPEN_OVERDUE: 'overdue', OPEN_DUE_TODAY: 'today', OPEN_EXEMPT: 'information' }[status as string] ?? (today >= addDays(date.dueOn as Day, -7) ? 'week' : 'later');
    assert.equal(alert.group, group);
    const isNew = status === 'OPEN_OVERDUE' || (status === 'OPEN_IN_TIME' && works(today) && [10, 5, 1].includes(left(today, date.dueOn as Day)));
    assert.equal(alert.isNew, isNew, `${date.code} due ${date.dueOn}, new on ${today}`);
    assert.equal(alert.escalated, status === 'OPEN_OVERDUE' && left(addDays(date.dueOn as Day, 1), addDays(today, 1)) >= 5);
    return true;
  }
});

describe('one case', () => {
  // Due on Wednesday 16 December 2026.
  const request = [['REQUEST_RECEIVED', '2026-11-04']] as Parameters<typeof story>;

  test('the decision alerts ten working days before, is due, is overdue, goes to the manager, and vanishes when recorded', () => {
    const dates = datesOf(...request);
    const groups = ['2026-12-01', '2026-12-02', '2026-12-08', '2026-12-09', '2026-12-16', '2026-12-17', '2026-12-22', '2026-12-23'].map((today) => of('NA.DECIDE_ASSESS', dates, today));
    assert.deepEqual(groups.map((alert) => alert?.group), [undefined, 'later', 'later', 'week', 'today', 'overdue', 'overdue', 'overdue']);
    assert.deepEqual(groups.map((alert) => alert?.escalated), [undefined, false, false, false, false, false, false, true]);
    assert.equal(groups[5]?.escalatesOn, '2026-12-23');
    const decided = datesOf(...request, ['DECISION_TO_ASSESS_NOTIFIED', '2026-12-18']);
    assert.equal(of('NA.DECIDE_ASSESS', decided, '2026-12-17')?.group, 'overdue');
    assert.equal(of('NA.DECIDE_ASSESS', decided, '2026-12-18'), undefined);
  });

  test('all versions of a rule are done by the same acts, so that a cause keeps its name', () => {
    const versions = Map.groupBy(rules, ({ code }) => code);
    for (const [code, of] of versions) assert.equal(new Set(of.map(({ done }) => [...new Set(done.map(({ event }) => event))].sort().join())).size, 1, code);
  });

  test('the days are settings', () => {
    const dates = datesOf(...request);
    const settings = { daysBefore: [3], escalateAfter: 1 };
    assert.deepEqual(['2026-12-10', '2026-12-11', '2026-12-17'].map((today) => on(dates, today, settings).map(({ group, escalated }) => [group, escalated])), [[], [['week', false]], [['overdue', true]]]);
    assert.deepEqual(usualAlerts, { daysBefore: [10, 5, 1], escalateAfter: 5 });
  });

  test('three limits that one final plan would meet are one alert, by the first of them', () => {
    const dates = datesOf(['PLAN_FIRST_MADE', '2024-05-01'], ['REVIEW_MEETING_HELD', '2026-09-01'], ['REVIEW_DECISION_NOTIFIED', '2026-09-10', { outcome: 'AMEND' }], ['AMENDMENT_NOTICE_SENT', '2026-09-11']);
    const alerts = on(dates, '2026-11-10').filter(({ date }) => date.code.startsWith('AR.FINAL'));
    assert.equal(alerts.length, 1);
    assert.equal(alerts[0]?.dueOn, '2026-11-06');
    for (const today of ['2026-11-01', '2026-11-10', '2026-12-20']) {
      const causes = on(dates, today).map(({ cause }) => cause);
      assert.equal(new Set(causes).size, causes.length);
    }
  });

  test('of two acts of which either is enough there is one alert that says both, and either ends it', () => {
    const told: Parameters<typeof datesOf> = [['PLAN_FIRST_MADE', '2024-05-01'], ['REVIEW_MEETING_HELD', '2026-09-01'], ['REVIEW_DECISION_NOTIFIED', '2026-09-10', { outcome: 'AMEND' }], ['AMENDMENT_NOTICE_SENT', '2026-09-20']];
    // Twelve weeks from the meeting are over on 24 November, eight from the notice on 15 November.
    for (const today of ['2026-11-10', '2026-11-15', '2026-11-20', '2026-12-20']) {
      const amending = on(datesOf(...told), today).filter(({ cause }) => cause.includes('AMEND'));
      assert.deepEqual(amending.map(({ date, otherWay, dueOn }) => [date.code.startsWith('AR.FINAL'), otherWay?.code, dueOn]), [[true, 'AR.NO_AMEND_NOTIFY', '2026-11-15']], today);
    }
    // Before there is a notice of amendments nobody can be told that they are dropped.
    assert.deepEqual(on(datesOf(...told.slice(0, 3)), '2026-11-20').filter(({ date }) => date.code.startsWith('AR.FINAL')).map(({ otherWay }) => otherWay), [null]);
    for (const act of ['FINAL_AMENDED_PLAN_SENT', 'NO_AMENDMENT_NOTIFIED']) {
      assert.deepEqual(on(datesOf(...told, [act, '2026-11-12']), '2026-12-20').filter(({ date: { code } }) => code.startsWith('AR.FINAL') || code === 'AR.NO_AMEND_NOTIFY'), [], act);
    }
  });

  test('a rule that takes the place of another ends with its act, and the other with its own', () => {
    const [events, pairs] = [(of: readonly { readonly event: string }[]) => of.map(({ event }) => event), rules.filter(({ insteadOf }) => insteadOf !== undefined)];
    for (const rule of pairs) {
      const others = rules.filter(({ code }) => code === rule.insteadOf);
      assert.ok(others.length > 0, rule.code);
      for (const other of others) {
        assert.ok(events(other.done).every((event) => events(rule.stops).includes(event)) && events(rule.done).every((event) => events(other.stops).includes(event)), rule.code);
        assert.deepEqual(rule.within, other.within);
      }
    }
    assert.ok(pairs.length > 0);
  });

  test('each body asked for advice is a cause of its own, and an excused date is for information', () => {
    const dates = datesOf(...request, ['DECISION_TO_ASSESS_NOTIFIED', '2026-11-10'], ['ADVICE_REQUESTED', '2026-11-10', { body: 'HEALTH' }], ['ADVICE_REQUESTED', '2026-11-10', { body: 'SOCIAL_CARE' }],
      ['EXCEPTION_RECORDED', '2026-12-20', { limit: 'NA.ADVICE/HEALTH', category: 'MISSED_APPOINTMENT', why: 'Ill' }]);
    assert.deepEqual(on(dates, '2026-12-28').map(({ date, group }) => [date.body, group]), [['SOCIAL_CARE', 'overdue'], ['HEALTH', 'information']]);
  });

  test('what others owe does not alert, in time or late', () => {
    const dates = datesOf(['MEDIATION_REQUESTED', '2026-10-12'], ['MEDIATION_HELD', '2026-11-09']);
    assert.equal(dates.find(({ code }) => code === 'MED.CERT')?.dueOn, '2026-11-12');
    for (const today of ['2026-11-10', '2026-11-12', '2026-11-13', '2027-06-01']) assert.deepEqual(on(dates, today), []);
  });

  test('the days of the family are for information, and over when they are over', () => {
    const dates = datesOf(...request, ['DECISION_TO_ASSESS_NOTIFIED', '2026-11-10'], ['DRAFT_PLAN_SERVED', '2027-01-11']);
    assert.equal(of('NA.REPS_END', dates, '2027-01-20')?.group, 'information');
    assert.equal(of('NA.REPS_END', dates, '2027-01-26'), undefined);
  });
});
