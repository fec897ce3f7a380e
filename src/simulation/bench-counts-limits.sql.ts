// Counts by hand over limits of the law, and over reviews held against them.
import { sql } from 'kysely';
import { schoolYearAgeDay, type Parameters } from '../performance/measure.ts';
import { type ByHand, daysOf, type Fragment, type HandCount } from './bench-count.sql.ts';

/** The codes of the limits that have measures of their own. */
const codes: Readonly<Record<string, Fragment>> = {
  decide_assess: sql`code = 'NA.DECIDE_ASSESS'`, no_plan: sql`code = 'NA.NOTIFY_NO_PLAN'`, final_plan: sql`code = 'NA.FINAL_PLAN'`,
  advice: sql`code = 'NA.ADVICE'`, review: sql`code = 'AR.COMPLETE_BY'`, review_decision: sql`code = 'AR.DECISION'`,
  amendment_notice: sql`code = 'AR.AMEND_NOTICE'`, amended_plan: sql`code = 'AR.FINAL'`, phase_transfer: sql`code in ('PT.FINAL', 'PT.P16_P16')`,
  orders: sql`(code like 'TO.%' or code = 'MED.COMPLY_OTHER')`, reassessment: sql`code in ('RA.DECIDE', 'RA.FINAL')`,
};

const known = (p: Parameters): Fragment => sql`(known_on is null or known_on <= ${daysOf(p).asAt})`;
const exempt = (p: Parameters): Fragment => sql`(exempt and (exempt_from is null or exempt_from <= ${daysOf(p).asAt}))`;
const done = (p: Parameters): Fragment => sql`coalesce(done_on <= ${daysOf(p).asAt}, false)`;
const closed = (p: Parameters): Fragment => sql`(not_applicable or coalesce(closed_on <= ${daysOf(p).asAt}, false))`;
const inTime = (p: Parameters): Fragment => sql`(${done(p)} and done_on <= due_on)`;

/** Closed before the limit had passed, and not done: it does not count. */
const closedInTime = (p: Parameters): Fragment => sql`(not ${done(p)} and ${closed(p)} and coalesce(closed_on <= due_on, true))`;

const limit = (p: Parameters, where: Fragment, more: Partial<HandCount> = {}): HandCount => ({ from: sql`deadline`, where, ageOn: daysOf(p).asAt, ...more });

const due = (p: Parameters): Fragment => sql`due_on between ${daysOf(p).from} and ${daysOf(p).to}`;

const fallenDue = (code: Fragment, category?: Fragment): ByHand => (p) => limit(
  p, sql`${code} and ${due(p)} and ${known(p)} and (due_on < ${daysOf(p).asAt} or ${done(p)}) and not ${closedInTime(p)} and (${inTime(p)} or not ${exempt(p)})`,
  { ageOn: sql`due_on`, yes: inTime(p), ...(category === undefined ? {} : { category }) },
);

const overdue = (code: Fragment): ByHand => (p) => limit(p, sql`${code} and due_on < ${daysOf(p).asAt} and ${known(p)} and not ${done(p)} and not ${closed(p)} and not ${exempt(p)}`);

const transfers = (last: Fragment): ByHand => (p) => limit(
  p, sql`${codes['phase_transfer']} and ${due(p)} and not (${known(p)} and ${closedInTime(p)})`,
  { ageOn: sql`due_on`, yes: sql`${done(p)} and done_on <= ${last}` },
);

/** Orders whose last limit lies in the window, each with all that it asked for. */
const orders: ByHand = (p) => limit(p, sql`${due(p)} and not excused and not today`, {
  from: sql`(select child_id, max(due_on) as due_on, bool_and(${inTime(p)} or ${exempt(p)}) as kept, bool_and(${exempt(p)} and not ${inTime(p)}) as excused,
      bool_or(due_on = ${daysOf(p).asAt} and not ${done(p)} and not ${closed(p)}) as today
    from deadline where ${codes['orders']} and ${known(p)} and (due_on is not null or ${done(p)} or ${closed(p)}) and not ${closedInTime(p)}
    group by child_id, episode_kind, episode_no, trigger_on) o`, ageOn: sql`due_on`, yes: sql`kept`,
});

/** Open assessments; on track with the limit ahead, time enough, and nothing of the same case late. */
const onTrack: ByHand = (p) => {
  const { asAt } = daysOf(p);
  const late = sql`exists (select from (select * from deadline e where e.child_id = d.child_id and e.episode_kind = d.episode_kind and e.episode_no = d.episode_no) e
    where due_on < ${asAt} and nature = 'duty' and force in ('STATUTORY', 'CASE_LAW') and not ${exempt(p)} and ${known(p)} and not ${done(p)} and not ${closed(p)})`;
  return limit(p, sql`code = 'NA.FINAL_PLAN' and due_on is not null and ${known(p)} and not ${done(p)} and not ${closed(p)}`, {
    from: sql`deadline d`, yes: sql`due_on > ${asAt} and (${exempt(p)} or inevitable_from is null or inevitable_from > ${asAt}) and not ${late}`,
  });
};

const review = (where: Fragment, yes: Fragment): HandCount =>
  ({ from: sql`review join (select child_id, plan_no, cease_on from plan) b using (child_id, plan_no)`, where, yes, ageOn: sql`meeting_on`, planNo: sql`plan_no` });

const decided = (withOverdue: boolean): ByHand => (p) => {
  const { from, to, asAt } = daysOf(p);
  const waiting = sql`(coalesce(decision_on > ${asAt}, outcome is null) and meeting_on + 28 < ${asAt} and (cease_on is null or cease_on >= ${asAt}))`;
  return review(sql`meeting_on is not null and (decision_on between ${from} and ${to} or ${withOverdue ? waiting : sql`false`})`,
    sql`decision_on <= ${asAt} and decision_on < meeting_on + 29`);
};

const amended: ByHand = (p) => {
  const { from, to, asAt } = daysOf(p);
  return review(sql`outcome = 'amend' and meeting_on + 84 between ${from} and ${to} and (decision_on is null or decision_on <= ${asAt})
    and (not_amended_on is null or not_amended_on > ${asAt}) and not (final_on is null and cease_on is not null and cease_on <= meeting_on + 84)
    and (meeting_on + 84 < ${asAt} or final_on <= ${asAt})`, sql`final_on <= ${asAt} and final_on <= meeting_on + 84`);
};

/** Plans in force for a year, and whether a yearly review of theirs is late. */
const yearly: ByHand = (p) => {
  const { asAt } = daysOf(p);
  const late = overdue(sql`code = 'AR.COMPLETE_BY'`)(p).where;
  return {
    from: sql`plan left join (select distinct child_id, episode_no as plan_no, true as late from deadline where episode_kind = 'PLAN' and ${late}) d using (child_id, plan_no)`,
    where: sql`start_on <= ${asAt} and (cease_on is null or cease_on >= ${asAt}) and start_on + interval '12 months' <= ${asAt}`,
    yes: sql`late is null`, ageOn: sql`${schoolYearAgeDay(p.asAt)}::date`, planNo: sql`plan_no`,
  };
};

/** The counts of limits, and of reviews against the law. */
export const limitCounts: Readonly<Record<string, ByHand>> = {
  ...Object.fromEntries(Object.entries(codes).flatMap(([name, code]) => [[`legal.${name}`, fallenDue(code)], [`open_overdue.${name}`, overdue(code)]])),
  'advice.in_six_weeks': fallenDue(sql`code = 'NA.ADVICE'`, sql`body`),
  'orders.in_time': orders,
  'phase_transfer.strict': transfers(sql`due_on`),
  'phase_transfer.quoted': transfers(sql`coalesce(quoted_on, due_on)`),
  on_track: onTrack,
  'review_decisions.within_4_weeks': decided(false),
  'review_decisions.within_4_weeks_with_overdue': decided(true),
  'amended_plans.within_12_weeks': amended,
  'reviews.within_12_months': yearly,
};
