// What the law asks of somebody, from the rows of live cases alone: counted at every page that they open, where there may be thousands.
import { type RawBuilder, sql } from 'kysely';
import { bankHolidays } from '../calendar/bank-holidays.ts';
import { type Day, dayOfInstant } from '../calendar/day.ts';
import { calendarWith } from '../calendar/working-days.ts';
import { mayList } from '../casework/may-see.sql.ts';
import { isManaged, type Managed, managedBy } from '../casework/team-of-case.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { restrictionTasks } from '../staff/restriction-tasks.sql.ts';
import { isToDo } from '../staff/restriction-tasks.ts';
import { alertSettings } from './alert-settings.sql.ts';
import { alertHorizon, type AlertSettings, escalationDay } from './alerts.ts';

const calendar = calendarWith(bankHolidays);

/** How many alerts a viewer has to do something about, those about restricted records with them; what is for information does not count. */
export async function countToDo(db: Database, viewer: Viewer, now: string): Promise<number> {
  const alerts = legalAlerts(viewer, dayOfInstant(now), await alertsOf(db, viewer));
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM ${alerts} WHERE NOT put_off`.execute(db);
  return (rows[0]?.count ?? 0) + (await restrictionTasks(db, viewer, now)).filter(isToDo).length;
}

/** What tells which alerts somebody has: when alerts come in this council, and which teams they manage. */
export interface AlertsOf { readonly settings: AlertSettings; readonly managed: Managed }

/** The same of a viewer, as it stands now. */
export async function alertsOf(db: Database, { staffId }: Viewer): Promise<AlertsOf> {
  return { settings: await alertSettings(db), managed: await managedBy(db, staffId) };
}

/**
 * The alerts of a viewer that are law, in the cases `c` of a condition (without one, in all), as a relation: child, names, caseworker, last
 * lawful day (text), cause, its place in the case, and whether it is put off. What is to be done is written by day, so that days are compared
 * as text, and the first tells whether to look further.
 */
export function legalAlerts(viewer: Viewer, today: Day, { settings, managed }: AlertsOf, among: RawBuilder<boolean> = sql`true`): RawBuilder<unknown> {
  const [me, now] = [sql`${viewer.staffId}::uuid`, sql`${today}::date`];
  const last = sql`CASE WHEN ${isWhole(me)} THEN ${alertHorizon(today, calendar, settings)} ELSE ${escalationDay(today, calendar, settings)} END`;
  return sql`(SELECT c.child_id, c.surname, c.forename, c.reference, c.caseworker_id, alert.due_on, alert.cause, alert.place, alert.due_on > ${today} AND EXISTS (SELECT FROM alert_snooze s
      WHERE s.staff_id = ${me} AND s.child_id = c.child_id AND s.cause = alert.cause AND s.until_on > ${now}) AS put_off
    FROM live_case c, LATERAL (
      SELECT left(line, 10) AS due_on, substr(line, 12) AS cause, place FROM string_to_table(c.to_do, chr(10)) WITH ORDINALITY AS lines (line, place)) AS alert
    WHERE c.from_on <= ${now} AND (c.until_on IS NULL OR c.until_on > ${now}) AND left(c.to_do, 10) <= ${last} AND ${comesTo(me, managed)} AND ${among} AND ${mayList(viewer, today)}
      AND alert.due_on <= ${last}) AS alerts`;
}

/** The cases `c` of which all alerts come to somebody at once: their own, and those that nobody has. */
export function isWhole(me: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(c.caseworker_id IS NULL OR c.caseworker_id = ${me})`;
}

/** The cases `c` whose alerts come to somebody: their own, and those of teams that they manage. */
export function comesTo(me: RawBuilder<unknown>, managed: Managed): RawBuilder<boolean> {
  return sql<boolean>`(c.caseworker_id = ${me} OR ${isManaged(managed)})`;
}
