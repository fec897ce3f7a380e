// Lawful disposal of what somebody typed or changed: the entry stays, its content goes, and an entry of its own names it (AUD-07).
import { sql } from 'kysely';
import { type Database, whole } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { DISPOSED } from './access-checks.ts';
import { recordView } from './access.sql.ts';

/**
 * Disposes of the content of entries of the access log, by id, and enters which of them had any. Entries that say so themselves keep theirs:
 * without it what they name would be found missing. `db` speaks as the role that disposes.
 */
export async function disposeOfContent(db: Database, by: Pick<Viewer, 'staffId'>, route: string, ids: readonly number[]): Promise<void> {
  await whole(db, async (tx) => {
    const { rows } = await sql<{ id: number }>`DELETE FROM access_content USING access_view v
      WHERE view_id = v.id AND v.what <> ${DISPOSED} AND v.id = ANY(${[...ids]}::bigint[]) RETURNING v.id`.execute(tx);
    if (rows.length > 0) await recordView(tx, by, { what: DISPOSED, route, children: [], criteria: rows.map(({ id }) => id).sort((a, b) => a - b).join(' ') });
  });
}
