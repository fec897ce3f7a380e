// Writing the access log: who looked at which children. It stands here and not with `staff` because the commands that check
// the record name children too, and must write it first; `access-chain.sql.ts` seals it into its chain.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { commitmentTo } from '../case-history/chain.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';

/** What was looked at: in a word, by the pattern of its address or the command, the children shown, and what was typed or changed. */
interface AccessNote {
  readonly what: string;
  readonly route: string;
  readonly children: readonly string[];
  readonly criteria?: string;
  /** The instant of the request; commands have none, and nothing open in an emergency. */
  readonly now?: string;
}

/**
 * Writes one row for the view and one for each child shown, committed when this returns. Pages do not call it: they
 * say what they show, and the framework does. Commands call it, in the name of the operator, before they print. Where the
 * viewer has one of the records open in an emergency, the entry says so; that something was refused stays as it is. What was
 * typed or changed stands apart, and the entry holds a salted commitment to it (AUD-07).
 */
export async function recordView(db: Database, viewer: Pick<Viewer, 'staffId'>, { what, route, children, criteria, now }: AccessNote): Promise<void> {
  const salt = randomBytes(16).toString('hex');
  const text = criteria ?? null;
  await sql`
    WITH view AS (
      INSERT INTO access_view (viewer, what, route, commitment)
      SELECT ${viewer.staffId}::text, ${what}::text || CASE WHEN ${what}::text NOT LIKE '%refused' AND EXISTS (SELECT FROM emergency_access
        WHERE staff_id::text = ${viewer.staffId} AND child_id = ANY(${[...children]}::uuid[]) AND opened_at <= ${now ?? null}::timestamptz AND ends_at > ${now ?? null}::timestamptz) THEN ', in an emergency' ELSE '' END, ${route}::text, decode(${text === null ? null : commitmentTo(salt, text)}::text, 'hex') RETURNING id
    ), content AS (
      INSERT INTO access_content (view_id, salt, text) SELECT id, decode(${salt}::text, 'hex'), ${text}::text FROM view WHERE ${text}::text IS NOT NULL
    )
    INSERT INTO access_child (view_id, child_id)
    SELECT DISTINCT view.id, child FROM view, unnest(${[...children]}::uuid[]) AS child`.execute(db);
}
