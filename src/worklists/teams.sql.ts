import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Role } from '../staff/rights.ts';
import { casesOf } from './cases.sql.ts';
import { inView } from './list-conditions.sql.ts';
import type { Chosen } from './list-place.ts';
import type { CaseworkerCounts } from './team-table.ts';
import { type Scope, type SystemViewId, viewsOf } from './views.ts';

/** A team at work. */
export interface Team {
  readonly id: string;
  readonly name: string;
}

/** The teams at work, by name. */
export async function teams(db: Database): Promise<Team[]> {
  const { rows } = await sql<Team>`SELECT id, name FROM team WHERE ended_at IS NULL ORDER BY name COLLATE names`.execute(db);
  return rows;
}

/** The team that a viewer leads or else works in; undefined where there is none. */
async function ownTeam(db: Database, viewer: Viewer): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`SELECT team.id FROM team, staff
    WHERE staff.id = ${viewer.staffId}::uuid AND team.ended_at IS NULL AND (team.manager_id = staff.id OR team.id = staff.team_id)
    ORDER BY team.manager_id IS NOT DISTINCT FROM staff.id DESC, team.id LIMIT 1`.execute(db);
  return rows[0]?.id;
}

/** Roles of those who have cases of their own. */
const holders: readonly Role[] = ['caseworker', 'senior-caseworker', 'team-manager'];

/** The people at work who may have cases, by name; of one team, or of all. */
async function caseworkersOf(db: Database, team: string | null): Promise<Map<string, string>> {
  const { rows } = await sql<Team>`SELECT id, name FROM staff WHERE disabled_at IS NULL AND role = ANY(${[...holders]}::text[])
    AND (${team}::uuid IS NULL OR team_id = ${team}::uuid) ORDER BY name COLLATE names`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/**
 * The team that an address asks for: its id, `all` for the whole service, or nothing for that of the viewer, who sees the
 * whole service where they belong to none. Null where there is no such team at work.
 */
export async function teamChosen(db: Database, viewer: Viewer, asked: string | undefined): Promise<Chosen | null> {
  const wanted = asked || (await ownTeam(db, viewer) ?? 'all');
  const team = wanted === 'all' ? null : (await teams(db)).find(({ id }) => id === wanted);
  return team === undefined ? null : { team, caseworkers: await caseworkersOf(db, team?.id ?? null) };
}

/** The counts of every caseworker with a live case in the scope, by name; those of nobody come last. */
export async function countsByCaseworker(db: Database, viewer: Viewer, scope: Scope, today: Day): Promise<CaseworkerCounts[]> {
  const views = viewsOf(scope);
  const columns = views.map((view, i) => sql`count(*) FILTER (WHERE ${inView(view, today)})::int AS ${sql.id(`n${i}`)}`);
  const { rows } = await sql<{ caseworkerId: string | null; caseworker: string | null } & Record<`n${number}`, number>>`
    SELECT caseworker_id AS "caseworkerId", caseworker, ${sql.join(columns)} FROM (${casesOf(viewer, scope, today)}) AS cases
    GROUP BY caseworker_id, caseworker ORDER BY caseworker_id IS NULL, caseworker COLLATE names, caseworker_id`.execute(db);
  return rows.map((row) => ({
    caseworkerId: row.caseworkerId, caseworker: row.caseworker,
    counts: Object.fromEntries(views.map((view, i) => [view, row[`n${i}`]])) as Record<SystemViewId, number>,
  }));
}
