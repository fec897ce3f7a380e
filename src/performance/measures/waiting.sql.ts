// Families waiting now, and the honest basis of the 20 weeks: all requests of a time, not only those that ended.
import { sql } from 'kysely';
import { breachInevitableSql } from '../../deadlines/standing.sql.ts';
import type { Parameters } from '../measure.ts';
import { inWindow, measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows } from '../measure.sql.ts';
import { deadlineCase, notOver, stands } from './deadline-rows.sql.ts';
import { endedFor, requestCase, requestsFor } from './request-rows.sql.ts';

/** Weeks waited, in bands that end at the limits of 6, 16 and 20 weeks. */
const ageBands = ['up to 6 weeks', '6 to 16 weeks', '16 to 20 weeks', '20 to 30 weeks', '30 to 52 weeks', 'over 52 weeks'] as const;
const lastDays = [42, 112, 140, 210, 364] as const;

function ageBand(days: Fragment): Fragment {
  const cases = lastDays.map((last, i) => sql`when ${days} <= ${sql.lit(last)} then ${sql.lit(ageBands[i] ?? '')}`);
  return sql`case ${sql.join(cases, sql` `)} when ${days} is not null then ${sql.lit(ageBands[5])} end`;
}

function open(p: Parameters): MeasureRows {
  const waited = sql`(${p.asAt}::date - received_on)`;
  return rowsQuery({
    from: requestsFor(p), where: sql`not ${endedFor(p)}`, caseText: requestCase, countedOn: sql`received_on`, ageOn: sql`${p.asAt}::date`,
    category: ageBand(waited), days: waited, excluded: [[sql`received_on is null`, 'Day received not recorded']],
  });
}

function cohort(p: Parameters): MeasureRows {
  return rowsQuery({
    from: requestsFor(p), where: inWindow(p, sql`received_on`), caseText: requestCase, countedOn: sql`received_on`, ageOn: sql`received_on`,
    days: sql`assessment_outcome_on - received_on`,
    numerator: sql`coalesce(result = 'issue' and assessment_outcome_on - received_on <= 140, false)`,
    excluded: [
      [sql`decision = 'refuse'`, 'Decided not to assess'],
      [sql`result = 'no-plan'`, 'Told that there will be no plan'],
      [sql`'withdrawn' in (decision, result)`, 'Withdrawn'],
      [sql`exported_to is not null and ${endedFor(p)}`, 'Moved to another authority'],
      [sql`received_on + 140 >= ${p.asAt}::date`, 'The 20 weeks have not passed yet'],
      [sql`result = 'historical'`, 'Day the plan was issued not recorded'],
    ],
  });
}

/**
 * Open assessments; on track where in time, still possible, and no earlier limit of the same case overdue. That is
 * looked up case by case (`limit 1`), where the limit lies ahead: the planner would else go through all limits of all children.
 */
function onTrack(p: Parameters): MeasureRows {
  return rowsQuery({
    from: sql`${notOver(p, sql`code = 'NA.FINAL_PLAN'`)} d left join lateral (
      select true as late from deadline e where e.child_id = d.child_id and e.episode_kind = d.episode_kind and e.episode_no = d.episode_no
        and d.due_on > ${p.asAt}::date and e.due_on < ${p.asAt}::date
        and force in ('STATUTORY', 'CASE_LAW') and nature = 'duty' and ${stands(p, 'OPEN_OVERDUE')} limit 1) earlier on true`,
    where: stands(p, 'OPEN_IN_TIME', 'OPEN_DUE_TODAY', 'OPEN_OVERDUE', 'OPEN_EXEMPT'),
    caseText: deadlineCase, countedOn: sql`due_on`, ageOn: sql`${p.asAt}::date`,
    numerator: sql`${stands(p, 'OPEN_IN_TIME')} and not ${breachInevitableSql(p.asAt)} and late is null`,
  });
}

export const waitingMeasures: readonly Measure[] = [
  measure({
    id: 'waiting.by_age', title: 'Open assessments by weeks waited', source: 'council', basis: 'stock', kind: 'count', rowIs: 'request', dayIs: 'Day received', daysAre: 'Days waited',
    aliases: ['IND.WAIT_NOW'], categories: { title: 'Weeks since the request was received', known: ageBands }, rows: open,
    definition: 'Counted: requests received and not ended in any way as at the day, by the weeks since the day of receipt.',
  }),
  measure({
    id: 'twenty_weeks.cohort.within', title: 'Requests that led to a plan within 20 weeks, of all that should have', source: 'council', rowIs: 'request',
    aliases: ['IND.20W_COHORT'], pairings: ['twenty_weeks.all.within', 'open_overdue.final_plan', 'waiting.by_age'], rows: cohort, dayIs: 'Day received',
    daysAre: 'Days from request to plan',
    definition: 'Counted: requests received in the window whose 20 weeks had passed by the day, open ones among them; '
      + 'without those refused, told of no plan, withdrawn or moved away. Counted as yes: the plan was issued within 140 days.',
  }),
  measure({
    id: 'on_track', title: 'Open assessments on track', source: 'council', basis: 'stock', rowIs: 'assessment', dayIs: 'Last lawful day', aliases: ['IND.ON_TRACK'],
    pairings: ['open_overdue.final_plan'], rows: onTrack,
    definition: 'Counted: assessments with the 20-week limit open. Counted as yes: the limit lies ahead, can still be kept with the least time that the '
      + 'law gives the family, and no earlier limit of the same case is overdue.',
  }),
];
