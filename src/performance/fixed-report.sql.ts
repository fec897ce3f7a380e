import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { councilId, type Derive } from '../casework/derivation.ts';
import { chainsOf } from '../casework/entries.sql.ts';
import { withKnownAt } from '../casework/known-at.sql.ts';
import { once, type Operation, type Reused } from '../casework/operation.sql.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import type { Database } from '../platform/database.ts';
import type { FigureQuestion } from './figure-question.sql.ts';
import type { Filter } from './filters.ts';
import { caseRows, figure } from './figures.sql.ts';
import { codeFrom, type FixedFigure, fixedFigureOf, type FixedReport, type FixedRow, fixedRowsOf, type KeptFigure, keptFigure, reportDigest } from './fixed-report.ts';

/** A report to be fixed: what is asked, as known at which instant, and what whoever fixes it calls it. */
export interface ToFix {
  readonly title: string;
  readonly note: string;
  /** ISO, UTC: one at which what is known can no longer change. */
  readonly knownAt: string;
  readonly questions: readonly FigureQuestion[];
}

/**
 * Keeps the figures and rows of a report under a new code, with an entry of the council's chain that commits to them. Once for each
 * operation: the same form sent again is answered with the first code.
 */
export async function fixReport(db: Database, derive: Derive, operation: Operation, report: ToFix): Promise<{ done: { code: string } } | Reused> {
  const figures = await figuresToKeep(db, derive, report);
  return once<{ code: string }, never>(db, operation, async (tx) => {
    const fixed = { code: codeFrom(randomBytes(8)), title: report.title, note: report.note, knownAt: report.knownAt, fixedBy: operation.recordedBy };
    const by = { recordedBy: operation.recordedBy, source: 'staff', operationId: operation.id };
    const recording = await beginRecording(tx, by, [{ kind: 'council', id: councilId }]);
    await keep(tx, { ...fixed, fixedAt: recording.recordedAt }, figures);
    const facts = { code: fixed.code, title: fixed.title, figures: figures.length, knownAt: fixed.knownAt, digest: reportDigest(fixed, figures) };
    await record(tx, derive, recording, [{ subjectKind: 'council', subjectId: councilId, kind: 'REPORT_FIXED', occurredOn: null, facts }]);
    return { done: { code: fixed.code } };
  });
}

function figuresToKeep(db: Database, derive: Derive, { knownAt, questions }: ToFix): Promise<KeptFigure[]> {
  return withKnownAt(db, derive, { knownAt }, async (then) => {
    const kept: KeptFigure[] = [];
    for (const question of questions) {
      const { measure, window, parameters, filters } = question;
      kept.push(keptFigure({ measure, window, parameters, filters, figure: await figure(then, question) }, await caseRows(then, question)));
    }
    return kept;
  });
}

async function keep(tx: Database, { code, title, note, knownAt, fixedAt, fixedBy }: FixedReport, figures: readonly KeptFigure[]): Promise<void> {
  await sql`INSERT INTO fixed_report (code, title, note, known_at, fixed_at, fixed_by)
    VALUES (${code}, ${title}, ${note}, ${knownAt}, ${fixedAt}, ${fixedBy})`.execute(tx);
  for (const [at, { question, figure: text, rows }] of figures.entries()) {
    await sql`INSERT INTO fixed_figure (code, place, question, figure, rows) VALUES (${code}, ${at + 1}, ${question}, ${text}, ${rows})`.execute(tx);
  }
}

const columns = sql`code, title, note, known_at AS "knownAt", fixed_at AS "fixedAt", fixed_by AS "fixedBy"`;

/** A report in the list of all: what it is of, and who fixed it. */
export interface ListedReport extends FixedReport {
  readonly fixer: string;
  readonly figures: readonly FixedFigure[];
}

/** The reports that were fixed, the latest first; those with a figure of one measure alone, where one is named. */
export async function fixedReports(db: Database, measure: string | null): Promise<ListedReport[]> {
  const { rows } = await sql<FixedReport & { fixer: string; figures: string[] }>`
    SELECT ${columns}, coalesce((SELECT name FROM staff WHERE staff.id::text = fixed_by), fixed_by) AS fixer,
      (SELECT array_agg(figure ORDER BY place) FROM fixed_figure f WHERE f.code = r.code) AS figures
    FROM fixed_report r WHERE ${measure}::text IS NULL
      OR EXISTS (SELECT FROM fixed_figure f WHERE f.code = r.code AND starts_with(f.question, ${JSON.stringify([measure]).slice(0, -1)}))
    ORDER BY fixed_at DESC`.execute(db);
  return rows.map((row) => ({ ...row, figures: row.figures.map(fixedFigureOf) }));
}

/** A report reopened: as it was kept, and whether the record bears out that it is so still. */
export interface Reopened extends FixedReport {
  readonly figures: readonly FixedFigure[];
  readonly fixer: string;
  /** What is kept is not what the record committed to. */
  readonly tampered: boolean;
}

/** The filters of the reports of these codes. */
export async function filtersFixed(db: Database, codes: readonly string[]): Promise<Filter[]> {
  if (codes.length === 0) return [];
  const { rows } = await sql<{ figure: string }>`SELECT figure FROM fixed_figure WHERE code = ANY(${[...codes]}::text[])`.execute(db);
  return rows.flatMap(({ figure: text }) => fixedFigureOf(text).filters);
}

/** The report of this code exactly as it was kept; null where there is none. */
export async function reopen(db: Database, code: string): Promise<Reopened | null> {
  const { rows: [report] } = await sql<FixedReport & { fixer: string }>`
    SELECT ${columns}, coalesce((SELECT name FROM staff WHERE staff.id::text = fixed_by), fixed_by) AS fixer FROM fixed_report WHERE code = ${code}`.execute(db);
  if (report === undefined) return null;
  const kept = await keptFigures(db, code);
  const committed = (await commitments(db)).get(code);
  return { ...report, figures: kept.map(({ figure: text }) => fixedFigureOf(text)), tampered: committed !== reportDigest(report, kept) };
}

async function keptFigures(db: Database, code: string): Promise<KeptFigure[]> {
  const { rows } = await sql<KeptFigure>`SELECT question, figure, rows FROM fixed_figure WHERE code = ${code} ORDER BY place`.execute(db);
  return rows;
}

/** The digests that the council's chain holds, by code. */
async function commitments(db: Database): Promise<Map<string, string>> {
  const chain = (await chainsOf(db, 'council', [councilId])).get(councilId) ?? [];
  const fixed = chain.filter(({ kind, facts }) => kind === 'REPORT_FIXED' && facts !== null);
  return new Map(fixed.map(({ facts }) => [String(facts?.['code']), String(facts?.['digest'])]));
}

/** The rows of one figure of a report; `place` from 1. Null where there is none. */
export async function fixedRows(db: Database, code: string, place: number): Promise<FixedRow[] | null> {
  const { rows: [found] } = await sql<{ rows: string }>`SELECT rows FROM fixed_figure WHERE code = ${code} AND place = ${place}`.execute(db);
  return found === undefined ? null : fixedRowsOf(found.rows);
}

/** The last report that answered a question, with its answer. */
export interface LastFixed {
  readonly code: string;
  readonly fixed: FixedFigure;
}

/** Of some questions (their texts), the report in which each was fixed last, of those made of what was known by an instant. */
export async function lastFixed(db: Database, questions: readonly string[], knownBy: string): Promise<Map<string, LastFixed>> {
  const { rows } = await sql<{ question: string; code: string; figure: string }>`
    SELECT DISTINCT ON (question) question, code, figure FROM fixed_figure JOIN fixed_report USING (code)
    WHERE question = ANY(${[...questions]}::text[]) AND known_at <= ${knownBy}::timestamptz ORDER BY question, fixed_at DESC`.execute(db);
  return new Map(rows.map(({ question, code, figure: text }) => [question, { code, fixed: fixedFigureOf(text) }]));
}

/** Codes of reports that are not as they were fixed, or that the record holds and nobody finds any more. */
export async function unsoundReports(db: Database): Promise<string[]> {
  const committed = await commitments(db);
  const kept = await sql<{ code: string }>`SELECT code FROM fixed_report`.execute(db);
  const codes = [...new Set([...committed.keys(), ...kept.rows.map(({ code }) => code)])].sort();
  const unsound: string[] = [];
  for (const code of codes) if ((await reopen(db, code))?.tampered !== false) unsound.push(code);
  return unsound;
}
