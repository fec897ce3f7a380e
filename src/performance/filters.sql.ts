import { sql } from 'kysely';
import { ETHNICITIES } from '../case-history/kinds/ethnicity.ts';
import { withTeams } from '../casework/team-of-case.sql.ts';
import { ageBands } from './filters.ts';
import type { Filter, FilterKey } from './filters.ts';
import { NOT_RECORDED, type Parameters } from './measure.ts';
import type { Fragment } from './measure.sql.ts';
import { placesOn } from './measures/caseload.sql.ts';

// Of timestamps, so that no time zone is looked up for each row.
const age = sql`date_part('year', age(r.age_on::timestamp, c.birth_on::timestamp))`;

const ofChild: Readonly<Record<Exclude<FilterKey, 'need' | 'looked-after' | 'establishment' | 'team' | 'area'>, Fragment>> = {
  sex: sql`c.sex`, ethnicity: sql`c.ethnicity`, age, 'age-band': age, category: sql`r.category`,
};

/** A condition on the rows `r` of a measure for some days, each beside its child `c`: they pass the filter. */
export function passes({ key, value }: Filter, p: Parameters): Fragment {
  if (key === 'need') return value === NOT_RECORDED ? sql`${hasNeed(sql`need is not null`)} is not true` : sql`${hasNeed(sql`need = ${value}`)} is true`;
  if (key === 'looked-after') return sql`${lookedAfter(p)} is ${sql.raw(value === NOT_RECORDED ? 'not true' : 'true')}`;
  if (key === 'establishment') return placedAt(value, p);
  if (key === 'team') return value === NOT_RECORDED ? withoutTeam(sql`name`) : withTeams(sql`array(select id from team where ${teamNamed(value)})`);
  if (key === 'area') return value === NOT_RECORDED ? withoutTeam(sql`area`) : withTeams(sql`array(select id from team where ${areaNamed(value)})`);
  if (value === NOT_RECORDED) return sql`${ofChild[key]} is null`;
  if (key === 'age-band') return aged(...ageBands[value] ?? [0, -1]);
  if (key === 'age') return aged(Number(value), Number(value));
  if (key === 'ethnicity') return sql`c.ethnicity = any(${codesOf(value)})`;
  return sql`${ofChild[key]} = ${value}`;
}

/** Looked after by the authority on the as-at day. */
function lookedAfter(p: Parameters): Fragment {
  return sql`r.child_id in (select child_id from looked_after where from_on <= ${p.asAt}::date and (until_on is null or until_on >= ${p.asAt}::date))`;
}

/** Placed as at the day at the establishment with this number; not recorded: at none that has a number. */
function placedAt(value: string, p: Parameters): Fragment {
  const there = (which: Fragment): Fragment => sql`r.child_id in (select child_id from ${placesOn(p)} e where ${which})`;
  return value === NOT_RECORDED ? sql`${there(sql`establishment is not null`)} is not true` : sql`${there(sql`establishment = ${value}`)} is true`;
}

/** Teams of this name: those that bear it, else those that bore it, so that links from before a renaming still lead to them. */
export function teamNamed(name: string): Fragment {
  return sql`(name = ${name} or (${name} = any(former_names) and not exists (select from team other where other.name = ${name})))`;
}

/**
 * Teams that serve the area of this name; where no team at work does any more, also those that did, so that links from before the
 * area had another name still lead to it.
 */
export function areaNamed(name: string): Fragment {
  return sql`(area = ${name} or (${name} = any(former_areas) and not exists (select from team other where other.area = ${name} and other.ended_at is null)))`;
}

/** With no team, or (by `area`) with one that serves all areas. */
function withoutTeam(column: Fragment): Fragment {
  return sql`${withTeams(sql`array(select id from team where ${column} is not null)`)} is not true`;
}

/** Of an age between two, both in (a child not yet born is 0). Days alone rule most children out before their age is worked out. */
function aged(from: number, to: number): Fragment {
  return sql`(c.birth_on between r.age_on - ${(to + 1) * 366}::int and r.age_on + ${(1 - from) * 365}::int and ${age} between ${from} and ${to})`;
}

/**
 * Whether the primary need (of the plan that the row is about, or else of the child's latest plan) is as `need` says. Of the
 * two lists that one is made, once, which the rows of a measure ask for; `is true` around it keeps it a list.
 */
function hasNeed(need: Fragment): Fragment {
  const plans = sql`select child_id, plan_no from plan_need n where rank = '1' and ${need} and (need_no = 1 or not exists (
    select from plan_need e where e.child_id = n.child_id and e.plan_no = n.plan_no and e.rank = '1' and e.need_no < n.need_no))`;
  const latest = sql`select child_id from (${plans}) n where not exists (
    select from plan l where l.child_id = n.child_id and l.plan_no > n.plan_no)`;
  return sql`(case when r.plan_no is null then r.child_id in (${latest}) else (r.child_id, r.plan_no) in (${plans}) end)`;
}

/** The main code of an ethnic group and those that roll up to it; the code alone where it is of no known group. */
function codesOf(main: string): string[] {
  const group = ETHNICITIES.find(({ code }) => code === main);
  return [main, ...Object.keys(group?.extended ?? {})];
}
