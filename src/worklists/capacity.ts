// What a service has to give in the coming weeks against what it can give.
import { addDays, type Day, weekday } from '../calendar/day.ts';

/** A week, Monday to Sunday. */
export interface CapacityWeek {
  readonly from: Day;
  readonly to: Day;
  /** Advice due in it. */
  readonly due: number;
  /** Not done by the end of it, of this and of all before, where `perWeek` are done each week; null where nobody said how many. */
  readonly left: number | null;
}

const WEEKS = 6;

/** The six weeks from the one that holds today. Advice that is overdue is to be done first, in the first of them. */
export function capacityWeeks(dueDays: readonly (Day | null)[], perWeek: number | null, today: Day): { overdue: number; weeks: CapacityWeek[] } {
  const days = dueDays.filter((on) => on !== null);
  const overdue = days.filter((on) => on < today).length;
  const monday = addDays(today, 1 - weekday(today));
  let left = overdue;
  const weeks = Array.from({ length: WEEKS }, (_, i): CapacityWeek => {
    const [from, to] = [addDays(monday, 7 * i), addDays(monday, 7 * i + 6)];
    const due = days.filter((on) => on >= today && on >= from && on <= to).length;
    left = Math.max(0, left + due - (perWeek ?? 0));
    return { from, to, due, left: perWeek === null ? null : left };
  });
  return { overdue, weeks };
}
