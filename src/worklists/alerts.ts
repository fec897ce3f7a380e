// Alerts, worked out from the dates of a case each time somebody looks: one is there while its cause is, and no longer.
import { addDays, type Day, daysBetween } from '../calendar/day.ts';
import { type Calendar, workingDaysAfter, workingDaysBetween } from '../calendar/working-days.ts';
import { type Duty, isOpen, statusOf } from '../children/duty.ts';
import { leadingTo } from '../children/next-step.ts';
import { causeOf, otherWays } from '../deadlines/cause.ts';
import { isLegalDuty } from '../deadlines/legal-duties.ts';
import { NEXT_DAYS } from './views.ts';

/** When alerts come. */
export interface AlertSettings {
  /** Working days before the last lawful day on which an alert comes or is repeated. */
  readonly daysBefore: readonly number[];
  /** Working days after the last lawful day from which the manager of the team has it too. */
  readonly escalateAfter: number;
}

/** The usual days: UI-74. */
export const usualAlerts: AlertSettings = { daysBefore: [10, 5, 1], escalateAfter: 5 };

export const alertGroups = { overdue: 'Overdue', today: 'Today', week: 'Next 7 days', later: 'Later', information: 'For information' } as const;

export type AlertGroup = keyof typeof alertGroups;

export interface Alert {
  /** The same for all dates that one act would do: the part of the case, and that act. */
  readonly cause: string;
  readonly group: AlertGroup;
  readonly date: Duty;
  /** Where the duty can be done in two ways, the date of the other; null where there is one. */
  readonly otherWay: Duty | null;
  /** The kinds of entry that would do it now, as its case offers them. */
  readonly leads: readonly string[];
  readonly dueOn: Day;
  /** It came or is repeated today. */
  readonly isNew: boolean;
  /** From this day the manager of the team has it too; null for what is for information. */
  readonly escalatesOn: Day | null;
  readonly escalated: boolean;
}

/** The last day on which a date that alerts today may lie. */
export function alertHorizon(today: Day, calendar: Calendar, { daysBefore }: AlertSettings): Day {
  return addDays(workingDaysAfter(today, Math.max(...daysBefore) + 1, calendar), -1);
}

/** The last day on which a date may lie that has gone to the manager by today. */
export function escalationDay(today: Day, calendar: Calendar, { escalateAfter }: AlertSettings): Day {
  let dueOn = today;
  while (workingDaysAfter(dueOn, escalateAfter, calendar) > today) dueOn = addDays(dueOn, -1);
  return dueOn;
}

/**
 * The alerts of one case on a day, the one due first before others. Legal duties alert from the first of the days before
 * until they are done or no longer needed; excused ones, guidance and time that others have are for information; duties of
 * others do not alert. Of
 * several dates that the same act would do, or of which either is enough, the first due alone alerts.
 */
export function alertsOf(dates: readonly Duty[], today: Day, calendar: Calendar, settings: AlertSettings = usualAlerts): Alert[] {
  const found = dates.filter((date) => isOpen(date, today)).flatMap((date) => alertOf(date, today, calendar, settings) ?? [])
    .sort((a, b) => rank(a) - rank(b) || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const first = new Map<string, Found>();
  for (const alert of found) if (!first.has(alert.cause)) first.set(alert.cause, alert);
  return [...first.values()].map((alert) => ({ ...alert, otherWay: otherWayOf(alert, dates, today), leads: leadingTo(alert.date, dates) }));
}

type Found = Omit<Alert, 'otherWay' | 'leads'>;

function otherWayOf({ cause, date: { code } }: Found, dates: readonly Duty[], today: Day): Duty | null {
  return dates.find((one) => otherWays.has(one.code) !== otherWays.has(code) && causeOf(one) === cause && isOpen(one, today)) ?? null;
}

// What the law asks comes before what is for information, also where one act would do both.
const rank = ({ group }: Found): number => (group === 'information' ? 1 : 0);

function alertOf(date: Duty, today: Day, calendar: Calendar, settings: AlertSettings): Found | null {
  const { dueOn } = date;
  if (dueOn === null || date.nature === 'duty of others') return null;
  const left = workingDaysBetween(today, dueOn, calendar);
  const late = today > dueOn;
  if (!late && left > Math.max(...settings.daysBefore)) return null;
  const excused = statusOf(date, today) === 'OPEN_EXEMPT';
  const legal = isLegalDuty(date) && !excused;
  // Arithmetic of the past is no news; the legal date behind it alerts.
  if (!legal && late && !excused && date.force !== 'GUIDANCE') return null;
  const escalatesOn = legal ? workingDaysAfter(dueOn, settings.escalateAfter, calendar) : null;
  return {
    cause: causeOf(date), group: legal ? groupOf(dueOn, today) : 'information', date, dueOn,
    isNew: late ? legal : calendar.isWorkingDay(today) && settings.daysBefore.includes(left), escalatesOn, escalated: escalatesOn !== null && today >= escalatesOn,
  };
}

/** The group of what is due on a day. */
export function groupOf(dueOn: Day, today: Day): AlertGroup {
  const left = daysBetween(today, dueOn);
  return left < 0 ? 'overdue' : left === 0 ? 'today' : left <= NEXT_DAYS ? 'week' : 'later';
}

/** Of dates in the order of their days, the first of each cause within its case. */
export function firstOfEachCause<Dated extends { readonly childId: string; readonly date: Duty }>(dates: readonly Dated[]): Dated[] {
  const seen = new Set<string>();
  return dates.filter(({ childId, date }) => {
    const cause = `${childId}/${causeOf(date)}`;
    const isFirst = !seen.has(cause);
    seen.add(cause);
    return isFirst;
  });
}
