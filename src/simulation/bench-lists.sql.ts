// The least that lists of work and the page of a case can take, and what to open.
import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import { recordView } from '../casework/access.sql.ts';
import type { Database } from '../platform/database.ts';

/** So many live cases from all over, the same for the same council. */
export async function someCases(db: Database, today: Day, most: number): Promise<string[]> {
  const { rows } = await sql<{ child: string }>`SELECT child_id AS child FROM live_case
    WHERE from_on <= ${today}::date AND (until_on IS NULL OR until_on > ${today}::date) ORDER BY md5(child_id::text) LIMIT ${most}`.execute(db);
  return rows.map(({ child }) => child);
}

const nobody = { staffId: 'bench' };

/** The least that a list can take: the live cases gone through twice, once to count and once for a page of them, and the access entry. */
export async function leastOfList(db: Database, today: Day): Promise<void> {
  const live = sql`FROM live_case WHERE from_on <= ${today}::date AND (until_on IS NULL OR until_on > ${today}::date)`;
  await sql`SELECT count(*) ${live}`.execute(db);
  const { rows } = await sql<{ child: string }>`SELECT child_id AS child ${live} ORDER BY due_on LIMIT 25`.execute(db);
  await recordView(db, nobody, { what: 'list of cases', route: 'bench', children: rows.map(({ child }) => child) });
}

/** The least that the page of a case can take: its entries and dates read by their keys, and the access entry. */
export async function leastOfCase(db: Database, child: string): Promise<void> {
  await sql`SELECT * FROM history LEFT JOIN history_content USING (subject_kind, subject_id, seq)
    WHERE subject_kind = 'child' AND subject_id = ${child}::uuid`.execute(db);
  await sql`SELECT * FROM deadline WHERE child_id = ${child}::uuid`.execute(db);
  await recordView(db, nobody, { what: 'case: overview', route: 'bench', children: [child] });
}
