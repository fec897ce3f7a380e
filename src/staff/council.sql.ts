// What a council says of itself and of how it uses Sightline. Each change is an entry of history in the same transaction.
import { sql } from 'kysely';
import { councilId } from '../casework/derivation.ts';
import type { Database } from '../platform/database.ts';
import { type CouncilEntry, recordCouncil, type Recorder } from './council-entry.sql.ts';
import type { OtherSystem } from './other-system.ts';

/** What the council says of itself. */
export interface Council {
  readonly name: string;
  /** Minutes without use after which a sign-in ends. */
  readonly idleMinutes: number;
  /** Hours after which every sign-in ends. */
  readonly longestHours: number;
  readonly otherSystems: readonly OtherSystem[];
  /** Working days before a last lawful day on which an alert comes or is new again, the most first. */
  readonly alertDays: readonly number[];
  /** Working days after it from which the manager has the alert too. */
  readonly escalateAfter: number;
  /** The team whose members open a restricted record in an emergency without saying why (SEC-26); null for none. */
  readonly outOfHoursTeam: string | null;
}

/** The council as it stands; null until Sightline is set up. */
export async function councilOf(db: Database): Promise<Council | null> {
  const { rows } = await sql<Council>`SELECT council AS name, idle_minutes AS "idleMinutes", longest_hours AS "longestHours",
    other_systems AS "otherSystems", alert_days AS "alertDays", escalate_after AS "escalateAfter", out_of_hours_team AS "outOfHoursTeam" FROM installation`.execute(db);
  return rows[0] ?? null;
}

/** The entry that says how the council stands. */
export function councilEntry({ name, idleMinutes, longestHours, otherSystems, alertDays, escalateAfter, outOfHoursTeam }: Council, reason: string | null): CouncilEntry {
  const facts = { name, idleMinutes, longestHours, otherSystems: otherSystems.map((system) => ({ ...system })), alertDays: [...alertDays], escalateAfter, outOfHoursTeam };
  return { subjectKind: 'council', subjectId: councilId, kind: 'COUNCIL', facts, reason };
}

/** Waits until nobody else changes what holds for the council, and keeps it so until the transaction ends. */
export async function oneAtATime(tx: Database): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(7305020)`.execute(tx);
}

/** Changes what the council says of itself, with a reason. Returns whether anything changed. */
export async function changeCouncil(db: Database, recorder: Recorder, change: Partial<Council>, reason: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await oneAtATime(tx);
    const before = await councilOf(tx);
    if (before === null) throw new Error('Sightline is not set up');
    const after = { ...before, ...change };
    if (JSON.stringify(councilEntry(after, null)) === JSON.stringify(councilEntry(before, null))) return false;
    await sql`UPDATE installation SET council = ${after.name}, idle_minutes = ${after.idleMinutes}, longest_hours = ${after.longestHours},
      other_systems = ${JSON.stringify(after.otherSystems)}::json, alert_days = ${[...after.alertDays]}::int[], escalate_after = ${after.escalateAfter}, out_of_hours_team = ${after.outOfHoursTeam}::uuid`.execute(tx);
    await recordCouncil(tx, recorder, [councilEntry(after, reason)]);
    return true;
  });
}
