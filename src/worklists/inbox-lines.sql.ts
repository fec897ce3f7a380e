// The inbox as counts and as lines to page through: there may be thousands, and a page reads the dates of its own alerts alone.
import { type RawBuilder, sql } from 'kysely';
import { addDays, type Day } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { AlertCount } from './alert-counts.ts';
import { groupOf } from './alerts.ts';
import { alertsOf, isWhole, legalAlerts } from './inbox-count.sql.ts';
import { inbox } from './inbox.sql.ts';
import type { InboxAlert, InboxLine } from './inbox.ts';
import { NOBODY } from './list-question.ts';

/** The cases `c` of somebody by their staff id, or those that nobody has. */
const casesOf = (whose: string): RawBuilder<boolean> => (whose === NOBODY ? sql<boolean>`c.caseworker_id IS NULL` : sql<boolean>`c.caseworker_id = ${whose}::uuid`);

/**
 * Every alert that a viewer has today in the cases of one caseworker, by their id, or in those that nobody has, in the order of the inbox.
 * What is for information comes from the viewer's own cases and those that nobody has.
 */
export async function inboxLines(db: Database, viewer: Viewer, today: Day, whose: string): Promise<InboxLine[]> {
  const among = casesOf(whose);
  const { rows } = await sql<Omit<InboxLine, 'group'>>`SELECT child_id AS "childId", due_on AS "dueOn", cause, put_off AS "putOff"
    FROM ${legalAlerts(viewer, today, await alertsOf(db, viewer), among)} ORDER BY due_on, surname COLLATE names, forename COLLATE names, reference, place`.execute(db);
  const told = await informing(db, viewer, today, among);
  return [
    ...rows.map((line) => ({ ...line, group: groupOf(line.dueOn, today) })),
    ...told.map(({ alert: { cause, group, dueOn }, of: { childId }, snooze }) => ({ childId, cause, group, dueOn, putOff: snooze !== null })),
  ];
}

/** How many alerts a viewer has today of whose cases in which group, leaving out what was put off. */
export async function alertCounts(db: Database, viewer: Viewer, today: Day): Promise<AlertCount[]> {
  // One day for all that is overdue: how long it has been does not matter here.
  const { rows } = await sql<Omit<AlertCount, 'group'> & { readonly dueOn: Day }>`
    SELECT caseworker_id AS "caseworkerId", staff.name AS caseworker, greatest(due_on, ${addDays(today, -1)}) AS "dueOn", count(*)::int AS count
    FROM ${legalAlerts(viewer, today, await alertsOf(db, viewer))} LEFT JOIN staff ON staff.id = caseworker_id WHERE NOT put_off GROUP BY 1, 2, 3`.execute(db);
  const told = await informing(db, viewer, today, sql<boolean>`true`);
  return [
    ...rows.map(({ dueOn, ...row }) => ({ ...row, group: groupOf(dueOn, today) })),
    ...told.filter(({ snooze }) => snooze === null).map(({ alert: { group }, of: { caseworkerId, caseworker } }) => ({ caseworkerId, caseworker, group, count: 1 })),
  ];
}

/** What is for information in cases of a condition. */
async function informing(db: Database, viewer: Viewer, today: Day, among: RawBuilder<boolean>): Promise<InboxAlert[]> {
  const whole = await inbox(db, viewer, today, sql<boolean>`${isWhole(sql`${viewer.staffId}::uuid`)} AND ${among}`);
  return whole.filter(({ alert }) => alert.group === 'information');
}

/** The alerts of these lines, in their order. */
export async function alertsOfLines(db: Database, viewer: Viewer, today: Day, lines: readonly Pick<InboxLine, 'childId' | 'cause'>[]): Promise<InboxAlert[]> {
  const children = [...new Set(lines.map(({ childId }) => childId))];
  const found = await inbox(db, viewer, today, sql<boolean>`c.child_id = ANY(${children}::uuid[])`);
  const byLine = new Map(found.map((one) => [`${one.of.childId}/${one.alert.cause}`, one]));
  return lines.flatMap(({ childId, cause }) => byLine.get(`${childId}/${cause}`) ?? []);
}

/** The name of somebody by their staff id; null where there is no such person. */
export async function nameOfStaff(db: Database, id: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM staff WHERE id = ${id}::uuid`.execute(db);
  return rows[0]?.name ?? null;
}
