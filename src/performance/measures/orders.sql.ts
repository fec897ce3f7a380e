// Orders of the Tribunal, notices that an appeal is not opposed, and mediation agreements: complied with in time?
import { sql } from 'kysely';
import { exemptSql } from '../../deadlines/standing.sql.ts';
import type { Parameters } from '../measure.ts';
import { inWindow, measure, rowsQuery } from '../measure.sql.ts';
import type { Measure, MeasureRows } from '../measure.sql.ts';
import { closedInTime, limits, met, stands } from './deadline-rows.sql.ts';

const orders = limits.filter(({ name }) => name === 'orders');

/** One row an order: all limits that it set, the last of them due in the window. */
function rows(p: Parameters): MeasureRows {
  const [limit] = orders;
  return rowsQuery({
    from: sql`(select child_id, episode_kind, episode_no, trigger_on, max(due_on) as due_on, bool_and(${exemptSql(p.asAt)} and not ${met(p)}) as excused,
        bool_and(${met(p)} or ${exemptSql(p.asAt)}) as complied, bool_or(${stands(p, 'OPEN_DUE_TODAY')}) as due_today
      from deadline where ${limit?.codes} and not ${stands(p, 'NOT_STARTED')} and not ${closedInTime(p)[0]}
      group by child_id, episode_kind, episode_no, trigger_on) o`,
    where: inWindow(p, sql`due_on`), caseText: sql`lower(episode_kind) || '-' || episode_no || '/order-' || coalesce(trigger_on::text, '')`,
    countedOn: sql`due_on`, ageOn: sql`due_on`, numerator: sql`complied`,
    excluded: [[sql`excused`, 'A valid exception is recorded'], [sql`due_today`, 'Due today']],
  });
}

export const orderMeasures: readonly Measure[] = orders.map(({ citation }) => measure({
  id: 'orders.in_time', title: 'Orders complied with in time', source: 'law', citation, rowIs: 'order', dayIs: 'Last lawful day', aliases: ['IND.ORDERS'],
  pairings: ['open_overdue.orders'], rows,
  definition: 'Counted: orders of the Tribunal, notices to it that an appeal is not opposed, and mediation agreements, whose last limit falls in the window. '
    + 'Counted as yes: everything that they required was done by its day.',
}));
