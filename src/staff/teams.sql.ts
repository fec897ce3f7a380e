// The teams of the service. Each change is an entry of the council in the same transaction.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { councilId } from '../casework/derivation.ts';
import type { Database } from '../platform/database.ts';
import { recordCouncil, type Recorder } from './council-entry.sql.ts';

/** What administrators say of a team. */
export interface TeamFacts {
  readonly name: string;
  /** The part of the authority that it serves; null where it serves all. */
  readonly area: string | null;
  readonly managerId: string | null;
}

/** A team as the table has it. */
export interface Team extends TeamFacts {
  readonly id: string;
  readonly managerName: string | null;
  readonly ended: boolean;
  /** People in it who may sign in. */
  readonly people: number;
}

const columns = sql`team.id, team.name, area, manager_id AS "managerId", manager.name AS "managerName", ended_at IS NOT NULL AS ended,
  (SELECT count(*)::int FROM staff WHERE team_id = team.id AND staff.disabled_at IS NULL) AS people`;
const tables = sql`team LEFT JOIN staff AS manager ON manager.id = manager_id`;

/** All teams by name, those at work first. */
export async function allTeams(db: Database): Promise<Team[]> {
  const { rows } = await sql<Team>`SELECT ${columns} FROM ${tables} ORDER BY ended_at IS NOT NULL, team.name COLLATE names, team.id`.execute(db);
  return rows;
}

/** The team with this id; null where there is none. */
export async function teamById(db: Database, id: string): Promise<Team | null> {
  const { rows } = await sql<Team>`SELECT ${columns} FROM ${tables} WHERE team.id::text = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** What became of a change to a team. */
export type TeamChanged = 'done' | 'unchanged' | 'name is taken' | 'people are in it';

async function nameIsTaken(tx: Database, name: string, but: string): Promise<boolean> {
  // One change of teams at a time: two cannot take the same name at the same moment.
  await sql`SELECT pg_advisory_xact_lock(7305018)`.execute(tx);
  const { rows } = await sql`SELECT FROM team WHERE lower(name) = lower(${name}) AND ended_at IS NULL AND id <> ${but}`.execute(tx);
  return rows.length > 0;
}

/** Adds a team. */
export async function addTeam(db: Database, recorder: Recorder, { name, area, managerId }: TeamFacts, reason: string): Promise<TeamChanged> {
  return db.transaction().execute(async (tx) => {
    const id = randomUUID();
    if (await nameIsTaken(tx, name, id)) return 'name is taken';
    await sql`INSERT INTO team (id, name, area, manager_id) VALUES (${id}, ${name}, ${area}, ${managerId})`.execute(tx);
    await recordTeam(tx, recorder, id, reason);
    return 'done';
  });
}

/** Changes what is said of a team. Nothing is recorded where nothing changes. */
export async function changeTeam(db: Database, recorder: Recorder, { id, name, area, managerId }: TeamFacts & { id: string }, reason: string): Promise<TeamChanged> {
  return db.transaction().execute(async (tx) => {
    if (await nameIsTaken(tx, name, id)) return 'name is taken';
    const { rows } = await sql`UPDATE team SET former_names = CASE WHEN name = ${name} THEN former_names ELSE array_append(array_remove(former_names, name), name) END,
        former_areas = CASE WHEN area IS NULL OR area = ${area} THEN former_areas ELSE array_append(array_remove(former_areas, area), area) END, name = ${name}, area = ${area}, manager_id = ${managerId}
      WHERE id = ${id} AND ended_at IS NULL AND (name, area, manager_id) IS DISTINCT FROM (${name}, ${area}, ${managerId}::uuid) RETURNING true`.execute(tx);
    if (rows.length === 0) return 'unchanged';
    await recordTeam(tx, recorder, id, reason);
    return 'done';
  });
}

/** Ends a team that nobody who may sign in is in: nobody is put into it any more. */
export async function endTeam(db: Database, recorder: Recorder, { id, now }: { id: string; now: string }, reason: string): Promise<TeamChanged> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql`SELECT FROM team WHERE id = ${id} AND ended_at IS NULL FOR UPDATE`.execute(tx);
    if (rows.length === 0) return 'unchanged';
    if (((await teamById(tx, id))?.people ?? 0) > 0) return 'people are in it';
    await sql`UPDATE team SET ended_at = ${now} WHERE id = ${id}`.execute(tx);
    await recordTeam(tx, recorder, id, reason);
    return 'done';
  });
}

async function recordTeam(tx: Database, recorder: Recorder, id: string, reason: string): Promise<void> {
  const team = await teamById(tx, id);
  if (team === null) throw new Error('there is no such team');
  const { name, area, managerId: manager, ended } = team;
  await recordCouncil(tx, recorder, [{ subjectKind: 'council', subjectId: councilId, kind: 'TEAM', facts: { team: id, name, area, manager, ended }, reason }]);
}
