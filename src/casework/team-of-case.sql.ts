import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../platform/database.ts';

/** The id of the team of a child or live case in a query: its own, else that of its caseworker; null where there is neither. */
export function teamOf(of: 'c' | 'live'): RawBuilder<string | null> {
  return sql`coalesce(${sql.ref(`${of}.team_id`)}, (SELECT team_id FROM staff WHERE id = ${sql.ref(`${of}.caseworker_id`)}))`;
}

/** The teams that somebody manages, and who is in them. */
export interface Managed { readonly teams: readonly string[]; readonly members: readonly string[] }

/** What a member of staff manages: asked before a question about cases, so that the planner sees whether it is nothing, as for most. */
export async function managedBy(db: Database, staffId: string): Promise<Managed> {
  const { rows } = await sql<Managed>`SELECT coalesce(array_agg(DISTINCT team.id), '{}') AS teams, coalesce(array_agg(staff.id) FILTER (WHERE staff.id IS NOT NULL), '{}') AS members
    FROM team LEFT JOIN staff ON staff.team_id = team.id WHERE manager_id = ${staffId}::uuid`.execute(db);
  return rows[0] ?? { teams: [], members: [] };
}

/** A condition on `c`, a child or a live case: it is a case of these teams, as `withTeams` has it. */
export function isManaged({ teams, members }: Managed): RawBuilder<boolean> {
  return teams.length === 0 ? sql<boolean>`false` : sql<boolean>`(c.team_id = ANY(${teams}::uuid[]) OR (c.team_id IS NULL AND c.caseworker_id = ANY(${members}::uuid[])))`;
}

/** A condition on `c`, a child or a live case: its team, as `teamOf` has it, is one of these, an array of ids; in the form that finds them by index. */
export function withTeams(teams: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(c.team_id = ANY(${teams}) OR (c.team_id IS NULL AND c.caseworker_id = ANY(ARRAY(SELECT id FROM staff WHERE team_id = ANY(${teams})))))`;
}
