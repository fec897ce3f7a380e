// The alert inbox of one person: the alerts of their cases and those that have come to them as a manager.
import type { Day } from '../calendar/day.ts';
import type { Calendar } from '../calendar/working-days.ts';
import type { Duty } from '../children/duty.ts';
import { isLate, isToDo, type RestrictionTask } from '../staff/restriction-tasks.ts';
import { countByGroup, type GroupCounts } from './alert-counts.ts';
import { type Alert, type AlertGroup, alertGroups, type AlertSettings, alertsOf, groupOf } from './alerts.ts';

/** A case with its open dates, and who has it. */
export interface InboxCase {
  readonly childId: string;
  readonly reference: string;
  readonly surname: string | null;
  readonly forename: string | null;
  readonly caseworkerId: string | null;
  readonly caseworker: string | null;
  readonly manager: string | null;
  readonly team: string | null;
  /** It is the viewer's own case; otherwise they manage its team. */
  readonly own: boolean;
  /** The viewer manages its team. */
  readonly managed: boolean;
  readonly dates: readonly Duty[];
}

/** What somebody has put off. */
export interface Snooze {
  readonly childId: string;
  readonly cause: string;
  readonly untilOn: Day;
  readonly reason: string;
}

/** An alert before its date is read: what the order and counts of the inbox need. */
export interface InboxLine {
  readonly childId: string;
  readonly cause: string;
  readonly group: AlertGroup;
  readonly dueOn: Day;
  readonly putOff: boolean;
}

/** An alert as one person has it. */
export interface InboxAlert {
  readonly alert: Alert;
  readonly of: Omit<InboxCase, 'dates'>;
  /** Put off by this person; null where it is not. */
  readonly snooze: Snooze | null;
}

/**
 * Every alert that a person has on a day, in the order of the groups and then by day. Caseworkers have those of their
 * cases; a manager has those of the team's cases that nobody has, and those that were not dealt with for some days.
 */
export function inboxOf(cases: readonly InboxCase[], snoozes: readonly Snooze[], today: Day, { calendar, settings }: { readonly calendar: Calendar; readonly settings: AlertSettings }): InboxAlert[] {
  const put = new Map(snoozes.filter(({ untilOn }) => untilOn > today).map((snooze) => [`${snooze.childId}/${snooze.cause}`, snooze]));
  const places = Object.keys(alertGroups);
  return cases.flatMap(({ dates, ...of }) => alertsOf(dates, today, calendar, settings)
    .filter(({ escalated }) => of.own || of.caseworkerId === null || escalated)
    .map((alert): InboxAlert => ({ alert, of, snooze: laterThanDue(alert, today) ? null : put.get(`${of.childId}/${alert.cause}`) ?? null })))
    .sort((a, b) => places.indexOf(a.alert.group) - places.indexOf(b.alert.group) || (a.alert.dueOn < b.alert.dueOn ? -1 : a.alert.dueOn > b.alert.dueOn ? 1 : 0));
}

// Nothing hides a limit that is reached (UI-71), whatever day it was put off to.
const laterThanDue = ({ dueOn, group }: Alert, today: Day): boolean => group !== 'information' && today >= dueOn;

/** Those counts with what is to be done about restricted records, by the day for each; what has no last day is for today, and a new guardian for information. */
export function countsWith(counts: GroupCounts, tasks: readonly RestrictionTask[], today: Day): GroupCounts {
  const groups = countByGroup(tasks.map((task) => ({ group: !isToDo(task) ? 'information' as const : !isLate(task, today) && task.dueOn < today ? 'today' : groupOf(task.dueOn, today), count: 1 })));
  return Object.fromEntries(Object.entries(counts).map(([group, count]) => [group, count + groups[group as AlertGroup]])) as Record<AlertGroup, number>;
}
