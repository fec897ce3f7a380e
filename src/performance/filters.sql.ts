import { sql } from 'kysely';
import { ETHNICITIES } from '../case-history/kinds/ethnicity.ts';
import { ageBands } from './filters.ts';
import type { Filter, FilterKey } from './filters.ts';
import { NOT_RECORDED } from './measure.ts';
import type { Fragment } from './measure.sql.ts';

/** What the child of the row `r` has in a column: looked up row by row, which stays quick however few rows are expected. */
const ofChild = (value: Fragment): Fragment => sql`(select ${value} from child c where c.child_id = r.child_id)`;

const age = ofChild(sql`extract(year from age(r.age_on, c.birth_on))`);

/** The primary need of the plan that the row is about, or else of the child's latest plan. */
const need = sql`(select n.need from plan_need n where n.child_id = r.child_id and n.rank = '1'
  and n.plan_no = coalesce(r.plan_no, (select max(plan_no) from plan where plan.child_id = r.child_id)) order by n.need_no limit 1)`;

const values: Readonly<Record<FilterKey, Fragment>> = {
  sex: ofChild(sql`c.sex`), ethnicity: ofChild(sql`c.ethnicity`), need, age, 'age-band': age, category: sql`r.category`,
};

/** A condition on the rows `r` of a measure: they pass the filter. */
export function passes({ key, value }: Filter): Fragment {
  if (value === NOT_RECORDED) return sql`${values[key]} is null`;
  if (key === 'age-band') {
    const [from, to] = ageBands[value] ?? [0, -1];
    return sql`${age} between ${from} and ${to}`;
  }
  if (key === 'age') return sql`${age} = ${Number(value)}`;
  if (key === 'ethnicity') return sql`${values[key]} = any(${codesOf(value)})`;
  return sql`${values[key]} = ${value}`;
}

/** The main code of an ethnic group and those that roll up to it; the code alone where it is of no known group. */
function codesOf(main: string): string[] {
  const group = ETHNICITIES.find(({ code }) => code === main);
  return [main, ...Object.keys(group?.extended ?? {})];
}
