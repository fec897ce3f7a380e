import { type Day, daysBetween, weekday } from '../calendar/day.ts';
import { countText } from '../platform/layout/format.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * How a legal duty that is still to be met stands today in a few words, to print beside the date itself: "Overdue 3 days",
 * "Due Friday" (UI-25). Days are those after the last lawful day. No page words lateness otherwise.
 */
export function dueLabel(dueOn: Day, today: Day, excused = false): string {
  const left = daysBetween(today, dueOn);
  if (left < 0) return excused ? `${daysLate(dueOn, today)}, exception applies` : `Overdue ${days(-left)}`;
  if (left === 0) return 'Due today';
  if (left === 1) return 'Due tomorrow';
  return left < 7 ? `Due ${WEEKDAYS[weekday(dueOn) - 1]}` : `In ${days(left)}`;
}

/** The same of a date that is no legal duty, of guidance or for work alone: "Passed 3 days ago". */
export function guidanceLabel(on: Day, today: Day): string {
  return on < today ? `Passed ${days(daysBetween(on, today))} ago` : dueLabel(on, today);
}

/** "3 days late": of what was done after its last lawful day, or need not be done by it. */
export function daysLate(dueOn: Day, on: Day): string {
  return `${days(daysBetween(dueOn, on))} late`;
}

const days = (count: number): string => countText(count, 'day');
