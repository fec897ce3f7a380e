// Every measure there is. To add one: a file in `measures/` or a row in one, and its list here.
import { assessmentMeasures } from './measures/assessments.sql.ts';
import { caseloadMeasures } from './measures/caseload.sql.ts';
import { dutyMeasures } from './measures/duties.sql.ts';
import { orderMeasures } from './measures/orders.sql.ts';
import { phaseTransferDateMeasures } from './measures/phase-transfer-dates.sql.ts';
import { phaseTransferMeasures } from './measures/phase-transfers.sql.ts';
import { planChangeMeasures } from './measures/plan-changes.sql.ts';
import { recordMeasures } from './measures/records.sql.ts';
import { requestMeasures } from './measures/requests.sql.ts';
import { reviewRateMeasures } from './measures/review-rates.sql.ts';
import { reviewMeasures } from './measures/reviews.sql.ts';
import { sixWeekMeasures } from './measures/six-weeks.sql.ts';
import { twentyWeekMeasures } from './measures/twenty-weeks.sql.ts';
import { waitingMeasures } from './measures/waiting.sql.ts';
import type { Filter } from './filters.ts';
import type { Measure } from './measure.sql.ts';

export const measures: readonly Measure[] = [
  ...requestMeasures, ...sixWeekMeasures, ...assessmentMeasures, ...twentyWeekMeasures, ...planChangeMeasures,
  ...caseloadMeasures, ...reviewMeasures, ...phaseTransferMeasures, ...recordMeasures,
  ...dutyMeasures, ...waitingMeasures, ...reviewRateMeasures, ...phaseTransferDateMeasures, ...orderMeasures,
];

/** A measure, with the filter on its category where the name was that of one category, such as `residential.A`. */
export interface Found {
  readonly measure: Measure;
  readonly filters: readonly Filter[];
}

/** The measure with this id or other name, or the category of one; null where there is none. */
export function findMeasure(name: string): Found | null {
  const measure = measures.find(({ id, aliases }) => id === name || aliases.includes(name));
  if (measure !== undefined) return { measure, filters: [] };
  const at = name.lastIndexOf('.');
  const whole = at < 0 ? undefined : measures.find(({ id, categories }) => id === name.slice(0, at) && categories !== undefined);
  return whole === undefined ? null : { measure: whole, filters: [{ key: 'category', value: name.slice(at + 1) }] };
}
