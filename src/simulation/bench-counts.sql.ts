// Counts written by hand, one for each family of measures: what somebody who knows the tables would type.
import { type RawBuilder, sql } from 'kysely';
import type { Parameters } from '../performance/measure.ts';
import type { Measure } from '../performance/measure.sql.ts';

type Count = RawBuilder<{ n: number }>;

const issued = ({ from, to, asAt }: Parameters): RawBuilder<unknown> => sql`assessment_outcome = 'issue'
  and assessment_outcome_on between ${from}::date and ${to}::date and assessment_outcome_on <= ${asAt}::date
  and received_on <= ${asAt}::date`;

const overdue = (code: string, { asAt }: Parameters): Count => sql`select count(*)::int as n from deadline
  where code = ${code} and due_on < ${asAt}::date and (known_on is null or known_on <= ${asAt}::date)
    and (done_on is null or done_on > ${asAt}::date) and not not_applicable and (closed_on is null or closed_on > ${asAt}::date) and not exempt`;

const fallenDue = (code: string, { from, to, asAt }: Parameters): Count => sql`select count(*)::int as n from deadline
  where code = ${code} and due_on between ${from}::date and ${to}::date and (due_on < ${asAt}::date or done_on <= ${asAt}::date)
    and (known_on is null or known_on <= ${asAt}::date)
    and (done_on <= ${asAt}::date or not (not_applicable or coalesce(closed_on <= ${asAt}::date, false)) or closed_on > due_on)
    and not (exempt and not coalesce(done_on <= ${asAt}::date and done_on <= due_on, false))`;

const inForce = ({ asAt }: Parameters): RawBuilder<unknown> => sql`start_on <= ${asAt}::date and (cease_on is null or cease_on >= ${asAt}::date)`;

const counts: Readonly<Record<string, (p: Parameters) => Count>> = {
  'requests.received': ({ from, to, asAt }) => sql`select count(*)::int as n from request
    where received_on between ${from}::date and ${to}::date and received_on <= ${asAt}::date and request_outcome <> 'historical'`,
  'six_weeks.decided.within': ({ from, to, asAt }) => sql`select count(*)::int as n from request
    where request_outcome in ('assess', 'refuse') and request_outcome_on between ${from}::date and ${to}::date
      and request_outcome_on <= ${asAt}::date and received_on <= ${asAt}::date`,
  'assessments.issued': ({ from, to, asAt }) => sql`select count(*)::int as n from request
    where assessment_outcome in ('issue', 'no-plan') and assessment_outcome_on between ${from}::date and ${to}::date
      and assessment_outcome_on <= ${asAt}::date and (received_on is null or received_on <= ${asAt}::date)`,
  'twenty_weeks.all.within': (p) => sql`select count(*)::int as n from request where ${issued(p)}`,
  'twenty_weeks.excl.within': (p) => sql`select count(*)::int as n from request where ${issued(p)} and week20 is not true`,
  'caseload.total': (p) => sql`select count(*)::int as n from plan where ${inForce(p)}`,
  'caseload.by_sex': (p) => sql`select count(*)::int as n from plan join child using (child_id) where ${inForce(p)}`,
  'ceased.total': ({ from, to }) => sql`select count(cease_on)::int as n from plan
    where cease_on between ${from}::date and ${to}::date or (cease_on is null and cease_reason is not null)`,
  'caseload.by_primary_need': (p) => sql`select sum(n)::int as n from (select need, count(*) as n from plan
    left join plan_need n on n.child_id = plan.child_id and n.plan_no = plan.plan_no and rank = '1' where ${inForce(p)} group by need) g`,
  persons: () => sql`select count(*)::int as n from child`,
  'open_overdue.final_plan': (p) => overdue('NA.FINAL_PLAN', p),
  'open_overdue.review': (p) => overdue('AR.COMPLETE_BY', p),
  'legal.final_plan': (p) => fallenDue('NA.FINAL_PLAN', p),
  'legal.advice': (p) => fallenDue('NA.ADVICE', p),
  'waiting.by_age': ({ asAt }) => sql`select count(*)::int as n from request
    where received_on <= ${asAt}::date and not (ended and (ended_on is null or ended_on <= ${asAt}::date))`,
};

/** The count of the rows that count: written by hand where there is one, else a bare count of the measure's rows. */
export function countOf({ id, rows }: Measure, parameters: Parameters): { count: Count; byHand: boolean } {
  const byHand = counts[id];
  if (byHand !== undefined) return { count: byHand(parameters), byHand: true };
  const count: Count = sql`select count(*)::int as n, count(*) filter (where numerator) as yes
    from (${rows(parameters)} offset 0) r where excluded_because is null`;
  return { count, byHand: false };
}
