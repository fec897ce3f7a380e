// Counts by hand over plans, their placements, phase transfers and reviews, and children.
import { sql } from 'kysely';
import { schoolYearAgeDay, type Parameters } from '../performance/measure.ts';
import { type ByHand, daysOf, type Fragment, type HandCount } from './bench-count.sql.ts';

const inForce = (p: Parameters): Fragment => sql`start_on <= ${daysOf(p).asAt} and (cease_on is null or cease_on >= ${daysOf(p).asAt})`;

const plan = (p: Parameters, more: Partial<HandCount> = {}): HandCount =>
  ({ from: sql`plan`, where: inForce(p), ageOn: sql`${schoolYearAgeDay(p.asAt)}::date`, planNo: sql`plan_no`, ...more });

const plans = (yes?: Fragment): ByHand => (p) => plan(p, yes === undefined ? {} : { yes });

const first = sql`plan left join (select distinct on (child_id, plan_no) child_id, plan_no, need as first_need from plan_need
  where rank = '1' order by child_id, plan_no, need_no) f using (child_id, plan_no)`;

const placed = (code: 'res' | 'wbp'): ByHand => (p) => {
  const where = sql`a.${sql.ref(code)} is not null and ${inForce(p)} and entry_on <= ${daysOf(p).asAt} and (leaving_on is null or leaving_on >= ${daysOf(p).asAt})`;
  return plan(p, { from: sql`placement a join plan using (child_id, plan_no)`, where, category: sql`a.${sql.ref(code)}` });
};

const transfers = (p: Parameters, more: Partial<HandCount> = {}): HandCount => plan(p, {
  from: sql`plan join phase_transfer using (child_id, plan_no)`, where: sql`due_on is not null and ${inForce(p)}`, category: sql`date_part('year', due_on)`, ...more,
});

const ceased = (category?: Fragment): ByHand => (p) => plan(p, {
  where: sql`cease_on between ${daysOf(p).from} and ${daysOf(p).to}`, undated: sql`cease_on is null and cease_reason is not null`, ageOn: sql`cease_on`, ...(category === undefined ? {} : { category }),
});

const started: ByHand = (p) => plan(p, {
  from: sql`plan join (select child_id, request_no, assessment_outcome from request) q using (child_id, request_no)`, ageOn: sql`start_on`,
  where: sql`start_on between ${daysOf(p).from} and ${daysOf(p).to} and transferred_from is null and assessment_outcome in ('issue', 'no-plan')`,
});

/** Plans in force beside their latest review known on the day; a decision sent later is none yet. */
function latest(p: Parameters): Fragment {
  const { asAt } = daysOf(p);
  return sql`plan left join (select distinct on (child_id, plan_no) child_id, plan_no, meeting_on as met_on,
      case when coalesce(decision_on, ${asAt}) <= ${asAt} then decision_on end as told_on, case when coalesce(decision_on, ${asAt}) <= ${asAt} then outcome end as came
    from review where coalesce(meeting_on, ${asAt}) <= ${asAt}
    order by child_id, plan_no, meeting_on desc nulls last, decision_on desc nulls last, review_no desc) v using (child_id, plan_no)`;
}

/** Plans in force by their latest review: those that count besides, and those counted as yes. */
const reviewed = (also: (p: Parameters) => Fragment, yes: (p: Parameters) => Fragment): ByHand => (p) =>
  plan(p, { from: latest(p), where: sql`${inForce(p)} and ${also(p)}`, yes: yes(p) });

const always = (): Fragment => sql`true`;
const expected = (p: Parameters): Fragment => sql`start_on < ${daysOf(p).from}`;
const met = (p: Parameters): Fragment => sql`${expected(p)} and met_on is not null`;
const metInWindow = (p: Parameters): Fragment => sql`${expected(p)} and met_on between ${daysOf(p).from} and ${daysOf(p).to}`;

const outcomes = (prefix: string, counts: (p: Parameters) => Fragment): Record<string, ByHand> => ({
  [`reviews.${prefix}outcome_amend`]: reviewed(counts, () => sql`came = 'amend'`),
  [`reviews.${prefix}outcome_cease`]: reviewed(counts, () => sql`came = 'cease'`),
  [`reviews.${prefix}outcome_maintain`]: reviewed(counts, () => sql`came = 'maintain'`),
  [`reviews.${prefix}outcome_none`]: reviewed(counts, () => sql`came is null`),
  [`reviews.${prefix}decided_within_4_weeks`]: reviewed((p) => sql`${counts(p)} and told_on is not null`, () => sql`told_on < met_on + 29`),
  [`reviews.${prefix}decided_over_4_weeks`]: reviewed((p) => sql`${counts(p)} and told_on is not null`, () => sql`told_on > met_on + 28`),
});

/** The counts of plans, reviews on the counting of the return, and children. */
export const planCounts: Readonly<Record<string, ByHand>> = {
  'caseload.total': plans(),
  'caseload.by_primary_need': (p) => plan(p, { from: first, category: sql`first_need` }),
  'caseload.by_sex': (p) => plan(p, { from: sql`plan join (select child_id, sex as of_sex from child) k using (child_id)`, category: sql`of_sex` }),
  'caseload.by_age': (p) => plan(p, {
    from: sql`plan join (select child_id, birth_on as born_on from child) k using (child_id)`,
    category: sql`greatest(0, date_part('year', age(${schoolYearAgeDay(p.asAt)}::date, born_on)))`,
  }),
  'caseload.transferred_in': plans(sql`transferred_from is not null`),
  'budgets.personal_budget': plans(sql`pb`),
  'budgets.organised': plans(sql`oa`),
  'budgets.direct_payment': (p) => plan(p, { where: sql`${inForce(p)} and dp is not null`, category: sql`dp` }),
  residential: placed('res'),
  work_based: placed('wbp'),
  'phase_transfer.due': (p) => transfers(p),
  'phase_transfer.final_on_time': (p) => transfers(p, { yes: sql`final_on <= due_on and final_on <= ${daysOf(p).asAt}` }),
  new_plans: started,
  'ceased.total': ceased(),
  'ceased.by_reason': ceased(sql`cease_reason`),
  persons: (p) => ({ from: sql`child`, where: sql`true`, ageOn: daysOf(p).asAt }),
  'reviews.not_expected': reviewed(always, (p) => sql`start_on >= ${daysOf(p).from}`),
  'reviews.expected': reviewed(always, expected),
  'reviews.meeting_in_period': reviewed(expected, (p) => sql`met_on between ${daysOf(p).from} and ${daysOf(p).to}`),
  'reviews.meeting_after': reviewed(expected, (p) => sql`met_on > ${daysOf(p).to} and met_on <= ${daysOf(p).asAt}`),
  'reviews.meeting_before': reviewed(expected, (p) => sql`met_on < ${daysOf(p).from}`),
  'reviews.no_meeting': reviewed(expected, () => sql`met_on is null`),
  ...outcomes('', met),
  ...outcomes('in_period.', metInWindow),
};
