// When a child is or was looked after by the authority (Children Act 1989 section 22), as the entries say.
import { addDays, type Day } from '../calendar/day.ts';
import type { LookedAfter } from './case.ts';
import type { LiveEntry } from './live-entries.ts';
import type { TrackerRecord } from './tracker-row.ts';

const dayOf = ({ occurredOn, asAt }: LiveEntry): Day => occurredOn ?? asAt;
const told: readonly string[] = ['LOOKED_AFTER_STARTED', 'LOOKED_AFTER_ENDED'];

/** A day from which the child is, or until which it was, looked after. */
interface Turn { readonly on: Day; readonly starts: boolean }

/**
 * The periods, by day. A start while one is open, and an end while none is, say nothing new; an end on the day of a start
 * makes a period of one day.
 */
export function settleLookedAfter(live: readonly LiveEntry[]): LookedAfter[] {
  const events = live.filter(({ kind }) => told.includes(kind));
  const turns = [...events.map((entry): Turn => ({ on: dayOf(entry), starts: entry.kind === told[0] })), ...turnsSeen(live, events)];
  const periods: LookedAfter[] = [];
  const order = ({ on, starts }: Turn): string => `${on} ${starts ? 0 : 1}`;
  for (const { on, starts } of turns.sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    const open = periods.at(-1);
    const isOpen = open !== undefined && open.untilOn === null;
    if (starts && !isOpen) periods.push({ fromOn: on, untilOn: null });
    if (!starts && isOpen) periods[periods.length - 1] = { ...open, untilOn: on };
  }
  return periods;
}

/**
 * Trackers say that a child is or is not looked after on their day, and not since when: what is open from that day on, or was
 * until the day before, if nothing else tells. What was asserted later about a day up to then knew better.
 */
function turnsSeen(live: readonly LiveEntry[], events: readonly LiveEntry[]): Turn[] {
  return live.flatMap(({ kind, facts, asAt }): Turn[] => {
    const seen = kind === 'TRACKER_ROW' ? (facts as unknown as TrackerRecord).lookedAfter : undefined;
    if (seen === undefined || events.some((event) => event.asAt > asAt && dayOf(event) <= asAt)) return [];
    return [{ on: seen ? asAt : addDays(asAt, -1), starts: seen }];
  });
}
