// What pages show of a batch beside its balance.
import { type RawBuilder, sql } from 'kysely';
import type { FieldChange } from '../case-history/field-changes.ts';
import { maySee, seenAmong } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Outcome } from './import-balance.ts';

/** What became of one row, and the child whom it is about. */
export interface ListedRow {
  readonly row: number;
  readonly at: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly child: string | null;
  /** Whether the child's record is closed to the viewer: nothing more is told of it. */
  readonly closed: boolean;
  /** Null where nothing of the child stands any more. */
  readonly reference: string | null;
  readonly surname: string | null;
  readonly forename: string | null;
  /** What was decided of a row in quarantine; null for any other. */
  readonly decision: 'waiting' | 'same' | 'different' | 'rolled-back' | null;
  /** What it would change, where its file is not loaded yet. */
  readonly changes?: readonly FieldChange[] | undefined;
}

interface Part { readonly from: number; readonly most: number }

// The child of a row, as the record has them now: `derived.child c`.
const isClosed = (viewer: Viewer, now: string): RawBuilder<boolean> => sql<boolean>`(c.child_id IS NOT NULL AND NOT ${maySee(viewer, now)})`;

function unlessClosed(viewer: Viewer, now: string, columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql`CASE WHEN ${isClosed(viewer, now)} THEN NULL ELSE ${sql.ref(column)} END AS ${sql.id(column.replace(/^.*\./, ''))}`));
}

/** A page of the rows of a batch, all of them or those with one outcome. */
export async function importRows(
  db: Database, viewer: Viewer, which: { batch: string; outcome: Outcome | undefined; now: string }, part: Part,
): Promise<ListedRow[]> {
  const { rows } = await sql<ListedRow>`
    SELECT r.row_no AS row, r.at, r.outcome, coalesce(q.decided_child, r.child_id) AS child, ${isClosed(viewer, which.now)} AS closed, ${unlessClosed(viewer, which.now, ['r.reason', 'c.reference', 'c.surname', 'c.forename'])},
      CASE WHEN r.put_with IS NULL THEN q.state END AS decision
    FROM import_row r LEFT JOIN quarantine q ON q.batch = r.batch AND q.row_no = coalesce(r.put_with, r.row_no)
    LEFT JOIN derived.child c ON c.child_id = coalesce(q.decided_child, r.child_id)
    WHERE r.batch = ${which.batch} AND ${which.outcome === undefined ? sql`true` : sql`r.outcome = ${which.outcome}`}
    ORDER BY r.row_no OFFSET ${part.from} LIMIT ${part.most}`.execute(db);
  return rows;
}

/** A value that could not be taken as it stands, and those whom its row is about or, while it waits, may be about. */
export interface ListedProblem {
  /** 1, 2, 3 … in the order of reading. */
  readonly place: number;
  readonly row: number | null;
  readonly at: string;
  readonly element: string;
  /** Null, as the message is, where a record that the row is or may be about is closed to the viewer. */
  readonly value: string | null;
  readonly message: string | null;
  readonly about: readonly string[];
  /** The child whom the row is known to be about, where a record of them stands. */
  readonly child: string | null;
  /** Of those whom it is or may be about, whose record is closed to the viewer. */
  readonly closed: readonly string[];
}

/** A page of the problems of a batch, in the order of the file. */
export async function importProblems(db: Database, viewer: Viewer, { batch, now }: { batch: string; now: string }, part: Part): Promise<ListedProblem[]> {
  const { rows } = await sql<Omit<ListedProblem, 'closed'>>`
    SELECT p.problem_no AS place, p.row_no AS row, p.at, p.element, p.value, p.message,
      (SELECT child_id FROM derived.child c WHERE c.child_id = coalesce(q.decided_child, r.child_id)) AS child,
      CASE WHEN coalesce(q.decided_child, r.child_id) IS NULL THEN coalesce(q.alike, '{}') ELSE ARRAY[coalesce(q.decided_child, r.child_id)] END AS about
    FROM import_problem p LEFT JOIN import_row r ON r.batch = p.batch AND r.row_no = p.row_no
    LEFT JOIN quarantine q ON q.batch = p.batch AND q.row_no = coalesce(r.put_with, r.row_no)
    WHERE p.batch = ${batch} ORDER BY p.problem_no OFFSET ${part.from} LIMIT ${part.most}`.execute(db);
  const seen = await seenAmong(db, viewer, rows.flatMap(({ about }) => about), now);
  return rows.map((row) => {
    const closed = row.about.filter((child) => !seen.has(child));
    return closed.length === 0 ? { ...row, closed } : { ...row, value: null, message: null, about: [], child: null, closed };
  });
}

/** How many rows of a batch, or of all, wait for a decision, and how many problems are kept of it. */
export async function importCounts(db: Database, batch: string): Promise<{ waiting: number; problemsKept: number }> {
  const { rows } = await sql<{ waiting: number; problemsKept: number }>`
    SELECT (SELECT count(*) FROM quarantine WHERE batch = ${batch} AND state = 'waiting') AS waiting,
      (SELECT count(*) FROM import_problem WHERE batch = ${batch}) AS "problemsKept"`.execute(db);
  return rows[0] ?? { waiting: 0, problemsKept: 0 };
}

/** The names of these members of staff, by id; who is none, such as an operator, is left out. */
export async function staffNames(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`SELECT id::text AS id, name FROM staff WHERE id::text = ANY(${[...ids]})`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
