// The people and teams of an invented council. They come with it and are in no history; what is changed of them later is.
import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import { INVENTED_STAFF, INVENTED_TEAMS, type SeatedPerson } from './invented-staff.ts';

/** Adds the teams of the invented council, and its people of every role. In the caller's transaction. */
export async function seatInventedStaff(tx: Database, now: string): Promise<void> {
  for (const { id, name, area } of INVENTED_TEAMS) {
    await sql`INSERT INTO team (id, name, area) VALUES (${id}, ${name}, ${area}) ON CONFLICT DO NOTHING`.execute(tx);
  }
  await seatInvented(tx, INVENTED_STAFF, now);
  await sql`UPDATE team SET manager_id = staff.id FROM staff WHERE staff.team_id = team.id AND staff.role = 'team-manager' AND manager_id IS NULL`.execute(tx);
}

/** Adds people whom an invented council names; those who left cannot be chosen. Whoever is there already stays as they are. */
export async function seatInvented(tx: Database, people: readonly SeatedPerson[], now: string): Promise<void> {
  for (const { id, name, email, role, teamId, service, left = false } of people) {
    await sql`INSERT INTO staff (id, name, email, role, team_id, service, disabled_at, added_at)
      VALUES (${id}, ${name}, ${email}, ${role}, ${teamId}, ${service}, ${left ? now : null}, ${now}) ON CONFLICT DO NOTHING`.execute(tx);
  }
}
