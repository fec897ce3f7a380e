// An alert as a person reads it: what, which case, why in law, by when, who else has it, and what to do.
import { bankHolidays } from '../calendar/bank-holidays.ts';
import type { Day } from '../calendar/day.ts';
import { calendarWith, workingDaysAfter } from '../calendar/working-days.ts';
import { kindNamed } from '../case-history/kinds.ts';
import { caseAddress, recordAddress } from '../children/addresses.ts';
import { dueLabel, guidanceLabel } from '../children/due-label.ts';
import { type Duty, ruleOf, statusOf, titleOf } from '../children/duty.ts';
import { leadingTo, reviewOf } from '../children/next-step.ts';
import { nameOf } from '../children/subject-bar.ts';
import { otherWays } from '../deadlines/cause.ts';
import { isLegalDuty } from '../deadlines/legal-duties.ts';
import { dayText, shortDayText } from '../platform/layout/format.ts';
import { snoozeAddress, teamCasesAddress } from './addresses.ts';
import { countByGroup } from './alert-counts.ts';
import { type Alert, alertGroups } from './alerts.ts';
import type { InboxAlert, InboxLine } from './inbox.ts';

interface Action { readonly text: string; readonly href: string }

/** An alert as the page prints it. */
export interface AlertLine {
  readonly what: string;
  readonly name: string;
  readonly reference: string;
  readonly href: string;
  readonly citation: string;
  readonly due: string;
  readonly label: string;
  readonly late: boolean;
  readonly isNew: boolean;
  readonly others: string;
  /** What to do; where a duty can be done in two ways, both. */
  readonly actions: readonly Action[];
  readonly snoozeHref: string | null;
  readonly snooze: { readonly until: string; readonly reason: string; readonly childId: string; readonly cause: string } | null;
}

/** An alert in words. */
export function alertLine({ alert, of, snooze }: InboxAlert, today: Day): AlertLine {
  const { dueOn, cause, group } = alert;
  const { childId } = of;
  const ways = waysOf(alert);
  return {
    what: ways.map((way, i) => (i === 0 ? titleOf(way) : lower(titleOf(way)))).join(', or '), name: nameOf(of), reference: of.reference, href: caseAddress({ childId }), citation: ways.map((way) => ruleOf(way)?.citation ?? '').join('; '),
    due: dayText(dueOn), label: labelOf(alert, today), late: group === 'overdue', isNew: alert.isNew,
    others: othersOf({ alert, of, snooze }), actions: actionsOf({ alert, of, snooze }), snoozeHref: untilDays(dueOn, today).length > 0 ? snoozeAddress({ childId }, { cause }) : null,
    snooze: snooze === null ? null : { until: shortDayText(snooze.untilOn), reason: snooze.reason, childId, cause },
  };
}

function labelOf({ date, dueOn }: Alert, today: Day): string {
  if (isLegalDuty(date)) return dueLabel(dueOn, today, statusOf(date, today) === 'OPEN_EXEMPT');
  return date.nature === 'duty' ? guidanceLabel(dueOn, today) : guidanceLabel(dueOn, today).replace('Due', 'Ends');
}

function othersOf({ alert: { escalated, escalatesOn }, of }: InboxAlert): string {
  const { own, managed, manager, team, caseworker } = of;
  if (!own) return caseworker === null ? 'Nobody has the case yet' : `With ${caseworker}, and with you since ${shortDayText(escalatesOn)}`;
  if (escalatesOn === null) return 'Nobody else';
  if (managed) return 'Nobody else: you are the manager too';
  if (manager === null) return 'Nobody else: no manager has the case';
  return escalated ? `${manager}, manager of ${team}, since ${shortDayText(escalatesOn)}` : `Goes to ${manager}, manager of ${team}, on ${shortDayText(escalatesOn)} if it is not done`;
}

// Of two ways the one that the law names for the other comes second.
function waysOf({ date, otherWay }: Alert): Duty[] {
  if (otherWay === null) return [date];
  return otherWays.has(date.code) ? [otherWay, date] : [date, otherWay];
}

function actionsOf({ alert, of }: InboxAlert): Action[] {
  const { childId } = of;
  if (of.caseworkerId === null) return [{ text: 'Allocate the case', href: teamCasesAddress({ view: 'unallocated' }) }];
  const acts = waysOf(alert).map((way) => (way === alert.date ? alert.leads : leadingTo(way, [])));
  const kinds = acts.flatMap((events) => (events.length === 1 ? kindNamed(events[0] ?? '') ?? [] : []));
  if (kinds.length > 0) return kinds.map(({ name, title }) => ({ text: `Record: ${lower(title)}`, href: recordAddress({ childId }, { kind: name, ...reviewOf(alert.date) }) }));
  return alert.group === 'information' ? [{ text: 'Open the case', href: caseAddress({ childId }) }] : [{ text: 'Record what was done', href: recordAddress({ childId }) }];
}

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const calendar = calendarWith(bankHolidays);

/** The days to which an alert may be put off: some working days on, and never past the last lawful day (UI-71). */
export function untilDays(dueOn: Day, today: Day): { value: Day; text: string }[] {
  const next = [1, 3, 5].map((count) => workingDaysAfter(today, count, calendar)).filter((on) => on < dueOn);
  return [...next, ...(dueOn > today ? [dueOn] : [])].map((value) => ({ value, text: `${dayText(value)}${value === dueOn ? ', the last lawful day' : ''}` }));
}

/** The groups of a page of alerts, each with how many of them there are in all, leaving out what was put off. */
export function groupsOf(shown: readonly InboxAlert[], lines: readonly InboxLine[], today: Day): { title: string; id: string; count: number; lines: AlertLine[] }[] {
  const counts = countByGroup(lines.filter(({ putOff }) => !putOff).map(({ group }) => ({ group, count: 1 })));
  const groups = Object.entries(alertGroups) as [keyof typeof alertGroups, string][];
  return groups.map(([id, title]) => ({ id, title, count: counts[id], lines: shown.filter(({ alert }) => alert.group === id).map((one) => alertLine(one, today)) }))
    .filter((group) => group.lines.length > 0);
}
