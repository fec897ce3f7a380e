// How many children an invented council comes to know, and when: in the proportions of the published years.
import { dayFrom } from '../calendar/day.ts';
import { monthOf, numberOf, yearOf } from './day-numbers.ts';
import { inYear, published } from './published.ts';
import type { Chance } from './seeded.ts';

/** How a child comes to be known: long before the years that are told, with a plan, with one from elsewhere, or by a request. */
export type Arrival = 'former' | 'with-plan' | 'moved-in' | 'request';

/** Requests in each month, of mean 1: few in August, many when schools have seen children for a while. An assumption. */
const byMonth = [1.05, 1.05, 1.25, 0.85, 1.1, 1.2, 1.25, 0.45, 0.75, 1.05, 1.1, 0.9];
/** Of requests, those made of children who were refused before. */
const again = 0.09;
/** Plans that come from elsewhere in a year, of those in force: as many as go elsewhere. */
const movedIn = sumOf('5') / published.trend.plans_january['2024'];

function sumOf(reason: string): number {
  return Object.values(published.ceased2024.byAgeAndReason as Readonly<Record<string, Readonly<Record<string, number>>>>).reduce((sum, row) => sum + (row[reason] ?? 0), 0);
}

/** Years told in full before the one that is not over. */
const yearsTold = 5;

/** The first day that is told. */
export function firstDay(until: number): number {
  return numberOf(dayFrom(yearOf(until) - yearsTold, 1, 1));
}

/** Weight of a day for requests, in children of England. */
function requestsOn(day: number): number {
  return (inYear('requests', yearOf(day)) * (1 - again) * (byMonth[monthOf(day) - 1] ?? 1)) / 365;
}

function movesOn(day: number): number {
  return (inYear('plans_january', yearOf(day)) * movedIn) / 365;
}

/** How many of `children` come to be known in each way, and the chances of each day for those who come in the years told. */
export interface Arrivals {
  readonly former: number;
  readonly withPlan: number;
  /** By numbered day from the first. */
  readonly onDay: readonly (readonly Arrival[])[];
  /** The council's size against England's. */
  readonly scale: number;
}

/** Plans the arrivals: `former` is the share of children who were known, and no longer so, before the first day. */
export function planArrivals(chance: Chance, { children, former, from, until }: { children: number; former: number; from: number; until: number }): Arrivals {
  const days = Array.from({ length: until - from + 1 }, (_, i) => ({ requests: requestsOn(from + i), moves: movesOn(from + i) }));
  const plans = inYear('plans_january', yearOf(from));
  const [requests, moves] = [days.reduce((sum, day) => sum + day.requests, 0), days.reduce((sum, day) => sum + day.moves, 0)];
  const gone = Math.round(children * former);
  const scale = (children - gone) / (plans + requests + moves);
  const withPlan = Math.min(children - gone, Math.round(plans * scale));
  const onDay: Arrival[][] = days.map(() => []);
  const [bySum, total] = sums(days.map((day) => day.requests + day.moves));
  for (let one = withPlan + gone; one < children; one += 1) {
    const drawn = chance.fraction() * total;
    const at = bySum.findIndex((sum) => drawn < sum);
    const { requests: r = 1, moves: m = 0 } = days[at] ?? {};
    onDay[at]?.push(chance.yes(m / (r + m)) ? 'moved-in' : 'request');
  }
  return { former: gone, withPlan, onDay, scale };
}

function sums(weights: readonly number[]): [number[], number] {
  let total = 0;
  return [weights.map((weight) => (total += weight)), total];
}
