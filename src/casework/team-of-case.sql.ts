import { type RawBuilder, sql } from 'kysely';

/** A condition on `c`, a child or a live case: it is with one of these teams, an array of ids. A case belongs to its team, else to that of its caseworker. */
export function withTeams(teams: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(c.team_id = ANY(${teams}) OR (c.team_id IS NULL AND c.caseworker_id = ANY(ARRAY(SELECT id FROM staff WHERE team_id = ANY(${teams})))))`;
}
