// Requests for an EHC needs assessment: SEN2 counting, section "Requests".
import { sql } from 'kysely';
import type { Parameters } from '../measure.ts';
import { inWindow, measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows } from '../measure.sql.ts';
import { requestCase, requestsFor } from './request-rows.sql.ts';

const base = 'Counted: every request received in the window whose outcome is to assess, not to assess, not decided yet or withdrawn. '
  + 'A refusal that was overturned later stays a refusal. Not counted: requests that a return gives as historical.';

const dayIs = 'Day received';

function rows(p: Parameters, numerator?: Fragment): MeasureRows {
  return rowsQuery({
    from: requestsFor(p),
    where: sql`(${inWindow(p, sql`received_on`)} or (received_on is null and decision <> 'historical'))`,
    caseText: requestCase, countedOn: sql`received_on`, ageOn: sql`received_on`,
    ...(numerator === undefined ? {} : { numerator }),
    excluded: [
      [sql`received_on is null`, 'Day received not recorded'],
      [sql`decision is null`, 'Outcome not recorded'],
      [sql`decision = 'historical'`, 'Decided before the period of the return (historical)'],
    ],
  });
}

function share(id: string, title: string, numerator: Fragment): Measure {
  return measure({
    id: `requests.${id}`, title, source: 'DfE', citation: 'SEN2, requests', rowIs: 'request', dayIs,
    definition: `${title}, of the requests received. ${base}`, rows: (p) => rows(p, numerator),
  });
}

export const requestMeasures: readonly Measure[] = [
  measure({
    id: 'requests.received', title: 'Requests received', kind: 'count', source: 'DfE', citation: 'SEN2, requests',
    rowIs: 'request', dayIs, definition: `Requests for an EHC needs assessment received. ${base}`, rows: (p) => rows(p),
  }),
  share('assess', 'Decided to assess', sql`decision = 'assess'`),
  share('not_assess', 'Decided not to assess', sql`decision = 'refuse'`),
  share('not_made', 'Decision not made yet', sql`decision = 'undecided'`),
  share('withdrawn', 'Withdrawn before a decision', sql`decision = 'withdrawn'`),
  share('rya', 'Made whilst in relevant youth accommodation', sql`rya`),
  share('mediation', 'Mediation about the decision to assess', sql`request_mediation`),
  share('tribunal', 'Appeal about the decision to assess', sql`request_tribunal`),
  share('tribunal_after_mediation', 'Mediation and appeal about the decision to assess', sql`request_mediation and request_tribunal`),
];
