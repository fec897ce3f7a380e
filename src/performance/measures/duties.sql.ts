// Each limit on the basis of the law: what fell due in a window, and whether it was done by then; and what is open and
// overdue as at a day, by how late it is.
import { sql } from 'kysely';
import { adviceBodies } from '../../case-history/kinds/assessment.ts';
import { exemptSql } from '../../deadlines/standing.sql.ts';
import type { Parameters } from '../measure.ts';
import { inWindow, measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows } from '../measure.sql.ts';
import { closedInTime, deadlineCase, limits, met, notOver, stands } from './deadline-rows.sql.ts';
import type { Limit } from './deadline-rows.sql.ts';

const late = (p: Parameters): Fragment => sql`(${p.asAt}::date - due_on)`;

/** Days overdue, in bands. */
const lateBands = ['1-28', '29-84', '85-182', '183-365', 'over 365'] as const;

const lateWords: Readonly<Record<(typeof lateBands)[number], string>> = {
  '1-28': 'Up to 4 weeks overdue (1 to 28 days)', '29-84': '4 to 12 weeks overdue (29 to 84 days)', '85-182': '12 to 26 weeks overdue (85 to 182 days)',
  '183-365': '26 weeks to a year overdue (183 to 365 days)', 'over 365': 'Over a year overdue',
};

const dayIs = 'Last lawful day';

function lateBand(p: Parameters): Fragment {
  const [first, second, third, fourth, last] = lateBands;
  return sql`case when ${late(p)} <= 28 then ${sql.lit(first)} when ${late(p)} <= 84 then ${sql.lit(second)}
    when ${late(p)} <= 182 then ${sql.lit(third)} when ${late(p)} <= 365 then ${sql.lit(fourth)} else ${sql.lit(last)} end`;
}

function fallenDue(p: Parameters, { codes }: Limit, category?: Fragment): MeasureRows {
  return rowsQuery({
    from: sql`deadline`, where: sql`${codes} and ${inWindow(p, sql`due_on`)} and not ${stands(p, 'NOT_STARTED')}`,
    caseText: deadlineCase, countedOn: sql`due_on`, ageOn: sql`due_on`, ...(category === undefined ? {} : { category }),
    numerator: met(p),
    excluded: [
      closedInTime(p),
      [sql`${exemptSql(p.asAt)} and not ${met(p)}`, 'A valid exception to this limit is recorded'],
      [stands(p, 'OPEN_DUE_TODAY'), 'Due today'],
    ],
  });
}

function overdue(p: Parameters, { codes }: Limit): MeasureRows {
  return rowsQuery({
    from: sql`${notOver(p, codes)} deadline`, where: sql`due_on < ${p.asAt}::date and ${stands(p, 'OPEN_OVERDUE', 'OPEN_EXEMPT')}`,
    caseText: deadlineCase, countedOn: sql`due_on`, ageOn: sql`${p.asAt}::date`, category: lateBand(p), days: late(p),
    excluded: [[exemptSql(p.asAt), 'A valid exception to this limit is recorded']],
  });
}

function ofLimit(limit: Limit): Measure[] {
  const { name, title, rowIs, citation } = limit;
  return [
    measure({
      id: `legal.${name}`, title: `${title}: done in time`, source: 'law', citation, rowIs, dayIs, rows: (p) => fallenDue(p, limit),
      pairings: [`open_overdue.${name}`],
      definition: 'Counted: limits whose last lawful day lies in the window, whether or not the case has ended. Counted as yes: done on or before that day. '
        + 'Not counted: limits no longer needed by their day; those missed under a valid recorded exception. What is not recorded as done is not done.',
    }),
    measure({
      id: `open_overdue.${name}`, title: `${title}: open and overdue`, source: 'law', citation, rowIs, basis: 'stock', kind: 'count', dayIs, daysAre: 'Days overdue',
      categories: { title: 'How long overdue', known: lateBands, words: lateWords }, rows: (p) => overdue(p, limit), aliases: name === 'final_plan' ? ['IND.OPEN_OVERDUE'] : [],
      definition: 'Counted: limits whose last lawful day has passed and that are neither done nor closed as at the day, by days overdue. '
        + 'Not counted: those with a valid recorded exception, which the explanation and the list give with that reason.',
    }),
  ];
}

const named = (name: string): Limit => limits.find((limit) => limit.name === name) as Limit;

export const dutyMeasures: readonly Measure[] = [
  ...limits.flatMap(ofLimit),
  measure({
    id: 'advice.in_six_weeks', title: 'Advice received in six weeks, by body', source: 'law', citation: named('advice').citation, rowIs: 'request for advice', dayIs,
    aliases: ['IND.ADVICE_6W'], pairings: ['open_overdue.advice'], categories: { title: 'Who was asked', known: [], words: adviceBodies },
    rows: (p) => fallenDue(p, named('advice'), sql`body`),
    definition: 'Counted: requests for advice whose six weeks, from the day the body received the request, ended in the window. '
      + 'Counted as yes: the advice came by then.',
  }),
];
