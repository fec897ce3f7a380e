// The form of a count written by hand: what somebody who knows the tables would type to check one figure. It shares no
// code with the measures, and reads the same derived tables.
import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Filter } from '../performance/filters.ts';
import type { Parameters } from '../performance/measure.ts';

export type Fragment = RawBuilder<unknown>;

/** The rows that count, and those of them in the numerator (all, where `yes` is left out). */
export interface HandCount {
  readonly from: Fragment;
  readonly where: Fragment;
  readonly yes?: Fragment;
  /** Rows that the figure must find too, as it tells how many it leaves out: for want of the day, or because they ended without a result. */
  readonly undated?: Fragment;
  /** The day on which the child's age is taken. */
  readonly ageOn: Fragment;
  /** The plan that a row is about; left out where it is about none. */
  readonly planNo?: Fragment;
  readonly category?: Fragment;
}

/** The count of one measure for the days asked for. */
export type ByHand = (p: Parameters) => HandCount;

interface Days { readonly from: Fragment; readonly to: Fragment; readonly asAt: Fragment }

/** The days asked for as SQL. */
export function daysOf({ from, to, asAt }: Parameters): Days {
  return { from: sql`${from}::date`, to: sql`${to}::date`, asAt: sql`${asAt}::date` };
}

const teamOfCase = sql`coalesce(c.team_id, (select team_id from staff where staff.id = c.caseworker_id))`;

type Keyed = Readonly<Record<Filter['key'], (count: HandCount, value: string, asAt: Day) => Fragment>>;

const conditions: Keyed = {
  sex: (_, value) => sql`c.sex = ${value}`,
  ethnicity: (_, value) => sql`c.ethnicity = ${value}`,
  age: ({ ageOn }, value) => sql`date_part('year', age(${ageOn}, c.birth_on)) = ${value}`,
  'age-band': ({ ageOn }, value) => sql`date_part('year', age(${ageOn}, c.birth_on)) between ${value.split('-')[0]} and ${value.split('-')[1]}`,
  need: (_, value) => sql`n.need = ${value}`,
  'looked-after': (_, __, asAt) => sql`child_id in (select child_id from looked_after where ${asAt} between from_on and coalesce(until_on, ${asAt}))`,
  establishment: (_, value, asAt) => sql`child_id in (select e.child_id from placement e join plan q on (q.child_id, q.plan_no) = (e.child_id, e.plan_no)
    where (e.urn = ${value} or e.ukprn = ${value}) and coalesce(q.start_on, ${asAt}) <= ${asAt} and coalesce(q.cease_on, ${asAt}) >= ${asAt}
      and coalesce(e.entry_on, ${asAt}) <= ${asAt} and coalesce(e.leaving_on, ${asAt}) >= ${asAt})`,
  team: (_, value) => sql`${teamOfCase} in (select id from team where name = ${value})`,
  area: (_, value) => sql`${teamOfCase} in (select id from team where area = ${value})`,
  category: ({ category = sql`null::text` }, value) => sql`(${category})::text = ${value}`,
};

/** The tables that a filter needs beside those of the count. One need of rank 1 a plan is taken for granted. */
function beside({ planNo }: HandCount, key: Filter['key']): Fragment {
  if (key === 'category' || key === 'establishment' || key === 'looked-after') return sql``;
  if (key !== 'need') return sql`join child c using (child_id)`;
  const last = sql`join (select child_id, max(plan_no) as last_no from plan group by child_id) l using (child_id)`;
  return sql`${planNo === undefined ? last : sql``} join (select child_id, plan_no as need_of, need from plan_need where rank = '1') n using (child_id)`;
}

/**
 * The query of a count; with a filter, of the rows that pass it. Where there are categories it counts each by itself, as
 * the figure must. An ethnicity is counted by its main code alone.
 */
export function handQuery(count: HandCount, asked?: { readonly filter: Filter | null; readonly asAt: Day }): RawBuilder<{ n: number; yes: number }> {
  const { from, where, yes = sql`true`, undated, planNo = sql`l.last_no`, category } = count;
  const filter = asked?.filter ?? null;
  const passes = asked === undefined || filter === null ? sql`true` : conditions[filter.key](count, filter.value, asked.asAt);
  const samePlan = filter?.key === 'need' ? sql`and n.need_of = ${planNo}` : sql``;
  return sql<{ n: number; yes: number }>`select coalesce(sum(n), 0)::int as n, coalesce(sum(yes), 0)::int as yes from (
    select count(*) filter (where ${where}) as n, count(*) filter (where (${where}) and ${yes}) as yes
    from ${from} ${filter === null ? sql`` : beside(count, filter.key)}
    where (${undated === undefined ? where : sql`(${where}) or (${undated})`}) and ${passes} ${samePlan} group by ${category ?? sql`()`}) g`;
}
