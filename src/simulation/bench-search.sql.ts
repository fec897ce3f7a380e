import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';

/** A child to look for. */
export interface Sought {
  readonly childId: string;
  readonly surname: string;
  readonly forename: string;
  readonly birthOn: string;
}

/** So many children from all over, the same for the same council, among those whose name and date of birth are recorded. */
export async function soughtChildren(db: Database, most: number): Promise<Sought[]> {
  const { rows } = await sql<Sought>`SELECT child_id AS "childId", surname, forename, birth_on AS "birthOn" FROM child
    WHERE surname IS NOT NULL AND forename IS NOT NULL AND birth_on IS NOT NULL ORDER BY md5(child_id::text) LIMIT ${most}`.execute(db);
  return rows;
}

/** Those whose present names are to the letter those of `sought`. */
export async function toTheLetter(db: Database, { surname, forename }: Sought): Promise<string[]> {
  const { rows } = await sql<{ childId: string }>`SELECT child_id AS "childId" FROM child WHERE surname = ${surname} AND forename = ${forename} LIMIT 25`.execute(db);
  return rows.map(({ childId }) => childId);
}
