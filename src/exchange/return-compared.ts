// A return beside the record, before it is loaded: what would become of its rows.
import type { Day } from '../calendar/day.ts';
import type { FieldChange } from '../case-history/field-changes.ts';
import type { Balance, Outcome } from './import-balance.ts';
import type { LoadedBefore } from './import-batch.ts';
import type { ReadingProblem } from './reading.ts';
import { FIGURE_CAUSES, type FigureCause, type FigureChange } from './tracker-figures.ts';

/** What would become of one row. */
export interface RowTold {
  readonly row: number;
  readonly at: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** The child of the record whom it is about; null where a record would be begun, or a person decides. */
  readonly child: string | null;
  /** Where a person decides: the children whom it may be about. */
  readonly like: readonly string[];
  /** Who it is about, as the file has it. */
  readonly name: string;
  /** What it would change of a child of the record. */
  readonly changes?: readonly FieldChange[];
}

/** A value that could not be taken. */
export type ProblemTold = ReadingProblem & { readonly row: number | null };

/** What comparing a return came to, in sum. */
export interface ComparedReturn {
  /** Stands for the files that the record held when it was compared. */
  readonly filesOnRecord: string;
  readonly balance: Balance;
  readonly year: number | null;
  readonly censusDay: Day;
  readonly lea: string | null;
  readonly problems: number;
  readonly problemsKept: number;
  /** A batch of the very same files that is loaded, and what became of it since. */
  readonly sameAs: string | null;
  readonly before: LoadedBefore | null;
}

/** What would change in headline figures. */
export interface FiguresTold { readonly changes: readonly FigureChange[] }

/** Told where the record changed between comparing a file and loading it. */
export const COMPARED_ANEW = 'Another file was loaded or rolled back after this one was compared with the record. Nothing of this one was loaded, and it is compared again: look at what will happen now.';

/** What stands beside the file. `sum` is null until it is compared, `figures` until they are worked out. */
export interface ReturnFiles { readonly hasFile: boolean; readonly sum: ComparedReturn | null; readonly figures: FiguresTold | null }

/** All that comparing came to; `figures` is null until they are worked out. */
export interface KeptReturn {
  readonly sum: ComparedReturn;
  readonly rows: readonly RowTold[];
  readonly problems: readonly ProblemTold[];
  readonly figures: FiguresTold | null;
}

/** Which rows are asked for: those with one outcome, those that would change a figure, or all. */
export interface RowsAsked { readonly outcome?: Outcome | undefined; readonly figure?: string | undefined; readonly of?: FigureCause['of'] | undefined }

/** The rows that are asked for, and the figure that they would change where that is what was asked. */
export function rowsAsked({ rows, figures }: KeptReturn, { outcome, figure, of }: RowsAsked): { readonly rows: readonly RowTold[]; readonly changing: { readonly heading: string; readonly means: string } | null } {
  const changed = figures?.changes?.find(({ id }) => id === figure);
  const cause = changed?.causes.find((one) => one.of === of);
  if (changed === undefined || cause === undefined) return { rows: outcome === undefined ? rows : rows.filter((row) => row.outcome === outcome), changing: null };
  const numbers = new Set(cause.rows);
  const changing = { heading: `Rows that change “${changed.title}”`, means: `Rows of ${FIGURE_CAUSES[cause.of]}. In the figure: ${cause.change}` };
  return { rows: rows.filter(({ row }) => numbers.has(row)), changing };
}
