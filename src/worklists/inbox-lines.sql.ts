// The inbox as lines to page through: there may be thousands, and a page reads the dates of its own alerts alone.
import { sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import { alertSettings } from './alert-settings.sql.ts';
import { groupOf } from './alerts.ts';
import { isWhole, legalAlerts } from './inbox-count.sql.ts';
import { inbox } from './inbox.sql.ts';
import type { InboxAlert, InboxLine } from './inbox.ts';

/** Every alert that a viewer has today, in the order of the inbox. What is for information comes from their own cases and those that nobody has. */
export async function inboxLines(db: Database, viewer: Viewer, today: Day): Promise<InboxLine[]> {
  const { rows } = await sql<Omit<InboxLine, 'group'>>`SELECT child_id AS "childId", due_on AS "dueOn", cause, put_off AS "putOff"
    FROM ${legalAlerts(viewer, today, await alertSettings(db))} ORDER BY due_on, surname COLLATE names, forename COLLATE names, reference, place`.execute(db);
  const whole = await inbox(db, viewer, today, isWhole(sql`${viewer.staffId}::uuid`));
  return [
    ...rows.map((line) => ({ ...line, group: groupOf(line.dueOn, today) })),
    ...whole.filter(({ alert }) => alert.group === 'information').map(({ alert: { cause, group, dueOn }, of: { childId }, snooze }) => ({ childId, cause, group, dueOn, putOff: snooze !== null })),
  ];
}

/** The alerts of these lines, in their order. */
export async function alertsOfLines(db: Database, viewer: Viewer, today: Day, lines: readonly Pick<InboxLine, 'childId' | 'cause'>[]): Promise<InboxAlert[]> {
  const children = [...new Set(lines.map(({ childId }) => childId))];
  const found = await inbox(db, viewer, today, sql<boolean>`c.child_id = ANY(${children}::uuid[])`);
  const byLine = new Map(found.map((one) => [`${one.of.childId}/${one.alert.cause}`, one]));
  return lines.flatMap(({ childId, cause }) => byLine.get(`${childId}/${cause}`) ?? []);
}
