import { type RawBuilder, sql } from 'kysely';

/** The id of the team of a child or live case in a query: its own, else that of its caseworker; null where there is neither. */
export function teamOf(of: 'c' | 'live'): RawBuilder<string | null> {
  return sql`coalesce(${sql.ref(`${of}.team_id`)}, (SELECT team_id FROM staff WHERE id = ${sql.ref(`${of}.caseworker_id`)}))`;
}

/** A condition on `c`, a child or a live case: its team, as `teamOf` has it, is one of these, an array of ids; in the form that finds them by index. */
export function withTeams(teams: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(c.team_id = ANY(${teams}) OR (c.team_id IS NULL AND c.caseworker_id = ANY(ARRAY(SELECT id FROM staff WHERE team_id = ANY(${teams})))))`;
}
