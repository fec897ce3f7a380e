// Plans due to be made final before a move to the next phase: SEN2 counting, section "Phase transfer".
import { sql } from 'kysely';
import { schoolYearAgeDay } from '../measure.ts';
import type { Parameters } from '../measure.ts';
import { happened, measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows } from '../measure.sql.ts';
import { perhapsInForce, startUnknown } from './caseload.sql.ts';

const base = 'Counted: plans in force as at the day with a phase transfer, by the calendar year of the due day stated for it (15 February or 31 March).';

function rows(p: Parameters, numerator?: Fragment): MeasureRows {
  return rowsQuery({
    from: sql`plan join phase_transfer using (child_id, plan_no)`, where: sql`due_on is not null and ${perhapsInForce(p)}`,
    caseText: sql`'plan-' || plan_no || '/phase-transfer-' || phase_transfer_no`, countedOn: sql`due_on`, planNo: sql`plan_no`,
    ageOn: sql`${schoolYearAgeDay(p.asAt)}::date`, category: sql`extract(year from due_on)::int`, excluded: [startUnknown],
    ...(numerator === undefined ? {} : { numerator }),
  });
}

const onTime = (p: Parameters): Fragment => sql`coalesce(final_on <= due_on and ${happened(p, sql`final_on`)}, false)`;

const common = {
  source: 'DfE', citation: 'SEN2, phase transfer', basis: 'stock', rowIs: 'phase transfer', dayIs: 'Day due', categories: { title: 'Year due', known: [] },
} as const;

export const phaseTransferMeasures: readonly Measure[] = [
  measure({ ...common, id: 'phase_transfer.due', title: 'Phase transfers due', kind: 'count', definition: base, rows: (p) => rows(p) }),
  measure({
    ...common, id: 'phase_transfer.final_on_time', title: 'Phase transfers with a final plan by the due day', pairings: ['open_overdue.phase_transfer'],
    definition: `${base} Counted as yes: the final plan was sent on or before the due day. A plan not sent is not in it.`,
    rows: (p) => rows(p, onTime(p)),
  }),
];
