// Results of EHC needs assessments: SEN2 counting, section "Assessments".
import { sql } from 'kysely';
import type { Parameters } from '../measure.ts';
import { happened, inWindow, measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows } from '../measure.sql.ts';
import { endedFor, requestCase, requestsFor } from './request-rows.sql.ts';

const base = 'Counted: assessments whose result (plan issued, or notice that there will be no plan) has its day in the window. '
  + 'For a plan that is the day it was issued. A refusal to issue that was overturned later stays a refusal.';
const taken: Fragment = sql`assessment_outcome_on - received_on`;
const citation = 'SEN2, assessments';

function concluded(p: Parameters, numerator: Fragment): MeasureRows {
  return rowsQuery({
    from: requestsFor(p), caseText: requestCase, countedOn: sql`assessment_outcome_on`, ageOn: sql`received_on`, numerator,
    where: sql`${inWindow(p, sql`assessment_outcome_on`)} or (assessment_outcome_on is null and result = 'no-plan')`,
    excluded: [
      [sql`assessment_outcome_on is null`, 'Day of the notice not recorded'],
      [sql`result is null or result not in ('issue', 'no-plan')`, 'Result neither a plan nor a notice of no plan'],
    ],
  });
}

function refused(p: Parameters, numerator: Fragment): MeasureRows {
  return rowsQuery({
    from: requestsFor(p), caseText: requestCase, countedOn: sql`assessment_outcome_on`, ageOn: sql`received_on`, numerator, days: taken,
    where: sql`result = 'no-plan' and (${inWindow(p, sql`assessment_outcome_on`)} or assessment_outcome_on is null)`,
    excluded: [
      [sql`assessment_outcome_on is null`, 'Day of the notice not recorded'],
      [sql`received_on is null`, 'Day received not recorded'],
    ],
  });
}

function standing(p: Parameters, result: 'undecided' | 'withdrawn'): MeasureRows {
  const ended = result === 'undecided' ? endedFor(p) : sql`false`;
  return rowsQuery({
    from: requestsFor(p), caseText: requestCase, countedOn: sql`received_on`, ageOn: sql`received_on`,
    where: sql`result = ${result} and ${happened(p, sql`request_outcome_on`)}`,
    excluded: [[ended, 'Ended without a result (moved away)']],
  });
}

function share(id: string, title: string, numerator: Fragment): Measure {
  return measure({
    id: `assessments.${id}`, title, source: 'DfE', citation, rowIs: 'assessment', dayIs: 'Day of the plan or notice',
    definition: `${title}, of the assessments concluded. ${base}`, rows: (p) => concluded(p, numerator),
  });
}

const ofNotice = { dayIs: 'Day of the notice', daysAre: 'Days from request to notice' } as const;

const onNoPlan = 'Counted: notices in the window that there will be no plan, where the day of receipt is recorded. Counted as yes: ';

export const assessmentMeasures: readonly Measure[] = [
  share('issued', 'Plan issued', sql`result = 'issue'`),
  share('not_issued', 'No plan to be issued', sql`result = 'no-plan'`),
  share('mediation', 'Mediation about the decision to issue', sql`assessment_mediation`),
  share('tribunal', 'Appeal about the decision not to issue', sql`assessment_tribunal`),
  measure({
    id: 'assessments.not_issued_within_16_weeks', title: 'Told of no plan within 16 weeks', source: 'DfE', citation, rowIs: 'assessment',
    aliases: ['IND.16W_NO_PLAN'], ...ofNotice, pairings: ['open_overdue.no_plan'],
    definition: `${onNoPlan}112 days or fewer from receipt to the notice.`, rows: (p) => refused(p, sql`${taken} <= 112`),
  }),
  measure({
    id: 'assessments.not_issued_over_16_weeks', title: 'Told of no plan after more than 16 weeks', source: 'DfE', citation, rowIs: 'assessment',
    ...ofNotice, pairings: ['open_overdue.no_plan'],
    definition: `${onNoPlan}more than 112 days from receipt to the notice.`, rows: (p) => refused(p, sql`${taken} > 112`),
  }),
  measure({
    id: 'assessments.open', title: 'Assessments not concluded', source: 'DfE', citation, basis: 'stock', kind: 'count', rowIs: 'assessment', dayIs: 'Day received',
    definition: 'Assessments agreed to, with neither plan nor notice of no plan yet, as at the day asked for.', rows: (p) => standing(p, 'undecided'),
  }),
  measure({
    id: 'assessments.withdrawn', title: 'Assessments withdrawn', source: 'DfE', citation, basis: 'stock', kind: 'count', rowIs: 'assessment', dayIs: 'Day received',
    definition: 'Assessments withdrawn or ended before a decision, all on record as at the day asked for.', rows: (p) => standing(p, 'withdrawn'),
  }),
];
