// What of the rows behind figures somebody may see. A row of a closed record still counts, and keeps its place in the list.
import { sql } from 'kysely';
import { seenAmong } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { RowsSeen } from './rows-table.ts';

/** What of rows about these children `viewer` may see at the instant `now`. The caller writes the access entries. */
export async function rowsSeen(db: Database, viewer: Viewer, children: readonly string[], now: string): Promise<RowsSeen> {
  const seen = await seenAmong(db, viewer, children, now);
  const names = viewer.fields.has('name') ? await namesOf(db, viewer, [...seen]) : new Map<string, never>();
  return { children: seen, names, opens: viewer.rights.has('see-children') };
}

async function namesOf(db: Database, _viewer: Viewer, children: readonly string[]): Promise<RowsSeen['names']> {
  const { rows } = await sql<{ id: string; surname: string | null; forename: string | null }>`
    SELECT child_id AS id, surname, forename FROM child WHERE child_id = ANY(${[...children]}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, ...name }) => [id, name]));
}

/** The same rows, those of closed records at the end. */
export async function closedLast<Row>(db: Database, viewer: Viewer, rows: readonly Row[], { childOf, now }: { childOf: (row: Row) => string; now: string }): Promise<Row[]> {
  const seen = await seenAmong(db, viewer, rows.map(childOf), now);
  return [...rows.filter((row) => seen.has(childOf(row))), ...rows.filter((row) => !seen.has(childOf(row)))];
}
