// Plans that start and plans that end: SEN2 counting, sections "New plans" and "Ceased plans".
import { sql } from 'kysely';
import { ceaseReasons } from '../../case-history/kinds/plan-and-review.ts';
import type { Parameters } from '../measure.ts';
import { inWindow, measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows } from '../measure.sql.ts';
import { planCase } from './caseload.sql.ts';

function started(p: Parameters): MeasureRows {
  return rowsQuery({
    from: sql`plan left join (select child_id, request_no, assessment_outcome as result from request) r using (child_id, request_no)`,
    where: inWindow(p, sql`start_on`), caseText: planCase, countedOn: sql`start_on`, planNo: sql`plan_no`, ageOn: sql`start_on`,
    excluded: [
      [sql`transferred_from is not null`, 'Came from another authority'],
      [sql`result = 'historical'`, 'Decided before the period of the return (historical)'],
      [sql`result is null or result not in ('issue', 'no-plan')`, 'Result of the assessment not recorded as a plan or a refusal overturned'],
    ],
  });
}

function ceased(p: Parameters, category?: Fragment): MeasureRows {
  return rowsQuery({
    from: sql`plan`, where: sql`${inWindow(p, sql`cease_on`)} or (cease_on is null and cease_reason is not null)`,
    caseText: planCase, countedOn: sql`cease_on`, planNo: sql`plan_no`, ageOn: sql`cease_on`, ...(category === undefined ? {} : { category }),
    excluded: [[sql`cease_on is null`, 'Day the plan ended not recorded']],
  });
}

const ended = 'Counted: plans that ended in the window, those that passed to another authority among them.';

export const planChangeMeasures: readonly Measure[] = [
  measure({
    id: 'new_plans', title: 'New plans', kind: 'count', source: 'DfE', citation: 'SEN2, new plans', rowIs: 'plan', dayIs: 'Day the plan started', rows: started,
    definition: 'Counted: plans that started in the window after an assessment by this authority, also where a refusal was overturned. '
      + 'Not counted: plans from another authority. This is not the number of plans issued, nor the base of the 20-week figure.',
  }),
  measure({
    id: 'ceased.total', title: 'Plans that ended', kind: 'count', source: 'DfE', citation: 'SEN2, ceased plans', rowIs: 'plan', dayIs: 'Day the plan ended',
    definition: ended, rows: (p) => ceased(p),
  }),
  measure({
    id: 'ceased.by_reason', title: 'Plans that ended, by reason', kind: 'count', source: 'DfE', citation: 'SEN2, ceased plans', rowIs: 'plan', dayIs: 'Day the plan ended',
    definition: ended, categories: { title: 'Reason', known: Object.keys(ceaseReasons), words: ceaseReasons }, rows: (p) => ceased(p, sql`cease_reason`),
  }),
];
