// Working days by walking a day at a time over a calendar that is handed in: never weekday arithmetic put right
// afterwards for holidays, which is wrong around New Year and in May.
import { addDays, type Day, weekday } from './day.ts';

/** Says which days are worked. */
export interface Calendar {
  /** Bank holidays, those of the table and any that the council added. */
  readonly holidays: ReadonlySet<Day>;
  readonly isWorkingDay: (on: Day) => boolean;
  /** The last working day on or before a day. */
  readonly practicalDay: (on: Day) => Day;
}

/** A calendar with these bank holidays. A working day is not a Saturday, Sunday or bank holiday. */
export function calendarWith(holidays: ReadonlySet<Day>): Calendar {
  const practical = new Map<Day, Day>();
  const isWorkingDay = (on: Day): boolean => weekday(on) < 6 && !holidays.has(on);
  const practicalDay = (on: Day): Day => {
    const found = practical.get(on);
    if (found !== undefined) return found;
    const last = isWorkingDay(on) ? on : practicalDay(addDays(on, -1));
    practical.set(on, last);
    return last;
  };
  return { holidays, isWorkingDay, practicalDay };
}

/** The `count`-th working day after `from`, which itself does not count. */
export function workingDaysAfter(from: Day, count: number, calendar: Calendar): Day {
  let on = from;
  for (let counted = 0; counted < count;) {
    on = addDays(on, 1);
    if (calendar.isWorkingDay(on)) counted += 1;
  }
  return on;
}

/** The `count`-th working day beginning with `from`, which counts if it is one. */
export function workingDaysFrom(from: Day, count: number, calendar: Calendar): Day {
  return workingDaysAfter(addDays(from, -1), count, calendar);
}

/** Working days from `from` up to the day before `before`. */
export function workingDaysBetween(from: Day, before: Day, calendar: Calendar): number {
  let counted = 0;
  for (let on = from; on < before; on = addDays(on, 1)) if (calendar.isWorkingDay(on)) counted += 1;
  return counted;
}

/** `on` itself if it is a working day, otherwise the next one. */
export function workingDayOnOrAfter(on: Day, calendar: Calendar): Day {
  return calendar.isWorkingDay(on) ? on : workingDaysAfter(on, 1, calendar);
}
