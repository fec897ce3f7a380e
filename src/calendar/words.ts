// Days and periods as people read them.
import type { Span } from './counting.ts';
import { type Day, partsOf, weekday } from './day.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** "15 September 2026". */
export function dayInWords(on: Day): string {
  const { year, month, date } = partsOf(on);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** "Tuesday 15 September 2026". */
export function longDay(on: Day): string {
  return `${WEEKDAYS[weekday(on) - 1]} ${dayInWords(on)}`;
}

function some(count: number, unit: string): string {
  return `${NUMBERS[count] ?? count} ${unit}${count === 1 ? '' : 's'}`;
}

/** "six weeks, not counting that day". The text stands alone: no capital, no stop. */
export function spanInWords(span: Span): string {
  switch (span.counting) {
    case 'W-AFTER': return `${some(span.count, 'week')}, not counting that day`;
    case 'D-AFTER': return span.count === 0 ? 'at once' : `${some(span.count, 'day')}, not counting that day`;
    case 'D-FROM': return `${some(span.count, 'day')}, that day being the first`;
    case 'M-AFTER': return `${some(span.count, 'month')}, to the same day of the month`;
    case 'M-FROM': return `${some(span.count, 'month')} beginning with that day`;
    case 'WD-AFTER': return `${some(span.count, 'working day')}, not counting that day`;
    case 'WD-FROM': return `${some(span.count, 'working day')} beginning with that day`;
    case 'BEFORE': return 'before that day';
    case 'AT-LEAST-BEFORE': return `at least ${some(span.count, span.unit.slice(0, -1))} before that day`;
  }
}
