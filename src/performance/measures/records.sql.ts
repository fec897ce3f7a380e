// How much is on record: the persons and requests of the return.
import { sql } from 'kysely';
import { happened, measure, rowsQuery } from '../measure.sql.ts';
import type { Measure } from '../measure.sql.ts';
import { requestCase } from './request-rows.sql.ts';

const common = { source: 'DfE', citation: 'SEN2, measures', basis: 'stock', kind: 'count' } as const;

export const recordMeasures: readonly Measure[] = [
  measure({
    ...common, id: 'persons', title: 'Children and young people on record', rowIs: 'child or young person', dayIs: null,
    definition: 'Counted: every child or young person on record, whatever the day.',
    rows: (p) => rowsQuery({ from: sql`child`, where: sql`true`, caseText: sql`'child'`, countedOn: sql`null::date`, ageOn: sql`${p.asAt}::date` }),
  }),
  measure({
    ...common, id: 'requests_records', title: 'Requests on record', rowIs: 'request', dayIs: 'Day received',
    definition: 'Counted: every request on record, historical ones among them, unless received after the day.',
    rows: (p) => rowsQuery({
      from: sql`request`, where: happened(p, sql`received_on`), caseText: requestCase, countedOn: sql`received_on`, ageOn: sql`received_on`,
    }),
  }),
];
