// The views and filters of lists as conditions on the relation of cases.sql.ts.
import { type RawBuilder, sql } from 'kysely';
import { addDays, type Day } from '../calendar/day.ts';
import { stages } from '../case-history/case-stage.ts';
import type { Ball } from './ball.ts';
import { phases, type Phase } from './phases.ts';
import { foundBy } from './list-search.sql.ts';
import { type FilterName, type ListQuestion, NOBODY, type SortName } from './list-question.ts';
import { QUIET_DAYS, type SystemViewId } from './views.ts';

type Condition = RawBuilder<boolean>;

/** Which cases a view holds. */
export function inView(view: SystemViewId, today: Day): Condition {
  const conditions: Readonly<Record<SystemViewId, Condition>> = {
    'all': sql`true`, 'next-7-days': sql`due_soon`, 'overdue': sql`overdue > 0`, 'inevitable': sql`inevitable`,
    'advice': sql`cardinality(bodies) > 0`, 'data': sql`data_problem`, 'unallocated': sql`caseworker_id IS NULL`,
    'quiet': sql`(busy AND coalesce(worked_on <= ${addDays(today, -QUIET_DAYS)}::date, true))`,
  };
  return conditions[view];
}

function due(value: string, today: Day): Condition {
  if (value === 'none') return sql`due_on IS NULL`;
  if (value === 'overdue') return sql`overdue > 0`;
  if (value === 'week') return sql`due_soon`;
  if (value === 'month') return sql`coalesce(ahead_on <= ${addDays(today, 28)}::date, false)`;
  return sql`due_on > ${addDays(today, 28)}::date`;
}

function ball(value: string): Condition {
  const others: Readonly<Record<Exclude<Ball, 'us'>, Condition>> = { family: sql`views`, adviser: sql`cardinality(bodies) > 0`, setting: sql`settings > 0`, mediator: sql`mediator`, tribunal: sql`appeal` };
  if (value === 'us') return sql`NOT (views OR cardinality(bodies) > 0 OR settings > 0 OR mediator OR appeal)`;
  return others[value as Exclude<Ball, 'us'>];
}

function phase(value: string): Condition {
  const [from, to] = phases[value as Phase].years;
  return sql<boolean>`school_year BETWEEN ${from} AND ${to}`;
}

const passes: Readonly<Record<FilterName, (value: string, today: Day) => Condition>> = {
  stage: (value) => sql`stage = ${value}`, due, ball, phase, need: (value) => (value === 'none' ? sql`need IS NULL` : sql`need = ${value}`),
};

/** The cases that a question asks for. */
export function asked({ view, filters, caseworker, search }: ListQuestion, today: Day): Condition {
  const chosen = Object.entries(filters).map(([name, value]) => passes[name as FilterName](value, today));
  const whose = caseworker === null ? [] : [caseworker === NOBODY ? sql`caseworker_id IS NULL` : sql`caseworker_id = ${caseworker}::uuid`];
  const found = search === '' ? [] : [foundBy(search)];
  return sql<boolean>`(${sql.join([inView(view, today), ...chosen, ...whose, ...found], sql` AND `)})`;
}

const stageOrder = sql`array_position(${Object.keys(stages)}::text[], stage)`;
// The authority first, then the others in the order in which the column names them.
const ballOrder = sql`CASE WHEN views THEN 1 WHEN cardinality(bodies) > 0 THEN 2 WHEN settings > 0 THEN 3 WHEN mediator THEN 4 WHEN appeal THEN 5 ELSE 0 END`;
const byName = sql`surname COLLATE names, forename COLLATE names, reference`;

/** The order of a list. What needs attention first: overdue, then what is due today or can no longer be met, then by day. */
export function orderOf({ sort, order }: Pick<ListQuestion, 'sort' | 'order'>, today: Day): RawBuilder<unknown> {
  const way = order === 'asc' ? sql`ASC` : sql`DESC`;
  const orders: Readonly<Record<SortName, RawBuilder<unknown>>> = {
    attention: sql`(CASE WHEN overdue > 0 THEN 0 WHEN inevitable OR due_on = ${today}::date THEN 1 WHEN excused THEN 3 ELSE 2 END) ${way}, due_on ${way} NULLS LAST`,
    name: sql`surname COLLATE names ${way} NULLS LAST, forename COLLATE names ${way}`, stage: sql`${stageOrder} ${way}`,
    due: sql`excused, due_on ${way} NULLS LAST`, ball: sql`${ballOrder} ${way}`, worked: sql`worked_on ${way} NULLS FIRST`, caseworker: sql`caseworker COLLATE names ${way} NULLS FIRST`,
  };
  return sql`${orders[sort]}, ${byName}`;
}
