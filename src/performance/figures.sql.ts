import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Day } from '../calendar/day.ts';
import { maySee } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { gather } from './figure.ts';
import type { Figure, Group } from './figure.ts';
import type { Filter } from './filters.ts';
import { passes } from './filters.sql.ts';
import type { Parameters } from './measure.ts';
import type { Measure, MeasureRow } from './measure.sql.ts';
import type { NamedPart, Part } from './rows-part.ts';

/** Which rows are asked for: of a measure, for some days, through filters. */
export interface Question {
  readonly measure: Measure;
  readonly parameters: Parameters;
  readonly filters: readonly Filter[];
}

/** A row behind a figure: the case is the case reference and the case of the child. */
export interface CaseRow {
  readonly child_id: string;
  readonly case: string;
  readonly counted_on: Day | null;
  readonly numerator: boolean | null;
  readonly excluded_because: string | null;
  readonly category: string | null;
  readonly days: number | null;
}

const parts: Readonly<Record<NamedPart, RawBuilder<unknown>>> = {
  all: sql`true`, counted: sql`r.excluded_because is null`, numerator: sql`r.excluded_because is null and r.numerator`,
  rest: sql`r.excluded_because is null and r.numerator = false`,
  unknown: sql`r.excluded_because is null and r.numerator is null`, excluded: sql`r.excluded_because is not null`,
};

function isPart(part: Part): RawBuilder<unknown> {
  return typeof part === 'string' ? parts[part] : sql`r.excluded_because = ${part.because}`;
}

/**
 * The rows that pass the filters, as a table `r`. `offset 0` keeps the planner from taking the query apart: it would
 * work out a column as often as it is named, searches in other tables among them, and let the filters, of which it cannot
 * guess how few rows pass them, choose slow ways to make the rows.
 */
function passing({ measure, parameters, filters }: Question, { query: rows } = measure.rows(parameters)): RawBuilder<MeasureRow> {
  if (filters.length === 0) return sql`(${rows} offset 0) r`;
  return sql`(select r.* from (${rows} offset 0) r left join child c on c.child_id = r.child_id where ${sql.join(filters.map((filter) => passes(filter, parameters)), sql` and `)}) r`;
}

/** The figure: counts of its rows, by category and by reason, and the days taken where the measure has them. */
export async function figure(db: Database, question: Question): Promise<Figure> {
  const { categories, daysAre } = question.measure;
  const made = question.measure.rows(question.parameters);
  const by = [sql`excluded_because`, ...(categories === undefined ? [] : [sql`category`]), ...(daysAre === null ? [] : [sql`days`])];
  const { rows } = await sql<Group>`
    select excluded_because as because, ${categories === undefined ? sql`null` : sql`category`} as category, ${daysAre === null ? sql`null` : sql`days`} as days,
      count(*)::int as total, (count(*) filter (where numerator))::int as yes, (count(*) filter (where numerator is null))::int as unknown
    from ${passing(question, made)} group by ${sql.join(by)}`.execute(db);
  return gather(question.measure, rows, made.reasons);
}

/** The rows that count of these children. */
export async function countedRowsOf(db: Database, question: Question, children: readonly string[]): Promise<Pick<CaseRow, 'child_id' | 'case' | 'numerator'>[]> {
  const { rows } = await sql<Pick<CaseRow, 'child_id' | 'case' | 'numerator'>>`
    select r.child_id, r.case_text as case, r.numerator from ${passing(question)} where r.excluded_because is null and r.child_id = any(${children}::uuid[])`.execute(db);
  return rows;
}

/** Counts of the rows that count, of one day. */
export interface DayCounts {
  readonly on: Day;
  readonly denominator: number;
  readonly numerator: number;
}

/** The rows that count, by the day that puts them in the window; those without a day left out. */
export async function countsByDay(db: Database, question: Question): Promise<DayCounts[]> {
  const { rows } = await sql<DayCounts>`
    select counted_on as "on", count(*)::int as denominator, (count(*) filter (where numerator))::int as numerator
    from ${passing(question)} where excluded_because is null and counted_on is not null group by counted_on`.execute(db);
  return rows;
}

/** Part of a list: how many rows, after how many. */
export interface Page {
  readonly limit: number;
  readonly offset: number;
}

const columns = sql`r.child_id, c.reference || '/' || r.case_text as case, r.counted_on, r.numerator, r.excluded_because, r.category, r.days`;

/** A part of the rows, beside their `child c`. */
interface Cut { readonly part: Part; readonly page: Page | null; readonly order: RawBuilder<unknown> }

function list(question: Question, { part, page, order }: Cut): RawBuilder<CaseRow> {
  const cut = page === null ? sql`` : sql`limit ${page.limit} offset ${page.offset}`;
  return sql<CaseRow>`select ${columns} from ${passing(question)} join child c using (child_id) where ${isPart(part)} order by ${order} ${cut}`;
}

const byDay = sql`r.counted_on nulls last, c.reference, r.case_text`;

/** The rows behind a figure, by day, then by case. */
export async function caseRows(db: Database, question: Question, part: Part = 'all'): Promise<CaseRow[]> {
  return (await list(question, { part, page: null, order: byDay }).execute(db)).rows;
}

/**
 * A page of the same rows for a viewer, all of them where `page` is null: those of records that are closed to them come last,
 * where their place does not tell their day. They are all there: what of a row is shown is for `rowsSeen` to say.
 */
export async function rowsFor(
  db: Database, viewer: Viewer, question: Question, { part, page, now }: { part: Part; page: Page | null; now: string },
): Promise<CaseRow[]> {
  return (await list(question, { part, page, order: sql`case when ${maySee(viewer, now)} then 0 else 1 end, ${byDay}` }).execute(db)).rows;
}
