// As known at which instant an answer stands, in words, where that is not the one asked for.
import { dayOfInstant, minutesOfInstant } from '../calendar/day.ts';
import { dayText } from '../platform/layout/format.ts';

/** The clock time in England to the second: "10:15:02am". */
function secondText(instant: string): string {
  const hour = Math.floor(minutesOfInstant(instant) / 60);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${instant.slice(14, 19)}${hour < 12 ? 'am' : 'pm'}`;
}

/**
 * "Asked as known at 10:15:02am on 22 November 2026; answered as known at 10:14:58am, because a change begun then was
 * still being written." Null where the instant was not lowered. Instants are ISO, UTC.
 */
export function loweredWords({ asked, at, lowered }: { readonly asked: string; readonly at: string; readonly lowered: boolean }): string | null {
  if (!lowered) return null;
  const [askedOn, on] = [dayOfInstant(asked), dayOfInstant(at)];
  const [then, answered] = [`${secondText(asked)} on ${dayText(askedOn)}`, `${secondText(at)}${on === askedOn ? '' : ` on ${dayText(on)}`}`];
  const known = then.startsWith(answered) && on === askedOn ? 'a moment before' : `at ${answered}`;
  return `Asked as known at ${then}; answered as known ${known}, because a change begun then was still being written.`;
}
