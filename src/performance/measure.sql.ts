import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { MeasureDescription, Parameters } from './measure.ts';
import { windowKinds } from './windows.ts';

/** A piece of SQL. Table names are unqualified: the search path decides which rows are read. */
export type Fragment = RawBuilder<unknown>;

export interface Measure extends MeasureDescription {
  /** The query of its rows, in the columns of `MeasureRow`. */
  readonly rows: (parameters: Parameters) => MeasureRows;
}

/** A query of rows, with the reasons for which it leaves some out, in the order of the definition. */
export interface MeasureRows {
  readonly query: RawBuilder<MeasureRow>;
  readonly reasons: readonly string[];
}

/** One case that could count. */
export interface MeasureRow {
  readonly child_id: string;
  /** Which case of the child, for example `request-2`. */
  readonly case_text: string;
  /** The day that puts it in the window; null where it is not recorded, or a stock. */
  readonly counted_on: string | null;
  /** In the numerator or not; null where what decides it is not recorded. */
  readonly numerator: boolean | null;
  /** Null where it counts, else why it does not. */
  readonly excluded_because: string | null;
  readonly category: string | null;
  /** Days taken or waited. */
  readonly days: number | null;
  /** The plan it is about, where it is about one. */
  readonly plan_no: number | null;
  /** The day on which the age of the child is taken. */
  readonly age_on: string | null;
}

/** The pieces of a query of rows. */
export interface RowParts {
  readonly from: Fragment;
  readonly where: Fragment;
  /** The case within the child. */
  readonly caseText: Fragment;
  readonly countedOn: Fragment;
  /** Left out by a measure that counts every row. */
  readonly numerator?: Fragment;
  /** Reasons not to count, the first that holds wins. */
  readonly excluded?: readonly (readonly [when: Fragment, because: string])[];
  readonly category?: Fragment;
  readonly days?: Fragment;
  readonly planNo?: Fragment;
  readonly ageOn: Fragment;
}

/** The query of rows made of `parts`. */
export function rowsQuery(parts: RowParts): MeasureRows {
  const nothing = sql`null`;
  const { excluded = [] } = parts;
  const query = sql<MeasureRow>`select child_id, ${parts.caseText} as case_text, ${parts.countedOn} as counted_on,
    ${parts.numerator ?? sql`true`} as numerator, ${firstReason(excluded)} as excluded_because,
    (${parts.category ?? nothing})::text as category, (${parts.days ?? nothing})::int as days,
    (${parts.planNo ?? nothing})::int as plan_no, ${parts.ageOn} as age_on
    from ${parts.from} where ${parts.where}`;
  return { query, reasons: excluded.map(([, because]) => because) };
}

function firstReason(excluded: readonly (readonly [Fragment, string])[]): Fragment {
  if (excluded.length === 0) return sql`null::text`;
  return sql`case ${sql.join(excluded.map(([when, because]) => sql`when ${when} then ${sql.lit(because)}`), sql` `)} end`;
}

type Declared = Pick<Measure, 'id' | 'title' | 'definition' | 'source' | 'rowIs' | 'dayIs' | 'rows'> & Partial<Measure>;

/** A measure with what most measures have in common filled in: a flow, a share, any kind of window. */
export function measure(declared: Declared): Measure {
  const windows = ['calendar-year' as const, ...windowKinds.filter((kind) => kind !== 'calendar-year')];
  return {
    version: 1, citation: '', basis: 'flow', kind: 'share', pairings: [], aliases: [], daysAre: null,
    windows: declared.basis === 'stock' ? [] : windows, inReturn: declared.source === 'DfE', ...declared,
  };
}

/** A condition on the day in `column`: in the window. */
export function inWindow(p: Parameters, column: Fragment): Fragment {
  return sql`${column} between ${p.from}::date and ${p.to}::date`;
}

/** A condition: what bears the day in `column` has happened; a day that is not recorded counts as past. */
export function happened(p: Parameters, column: Fragment): Fragment {
  return p.basis === 'as-stated' ? sql`true` : sql`(${column} is null or ${column} <= ${p.asAt}::date)`;
}

