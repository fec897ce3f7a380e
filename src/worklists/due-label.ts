import { type Day, daysBetween, weekday } from '../calendar/day.ts';
import { countText } from '../platform/layout/format.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** How a date stands today in a few words, to print under the date itself: "Overdue 3 days", "Due Friday" (UI-25). */
export function dueLabel(dueOn: Day, today: Day, excused = false): string {
  const left = daysBetween(today, dueOn);
  if (left < 0) return excused ? `Late ${days(-left)}, exception applies` : `Overdue ${days(-left)}`;
  if (left === 0) return 'Due today';
  if (left === 1) return 'Due tomorrow';
  return left < 7 ? `Due ${WEEKDAYS[weekday(dueOn) - 1]}` : `In ${days(left)}`;
}

const days = (count: number): string => countText(count, 'day');
