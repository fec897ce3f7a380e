import { sql } from 'kysely';
import { restrictionKinds } from '../case-history/kinds/allocation.ts';
import { recordsOf } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';

export { recordView } from '../casework/access.sql.ts';

/** One look at a child. */
export interface Look {
  readonly seenAt: string;
  /** Name of the member of staff, or the operator named to the command line. */
  readonly viewer: string;
  readonly what: string;
}

/** Who looked at a child, newest first, also at a record that went into this one (AUD-08). */
export async function looksAt(db: Database, _viewer: Viewer, child: string, most: number): Promise<Look[]> {
  const { rows } = await sql<Look>`
    SELECT seen_at AS "seenAt", coalesce(staff.name, access_view.viewer) AS viewer, what
    FROM access_child JOIN access_view ON access_view.id = view_id
    LEFT JOIN staff ON staff.id::text = access_view.viewer
    WHERE child_id = ANY(${recordsOf(sql`${child}::uuid`)}) ORDER BY access_view.id DESC LIMIT ${most}`.execute(db);
  return rows;
}

/**
 * Gives back what tells whether it was recorded since a request of so many milliseconds ago who may see some record. A recording has the instant at
 * which it began: what is not finished yet counts as well.
 */
export async function watchRestrictions(db: Database, milliseconds: number): Promise<() => Promise<boolean>> {
  const kinds = restrictionKinds.map(({ name }) => name);
  const { rows: [begun] } = await sql<{ since: string }>`
    SELECT least(statement_timestamp() - make_interval(secs => ${milliseconds / 1000}), unfinished_since())::text AS since`.execute(db);
  return async () => (await sql`SELECT FROM history WHERE recorded_at >= ${begun?.since}::timestamptz AND kind = ANY(${kinds}) LIMIT 1`.execute(db)).rows.length > 0;
}
