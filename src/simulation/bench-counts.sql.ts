// The counts written by hand, one for each measure.
import type { ByHand } from './bench-count.sql.ts';
import { limitCounts } from './bench-counts-limits.sql.ts';
import { planCounts } from './bench-counts-plans.sql.ts';
import { requestCounts } from './bench-counts-requests.sql.ts';

const counts: Readonly<Record<string, ByHand>> = { ...requestCounts, ...planCounts, ...limitCounts };

/** The count of the measure with this id. A measure without one is a defect: its figure would go unchecked. */
export function countByHand(id: string): ByHand {
  const count = counts[id];
  if (count === undefined) throw new Error(`no count of ${id} is written by hand`);
  return count;
}
