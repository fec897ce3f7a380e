// The ways in which the law counts a period from a day. Basis: the day on which the trigger happens is left out of a
// period counted after it (Matthew v Sedman [2021] UKSC 19); "beginning with" includes it (SEND Regulations 2014,
// regulations 13(1)(a), 15(2), 22(2)(c); Children and Families Act 2014, section 44(1)).
import { addDays, addMonths, type Day, partsOf } from './day.ts';
import { type Calendar, workingDaysAfter, workingDaysFrom } from './working-days.ts';

/** A period and the way it is counted. W weeks, D days, M months, WD working days. */
export type Span =
  | { readonly counting: 'W-AFTER' | 'D-AFTER' | 'D-FROM' | 'M-AFTER' | 'M-FROM' | 'WD-AFTER' | 'WD-FROM'; readonly count: number }
  /** "Before" a day: the last lawful day is the one before it. */
  | { readonly counting: 'BEFORE' }
  | { readonly counting: 'AT-LEAST-BEFORE'; readonly count: number; readonly unit: 'days' | 'weeks' | 'months' };

/** The last lawful day of the period counted from `from`, inclusive. */
export function lastDay(from: Day, span: Span, calendar: Calendar): Day {
  switch (span.counting) {
    case 'W-AFTER': return addDays(from, 7 * span.count);
    case 'D-AFTER': return addDays(from, span.count);
    case 'D-FROM': return addDays(from, span.count - 1);
    case 'M-AFTER': return addMonths(from, span.count);
    case 'M-FROM': return lastOfMonthsFrom(from, span.count);
    case 'WD-AFTER': return workingDaysAfter(from, span.count, calendar);
    case 'WD-FROM': return workingDaysFrom(from, span.count, calendar);
    case 'BEFORE': return addDays(from, -1);
    case 'AT-LEAST-BEFORE': return before(from, span.count, span.unit);
  }
}

/** The day before the same day number; where that number does not exist, the last day of the month. */
function lastOfMonthsFrom(from: Day, count: number): Day {
  const same = addMonths(from, count);
  return partsOf(same).date === partsOf(from).date ? addDays(same, -1) : same;
}

function before(from: Day, count: number, unit: 'days' | 'weeks' | 'months'): Day {
  if (unit === 'months') return addMonths(from, -count);
  return addDays(from, unit === 'weeks' ? -7 * count : -count);
}
