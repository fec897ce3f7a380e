// The rows and values of a return that was compared and is not loaded yet, as the lists show them to somebody.
import { sql } from 'kysely';
import { seenAmong } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { ListedProblem, ListedRow } from './import-lists.sql.ts';
import type { ProblemTold, RowTold } from './return-compared.ts';

interface Looking { readonly viewer: Viewer; readonly now: string }

/** These rows, with the children of the record whom they are about; of a record that is closed to the viewer nothing more is told. */
export async function listedRows(db: Database, { viewer, now }: Looking, rows: readonly RowTold[]): Promise<ListedRow[]> {
  const children = [...new Set(rows.flatMap(({ child }) => child ?? []))];
  const [seen, found] = [await seenAmong(db, viewer, [...children, ...rows.flatMap(({ like }) => like)], now), await namesOf(db, children)];
  return rows.map(({ row, at, outcome, reason, child, like, name, changes }): ListedRow => {
    const base = { row, at, outcome, child, decision: null };
    if ([...like, ...child === null ? [] : [child]].some((one) => !seen.has(one))) return { ...base, closed: true, reason: null, reference: null, surname: null, forename: null };
    const known = child === null ? undefined : found.get(child);
    return { ...base, closed: false, reason, changes, reference: known?.reference ?? null, surname: known === undefined ? name : known.surname, forename: known?.forename ?? null };
  });
}

interface Named { readonly child: string; readonly reference: string; readonly surname: string | null; readonly forename: string | null }

async function namesOf(db: Database, children: readonly string[]): Promise<Map<string, Named>> {
  const { rows } = await sql<Named>`SELECT child_id AS child, reference, surname, forename FROM derived.child WHERE child_id = ANY(${[...children]}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.child, row]));
}

/** These values, the first of which stands at `from` in the list of all; `rows` are all rows of the file. */
export async function listedProblems(db: Database, { viewer, now }: Looking, { problems, rows, from }: { problems: readonly ProblemTold[]; rows: readonly RowTold[]; from: number }): Promise<ListedProblem[]> {
  const byRow = new Map(rows.map((one) => [one.row, one]));
  const about = problems.map(({ row }) => childrenOf(byRow.get(row ?? 0)));
  const seen = await seenAmong(db, viewer, about.flat(), now);
  return problems.map(({ row, at, element, value, message }, i) => {
    const closed = (about[i] ?? []).filter((child) => !seen.has(child));
    const base = { place: from + i + 1, row, at, element, closed };
    return closed.length > 0 ? { ...base, value: null, message: null, about: [], child: null } : { ...base, value, message, about: about[i] ?? [], child: byRow.get(row ?? 0)?.child ?? null };
  });
}

const childrenOf = (row: RowTold | undefined): string[] => (row === undefined ? [] : [...row.like, ...row.child === null ? [] : [row.child]]);
