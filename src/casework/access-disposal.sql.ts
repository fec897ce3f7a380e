// Lawful disposal of what somebody typed or changed: the entry stays, its content goes, and an entry of its own names it (AUD-07).
import { sql } from 'kysely';
import { type Database, whole } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { DISPOSED } from './access-checks.ts';
import { recordView } from './access.sql.ts';

/** Disposes of the content of entries of the access log, by id, and enters which of them had any. `db` speaks as the role that disposes. */
export async function disposeOfContent(db: Database, by: Pick<Viewer, 'staffId'>, route: string, ids: readonly number[]): Promise<void> {
  await whole(db, async (tx) => {
    const { rows } = await sql<{ id: number }>`DELETE FROM access_content WHERE view_id = ANY(${[...ids]}::bigint[]) RETURNING view_id AS id`.execute(tx);
    if (rows.length > 0) await recordView(tx, by, { what: DISPOSED, route, children: [], criteria: rows.map(({ id }) => id).sort((a, b) => a - b).join(' ') });
  });
}
