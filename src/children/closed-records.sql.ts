// Records that somebody may not open, as far as they may know of them: that there may be one, and whom to ask (SEC-24).
import { sql } from 'kysely';
import { nameWordsOf } from '../case-history/identity.ts';
import { maySee } from '../casework/may-see.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { numbered } from './find-case.sql.ts';
import type { Wanted } from './search-words.ts';

/** A record that the searcher may not open, but has named exactly; whom to ask is null where nobody is in charge of it. */
export interface ClosedRecord {
  readonly childId: string;
  readonly ask: string | null;
}

interface Named extends ClosedRecord { readonly surname: string | null; readonly forename: string | null }

/** The records that `viewer` may not see, of a reference or number, or of a full name with the date of birth. */
export async function closedRecords(db: Database, viewer: Viewer, wanted: Wanted, now: string): Promise<ClosedRecord[]> {
  const { reference, number, birthOn, names } = wanted;
  const exact = reference !== null || number !== null;
  if (!exact && (birthOn === null || names.length < 2)) return [];
  const among = birthOn === null || names.length < 2 ? numbered(wanted) : sql`${numbered(wanted)} UNION SELECT child_id FROM identity WHERE birth_on = ${birthOn}`;
  const { rows } = await sql<Named & { numbered: boolean }>`
    SELECT c.child_id AS "childId", coalesce(guardian.name, team.name, worker.name) AS ask, identity.surname, identity.forename,
      c.child_id IN (${numbered(wanted)}) AS numbered
    FROM (${among}) AS named JOIN child c USING (child_id) JOIN identity USING (child_id)
    LEFT JOIN restriction USING (child_id) LEFT JOIN staff guardian ON guardian.id = guardian_id
    LEFT JOIN team ON team.id = c.team_id LEFT JOIN staff worker ON worker.id = c.caseworker_id
    WHERE NOT ${maySee(viewer, now)}`.execute(db);
  const meant = rows.filter((row) => row.numbered || isFullName(names, row));
  return [...new Map(meant.map(({ childId, ask }) => [childId, { childId, ask }])).values()];
}

/** Whether the words typed are a surname and a forename in full, in any order, and nothing else. */
function isFullName(typed: readonly string[], { surname, forename }: Named): boolean {
  const [last, first] = [nameWordsOf(surname), nameWordsOf(forename)];
  const held = (words: readonly string[]): boolean => words.some((word) => typed.includes(word));
  return held(last) && held(first) && typed.every((word) => last.includes(word) || first.includes(word));
}
