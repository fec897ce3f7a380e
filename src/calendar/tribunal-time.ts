// Time under the Tribunal Procedure (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008,
// rule 12. It governs acts under those rules alone, never the limits of the SEND Regulations.
import { addDays, type Day, dayFrom, partsOf } from './day.ts';
import { type Calendar, workingDayOnOrAfter, workingDaysAfter } from './working-days.ts';

function isChristmas(on: Day): boolean {
  const { month, date } = partsOf(on);
  return (month === 12 && date >= 25) || (month === 1 && date === 1);
}

function isAugust(on: Day): boolean {
  return partsOf(on).month === 8;
}

/**
 * The last day for starting an appeal whose time ends on `on`. Time that ends from 25 December to 1 January or in
 * August runs to the first working day after; otherwise a day that is not worked gives way to the next one that is
 * (one ending on a 31 July that is not worked gives way to the next working day, though it is in August).
 */
export function lastDayToAppeal(on: Day, calendar: Calendar): Day {
  const { year, month } = partsOf(on);
  if (isAugust(on)) return workingDaysAfter(dayFrom(year, 8, 31), 1, calendar);
  if (isChristmas(on)) return workingDaysAfter(dayFrom(month === 12 ? year + 1 : year, 1, 1), 1, calendar);
  return workingDayOnOrAfter(on, calendar);
}

/** The `count`-th working day after `from`, leaving out August and 25 December to 1 January. */
export function tribunalDaysAfter(from: Day, count: number, calendar: Calendar): Day {
  let on = from;
  for (let counted = 0; counted < count;) {
    on = addDays(on, 1);
    if (calendar.isWorkingDay(on) && !isAugust(on) && !isChristmas(on)) counted += 1;
  }
  return on;
}
