// Days as people type them into one box of a page of figures; addresses and commands hold them as ISO text.
import { addDays, type Day, dayOfInstant, minutesOfInstant, parseDay, parseInstant } from '../calendar/day.ts';
import { monthNumber, realDay } from '../children/date-answer.ts';
import { dayText } from '../platform/layout/format.ts';

/** The day that "27 September 2026", "27/9/2026" or "2026-09-27" means; null where it is none. */
export function typedDay(text: string): Day | null {
  const [first = '', month = '', last = '', ...rest] = text.trim().split(/[\s/.-]+/);
  if (rest.length > 0) return null;
  if (first.length === 4) return parseDay(text.trim());
  const number = monthNumber(month);
  return number === null || !/^\d{1,2}$/.test(first) || !/^\d{4}$/.test(last) ? null : realDay(last, number, first);
}

/** The instant at which a day has ended in England. */
function endOf(on: Day): string {
  const next = addDays(on, 1);
  const ahead = minutesOfInstant(`${next}T00:00:00Z`) === 0 ? 'Z' : '+01:00';
  return `${next}T00:00:00${ahead}`;
}

/** The instant written as one, or that ends the day typed (for today: `now`); null where it is neither. */
export function typedInstant(text: string, now: string): string | null {
  const on = typedDay(text);
  if (on === null) return parseInstant(text);
  return parseInstant(on === dayOfInstant(now) ? now : endOf(on));
}

/** What a box shows for a day in the address: "27 September 2026". */
export function dayAsTyped(written: string | undefined): string {
  const on = written === undefined ? null : parseDay(written);
  return on === null ? (written ?? '') : dayText(on);
}

/** What a box shows for an instant in the address: the day that it ends, or the instant itself. */
export function instantAsTyped(written: string | undefined): string {
  if (written === undefined) return '';
  const before = addDays(dayOfInstant(written), -1);
  return parseInstant(endOf(before)) === parseInstant(written) ? dayText(before) : written;
}
