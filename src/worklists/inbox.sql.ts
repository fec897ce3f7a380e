import { type RawBuilder, sql } from 'kysely';
import { bankHolidays } from '../calendar/bank-holidays.ts';
import type { Day } from '../calendar/day.ts';
import { calendarWith } from '../calendar/working-days.ts';
import type { Cell } from '../case-history/derived-table.ts';
import { enterChange } from '../casework/change-entry.sql.ts';
import { mayList } from '../casework/may-see.sql.ts';
import { dutyOf } from '../children/duty.ts';
import { otherWays } from '../deadlines/cause.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { alertHorizon, escalationDay } from './alerts.ts';
import { type AlertsOf, alertsOf, comesTo } from './inbox-count.sql.ts';
import { type InboxAlert, type InboxCase, inboxOf, type Snooze } from './inbox.ts';
import { isRunning, legalDuty } from './running.sql.ts';

const calendar = calendarWith(bankHolidays);

/** Every alert that a viewer has today in the cases `c` of a condition; without one, in all. */
export async function inbox(db: Database, viewer: Viewer, today: Day, among: RawBuilder<boolean> = sql`true`): Promise<InboxAlert[]> {
  const of = await alertsOf(db, viewer);
  const [cases, snoozes] = [await alertingCases(db, viewer, today, { ...of, among }), await snoozesOf(db, viewer)];
  return inboxOf(cases, snoozes, today, { calendar, settings: of.settings });
}

// Of a date, what an alert rests on: there may be thousands, at every page.
const ofDate = sql`code, turn, body, episode_kind, episode_no, nature, force, rule_set, trigger_kind, trigger_on, due_on, known_on, done_on, closed_on, not_applicable, exempt, exempt_from`;

/** The viewer's cases, and those of teams that they manage, with those of their open dates that may alert today, or are another way to do what alerts, or say that the meeting of a yearly review was held. */
async function alertingCases(db: Database, viewer: Viewer, today: Day, { settings, managed, among }: AlertsOf & { readonly among: RawBuilder<boolean> }): Promise<InboxCase[]> {
  const me = sql`${viewer.staffId}::uuid`;
  const by = (last: Day): RawBuilder<boolean> => sql<boolean>`(due_on <= ${last}::date OR code = ANY(${[...otherWays, 'AR.DECISION']}::text[]))`;
  const { rows } = await sql<Omit<InboxCase, 'dates'> & Record<string, Cell>>`
    WITH had AS (
      SELECT c.child_id, c.reference, c.surname, c.forename, c.caseworker_id, worker.name AS caseworker, manager.name AS manager, team.name AS team_name,
        c.caseworker_id IS NOT DISTINCT FROM ${me} AS own, coalesce(team.manager_id = ${me}, false) AS managed
      FROM child c LEFT JOIN staff worker ON worker.id = c.caseworker_id LEFT JOIN team ON team.id = coalesce(c.team_id, worker.team_id) LEFT JOIN staff manager ON manager.id = team.manager_id
      WHERE ${comesTo(me, managed)} AND ${mayList(viewer, today)} AND ${among}
    )
    SELECT had.child_id AS "childId", reference, surname, forename, caseworker_id AS "caseworkerId", caseworker, manager, team_name AS team, own, managed, ${ofDate}
    FROM had CROSS JOIN LATERAL (SELECT * FROM deadline WHERE child_id = had.child_id AND ${by(alertHorizon(today, calendar, settings))} AND ${isRunning(today)} OFFSET 0) AS d
    WHERE own OR caseworker_id IS NULL OR (${legalDuty} AND ${by(escalationDay(today, calendar, settings))})
    ORDER BY surname COLLATE names, forename COLLATE names, reference, deadline_no`.execute(db);
  const byChild = Map.groupBy(rows, ({ childId }) => childId);
  return [...byChild.values()].flatMap((dates) => {
    const [first] = dates;
    if (first === undefined) return [];
    const { childId, reference, surname, forename, caseworkerId, caseworker, manager, team, own, managed } = first;
    return [{ childId, reference, surname, forename, caseworkerId, caseworker, manager, team, own, managed, dates: dates.map(dutyOf) }];
  });
}

async function snoozesOf(db: Database, viewer: Viewer): Promise<Snooze[]> {
  const { rows } = await sql<Snooze>`SELECT child_id AS "childId", cause, until_on AS "untilOn", reason FROM alert_snooze WHERE staff_id = ${viewer.staffId}::uuid`.execute(db);
  return rows;
}

/** Puts an alert of the viewer's off until a day, or, for null, brings it back. */
export async function snooze(db: Database, viewer: Viewer, { childId, cause }: Pick<Snooze, 'childId' | 'cause'>, put: { readonly untilOn: Day; readonly reason: string; readonly now: string } | null): Promise<void> {
  const own = sql`staff_id = ${viewer.staffId}::uuid AND child_id = ${childId}::uuid AND cause = ${cause}`;
  const note = { what: put === null ? 'alert brought back' : 'alert put off', route: 'POST /alerts/put-off', children: [childId], of: sql`SELECT until_on AS until, reason FROM alert_snooze WHERE ${own}` };
  await enterChange(db, viewer, note, async (tx) => {
    await sql`DELETE FROM alert_snooze WHERE ${own}`.execute(tx);
    if (put !== null) await sql`INSERT INTO alert_snooze (staff_id, child_id, cause, until_on, reason, made_at) VALUES (${viewer.staffId}::uuid, ${childId}::uuid, ${cause}, ${put.untilOn}, ${put.reason}, ${put.now})
      ON CONFLICT (staff_id, child_id, cause) DO UPDATE SET until_on = excluded.until_on, reason = excluded.reason, made_at = excluded.made_at`.execute(tx);
  });
}
