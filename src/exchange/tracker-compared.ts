// A tracker beside the record: what a comparison came to, and its counts.
import type { Day } from '../calendar/day.ts';
import type { ReadingProblem } from './reading.ts';
import type { DaysOfColumn } from './tracker-day-orders.ts';

/** How one value of the sheet compares: the record says the same, says otherwise, or says nothing. */
export type FieldVerdict = 'agrees' | 'disagrees' | 'only-tracker';

/** One field of which the sheet says something. */
export interface FieldCompared {
  /** What the field is, in words: "Request: day the request was received". */
  readonly field: string;
  readonly verdict: FieldVerdict;
  readonly theirs: string;
  /** What the record says; null where it says nothing. */
  readonly ours: string | null;
  /** Where the record has it from; null where it says nothing or the same. */
  readonly source: string | null;
}

/** What becomes of one row of the sheet. */
export type RowVerdict = 'only-tracker' | 'disagrees' | 'says-more' | 'stands' | 'agrees' | 'merged' | 'waits' | 'excluded';

/** What each verdict on a row means to an officer, in the words and the order of a balance. */
export const ROW_VERDICTS: Readonly<Record<RowVerdict, { readonly title: string; readonly means: string }>> = {
  'only-tracker': { title: 'New', means: 'Only in the tracker: nobody with this number and birth date, or these names, is in the record' },
  'disagrees': { title: 'Changed (disagrees)', means: 'The record says something else, and would be changed; what was recorded later stands' },
  'says-more': { title: 'Changed (says more)', means: 'The tracker says something that the record does not, and nothing otherwise' },
  'stands': { title: 'Unchanged (disagrees)', means: 'The tracker says something else than the record, which stands: it was recorded later, or the tracker merely lets it be inferred' },
  'agrees': { title: 'Unchanged (agrees)', means: 'The record says all that the tracker says; or the very same row waits in the quarantine already' },
  'merged': { title: 'Merged', means: 'A further row about a child of this tracker, compared with the first' },
  'waits': { title: 'Quarantined', means: 'Perhaps a child of the record: a person would have to decide' },
  'excluded': { title: 'Excluded', means: 'No row of a child, or nothing by which to tell who it is about' },
};

/** One row of the sheet compared. */
export interface ComparedRow {
  readonly row: number;
  readonly at: string;
  readonly verdict: RowVerdict;
  readonly why: string | null;
  readonly child: string | null;
  /** Who the row is about, as the sheet has it. */
  readonly name: string;
  readonly fields: readonly FieldCompared[];
}

/** A child of the record of whom the sheet has no row. */
export interface OnlyInRecord { readonly child: string; readonly reference: string; readonly surname: string | null; readonly forename: string | null; readonly since: Day | null }

/** A sheet beside the record. */
export interface Compared {
  readonly rows: readonly ComparedRow[];
  readonly onlyInRecord: readonly OnlyInRecord[];
  readonly problems: readonly (ReadingProblem & { readonly row: number | null })[];
  readonly problemCount: number;
  /** How the days of its columns can be meant; left out where it was compared before this was counted. */
  readonly days?: readonly DaysOfColumn[];
}

/** The verdict on a row whose child is known; `changes`: the record would be another one once the row is loaded. */
export function verdictOf(fields: readonly FieldCompared[], changes: boolean): RowVerdict {
  const disagrees = fields.some(({ verdict }) => verdict === 'disagrees');
  if (changes) return disagrees ? 'disagrees' : 'says-more';
  return disagrees ? 'stands' : 'agrees';
}

/** What stands in place of a child whose record the viewer may not see. */
export const RESTRICTED = 'Restricted record';

/** How often the sheet states a field, and how that compares. The three add up to how often it does. */
export interface FieldCount { readonly field: string; readonly stated: number; readonly agrees: number; readonly disagrees: number; readonly onlyTracker: number }

/** The counts of every field, those that disagree most first. */
export function countFields(rows: readonly { readonly fields: readonly FieldCompared[] }[]): FieldCount[] {
  const counts = new Map<string, { stated: number; agrees: number; disagrees: number; onlyTracker: number }>();
  for (const { field, verdict } of rows.flatMap(({ fields }) => fields)) {
    const count = counts.get(field) ?? { stated: 0, agrees: 0, disagrees: 0, onlyTracker: 0 };
    counts.set(field, count);
    count.stated += 1;
    count[verdict === 'only-tracker' ? 'onlyTracker' : verdict] += 1;
  }
  return [...counts].map(([field, count]) => ({ field, ...count })).sort((a, b) => b.disagrees - a.disagrees || b.onlyTracker - a.onlyTracker || (a.field < b.field ? -1 : 1));
}

/** How many rows of the sheet came to what. They add up to the rows in. */
export function countRows({ rows }: Pick<Compared, 'rows'>): Record<RowVerdict, number> {
  const counts = Object.fromEntries(Object.keys(ROW_VERDICTS).map((name) => [name, 0])) as Record<RowVerdict, number>;
  for (const { verdict } of rows) counts[verdict] += 1;
  return counts;
}
