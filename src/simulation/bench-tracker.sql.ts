// Children of an invented council as a tracker has them, and the least that comparing one with the record could take.
import { sql } from 'kysely';
import { childChains } from '../casework/entries.sql.ts';
import type { Database } from '../platform/database.ts';
import { median } from './bench.ts';

/** What a row of the tracker says, its days written as ccyy-mm-dd. */
export interface TrackedChild {
  readonly childId: string;
  readonly upn: string | null;
  readonly surname: string;
  readonly forename: string;
  readonly bornOn: string;
  readonly receivedOn: string;
  readonly decidedOn: string | null;
  readonly outcome: string | null;
  readonly draftOn: string | null;
}

/** So many children from all over, the same for the same council, each with the latest request that came before a day. */
export async function trackedChildren(db: Database, before: string, most: number): Promise<TrackedChild[]> {
  const { rows } = await sql<TrackedChild>`
    SELECT DISTINCT ON (md5(c.child_id::text)) c.child_id AS "childId", c.upn, c.surname, c.forename, c.birth_on AS "bornOn", r.received_on AS "receivedOn",
      r.request_outcome_on AS "decidedOn", r.request_outcome AS outcome, r.draft_served_on AS "draftOn"
    FROM child c JOIN request r USING (child_id) WHERE c.surname IS NOT NULL AND c.forename IS NOT NULL AND c.birth_on IS NOT NULL AND r.received_on < ${before}
    ORDER BY md5(c.child_id::text), r.received_on DESC LIMIT ${most}`.execute(db);
  return rows;
}

/** The seconds that it takes to read all entries of these children by their keys, a hundred at a time: the middle of three times. */
export async function secondsToReadEntries(db: Database, children: readonly TrackedChild[], clock: () => number): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    const began = clock();
    for (let from = 0; from < children.length; from += 100) await childChains(db, children.slice(from, from + 100).map(({ childId }) => childId));
    took.push((clock() - began) / 1000);
  }
  return median(took);
}
