// Annual reviews of the plans in force: SEN2 counting, section "Annual reviews". Each plan by its latest review.
import { sql } from 'kysely';
import { schoolYearAgeDay } from '../measure.ts';
import type { Parameters } from '../measure.ts';
import { happened, inWindow, measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows, RowParts } from '../measure.sql.ts';
import { windowKinds } from '../windows.ts';
import { perhapsInForce, planCase, startUnknown } from './caseload.sql.ts';

const base = 'Of the plans in force as at the day, each by its latest review. A review is expected for plans that started before the window began.';
const taken: Fragment = sql`decision_on - meeting_on`;

/** Plans with `meeting_on`, `decision_on` and `outcome` of the latest review known as at the day. */
function plansWithReview(p: Parameters): Fragment {
  const decided = happened(p, sql`decision_on`);
  return sql`plan left join (
    select distinct on (child_id, plan_no) child_id, plan_no, meeting_on,
      case when ${decided} then decision_on end as decision_on, case when ${decided} then outcome end as outcome
    from review where ${happened(p, sql`meeting_on`)}
    order by child_id, plan_no, meeting_on desc nulls last, review.decision_on desc nulls last, review_no desc) latest using (child_id, plan_no)`;
}

type Excluded = NonNullable<RowParts['excluded']>;

function rows(p: Parameters, numerator: Fragment, excluded: Excluded): MeasureRows {
  return rowsQuery({
    from: plansWithReview(p), where: perhapsInForce(p), caseText: planCase, countedOn: sql`meeting_on`, planNo: sql`plan_no`,
    ageOn: sql`${schoolYearAgeDay(p.asAt)}::date`, days: taken, numerator, excluded: [startUnknown, ...excluded],
  });
}

const tooNew = (p: Parameters): Excluded[number] => [sql`start_on >= ${p.from}::date`, 'Review not expected: the plan started after the window began'];
const noMeeting: Excluded[number] = [sql`meeting_on is null`, 'No review meeting recorded'];
const noDecision: Excluded[number] = [sql`decision_on is null`, 'No decision recorded'];
const otherPeriod = (p: Parameters): Excluded[number] => [sql`not ${inWindow(p, sql`meeting_on`)}`, 'Meeting outside the window'];

interface Spec { readonly id: string; readonly title: string; readonly numerator: (p: Parameters) => Fragment; readonly excluded: (p: Parameters) => Excluded; readonly words?: string }

function review({ id, title, numerator, excluded, words = '' }: Spec): Measure {
  const timeliness = id.includes('within_4_weeks') || id.includes('over_4_weeks');
  return measure({
    id: `reviews.${id}`, title, source: 'DfE', citation: 'SEN2, annual reviews', basis: 'stock', rowIs: 'plan', dayIs: 'Day of the latest review meeting', daysAre: timeliness ? 'Days from meeting to decision' : null,
    windows: ['calendar-year', ...windowKinds.filter((kind) => kind !== 'calendar-year')], definition: `${base} ${words}`.trim(),
    pairings: timeliness ? ['open_overdue.review_decision'] : [], rows: (p) => rows(p, numerator(p), excluded(p)),
  });
}

const meetings: readonly Measure[] = [
  review({ id: 'not_expected', title: 'Review not expected', numerator: (p) => sql`start_on >= ${p.from}::date`, excluded: () => [] }),
  review({ id: 'expected', title: 'Review expected', numerator: (p) => sql`start_on < ${p.from}::date`, excluded: () => [] }),
  ...([
    ['meeting_in_period', 'Latest review meeting in the window', (p) => sql`coalesce(${inWindow(p, sql`meeting_on`)}, false)`],
    ['meeting_after', 'Latest review meeting after the window, up to the day', (p) => sql`coalesce(meeting_on > ${p.to}::date and meeting_on <= ${p.asAt}::date, false)`],
    ['meeting_before', 'Latest review meeting before the window', (p) => sql`coalesce(meeting_on < ${p.from}::date, false)`],
    ['no_meeting', 'No review meeting recorded', () => sql`meeting_on is null`],
  ] satisfies [string, string, (p: Parameters) => Fragment][]).map(([id, title, numerator]) => review({
    id, title, numerator, excluded: (p) => [tooNew(p)], words: 'Counted: plans whose review is expected.',
  })),
];

const outcomes: readonly (readonly [string, string, Fragment])[] = [
  ['outcome_amend', 'Decision to amend the plan', sql`coalesce(outcome = 'amend', false)`],
  ['outcome_cease', 'Decision to end the plan', sql`coalesce(outcome = 'cease', false)`],
  ['outcome_maintain', 'Decision to keep the plan as it is', sql`coalesce(outcome = 'maintain', false)`],
  ['outcome_none', 'No decision recorded', sql`outcome is null`],
];

const timings: readonly (readonly [string, string, Fragment])[] = [
  ['decided_within_4_weeks', 'Decided within four weeks of the meeting', sql`${taken} <= 28`],
  ['decided_over_4_weeks', 'Decided after more than four weeks from the meeting', sql`${taken} > 28`],
];

/** Outcomes and timing, of all latest reviews or of those with a meeting in the window. */
function results(prefix: '' | 'in_period.'): Measure[] {
  const which = prefix === '' ? '' : ', meeting in the window';
  const period = (p: Parameters): Excluded => (prefix === '' ? [] : [otherPeriod(p)]);
  const words = `Counted: plans whose review is expected, with a meeting${prefix === '' ? '' : ' in the window'}`;
  return [
    ...outcomes.map(([id, title, numerator]) => review({
      id: prefix + id, title: title + which, numerator: () => numerator, words: `${words}.`, excluded: (p) => [tooNew(p), noMeeting, ...period(p)],
    })),
    ...timings.map(([id, title, numerator]) => review({
      id: prefix + id, title: title + which, numerator: () => numerator, excluded: (p) => [tooNew(p), noMeeting, ...period(p), noDecision],
      words: `${words}, and a decision. Days run from the meeting to the letter with the decision; four weeks are 28 days.`,
    })),
  ];
}

export const reviewMeasures: readonly Measure[] = [...meetings, ...results(''), ...results('in_period.')];
