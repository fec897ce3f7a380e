import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';

/** What was looked at: in a word, by the pattern of its address or the command, and the children shown. */
interface AccessNote {
  readonly what: string;
  readonly route: string;
  readonly children: readonly string[];
}

/**
 * Writes one row for the view and one for each child shown, committed when this returns. Pages do not call it: they
 * say what they show, and the framework does. Commands call it, in the name of the operator, before they print.
 */
export async function recordView(db: Database, viewer: Pick<Viewer, 'staffId'>, { what, route, children }: AccessNote): Promise<void> {
  await sql`
    WITH view AS (
      INSERT INTO access_view (viewer, what, route) VALUES (${viewer.staffId}, ${what}, ${route}) RETURNING id
    )
    INSERT INTO access_child (view_id, child_id)
    SELECT DISTINCT view.id, child FROM view, unnest(${[...children]}::uuid[]) AS child`.execute(db);
}

/** One look at a child. */
export interface Look {
  readonly seenAt: string;
  /** Name of the member of staff, or the operator named to the command line. */
  readonly viewer: string;
  readonly what: string;
}

/** Who looked at a child, newest first (AUD-08). */
export async function looksAt(db: Database, _viewer: Viewer, child: string, most: number): Promise<Look[]> {
  const { rows } = await sql<Look>`
    SELECT seen_at AS "seenAt", coalesce(staff.name, access_view.viewer) AS viewer, what
    FROM access_child JOIN access_view ON access_view.id = view_id
    LEFT JOIN staff ON staff.id::text = access_view.viewer
    WHERE child_id = ${child} ORDER BY access_view.id DESC LIMIT ${most}`.execute(db);
  return rows;
}
