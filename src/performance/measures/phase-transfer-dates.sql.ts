// Phase transfers against both readings of the date in regulation 18: "before 15 February" (the day before), and the
// quoted day itself.
import { sql } from 'kysely';
import type { Parameters } from '../measure.ts';
import { inWindow, measure, rowsQuery } from '../measure.sql.ts';
import type { Fragment, Measure, MeasureRows } from '../measure.sql.ts';
import { closedInTime, deadlineCase, limits } from './deadline-rows.sql.ts';

const [limit] = limits.filter(({ name }) => name === 'phase_transfer');

function rows(p: Parameters, last: Fragment): MeasureRows {
  return rowsQuery({
    from: sql`deadline`, where: sql`${limit?.codes} and ${inWindow(p, sql`due_on`)}`, caseText: deadlineCase, countedOn: sql`due_on`, ageOn: sql`due_on`,
    numerator: sql`coalesce(done_on <= ${p.asAt}::date and done_on <= ${last}, false)`,
    excluded: [closedInTime(p)],
  });
}

const readings = [
  { id: 'strict', alias: 'IND.PT_STRICT', last: sql`due_on`, words: 'on or before the last lawful day on the strict reading (14 February or 30 March)', other: 'quoted' },
  { id: 'quoted', alias: 'IND.PT_QUOTED', last: sql`coalesce(quoted_on, due_on)`, words: 'on or before the day usually quoted (15 February or 31 March)', other: 'strict' },
] as const;

export const phaseTransferDateMeasures: readonly Measure[] = readings.map(({ id, alias, last, words, other }) => measure({
  id: `phase_transfer.${id}`, title: `Phase transfers with a final plan in time, ${id} reading`, source: 'law', citation: limit?.citation ?? '', rowIs: 'phase transfer', dayIs: 'Last lawful day',
  aliases: [alias], pairings: [`phase_transfer.${other}`, 'open_overdue.phase_transfer'], rows: (p) => rows(p, last),
  definition: `Counted: phase transfers whose last lawful day lies in the window; plans not sent stay in. Counted as yes: the final plan was sent ${words}.`,
}));
