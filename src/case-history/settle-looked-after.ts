// When a child is or was looked after by the authority (Children Act 1989 section 22), as the entries say.
import type { Day } from '../calendar/day.ts';
import type { LookedAfter } from './case.ts';
import type { LiveEntry } from './live-entries.ts';

const dayOf = ({ occurredOn, asAt }: LiveEntry): Day => occurredOn ?? asAt;
const told: readonly string[] = ['LOOKED_AFTER_STARTED', 'LOOKED_AFTER_ENDED'];

/**
 * The periods, by day. A start while one is open, and an end while none is, say nothing new; an end on the day of a start
 * makes a period of one day.
 */
export function settleLookedAfter(live: readonly LiveEntry[]): LookedAfter[] {
  const periods: LookedAfter[] = [];
  const order = (entry: LiveEntry): string => `${dayOf(entry)} ${told.indexOf(entry.kind)}`;
  for (const entry of live.filter(({ kind }) => told.includes(kind)).sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    const open = periods.at(-1);
    const isOpen = open !== undefined && open.untilOn === null;
    if (entry.kind === 'LOOKED_AFTER_STARTED' && !isOpen) periods.push({ fromOn: dayOf(entry), untilOn: null });
    if (entry.kind === 'LOOKED_AFTER_ENDED' && isOpen) periods[periods.length - 1] = { ...open, untilOn: dayOf(entry) };
  }
  return periods;
}
