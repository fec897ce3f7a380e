import { sql } from 'kysely';
import { noConflict } from '../casework/may-see.sql.ts';
import { closedRecords } from '../children/closed-records.sql.ts';
import { wantedIn } from '../children/search-words.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';

/** What the words name exactly and the viewer may not see: the one record that an emergency may open, null where there is none, and all of them. */
export interface EmergencyFound {
  readonly opens: string | null;
  readonly named: readonly string[];
}

/**
 * The restricted record that is named by a reference or number, or by full name and date of birth. A conflict of interest
 * always refuses (SEC-23); so do words that name two. The same question whether or not there is such a record.
 */
export async function restrictedNamed(db: Database, viewer: Viewer, words: string, now: string): Promise<EmergencyFound> {
  const named = (await closedRecords(db, viewer, wantedIn(words), now)).map(({ childId }) => childId);
  const { rows } = await sql<{ child: string }>`SELECT child_id AS child FROM restriction c WHERE child_id = ANY(${named}::uuid[])
    AND ${noConflict(sql`${viewer.staffId}::uuid`)}`.execute(db);
  const [only, ...others] = rows;
  return { opens: only === undefined || others.length > 0 ? null : only.child, named };
}
