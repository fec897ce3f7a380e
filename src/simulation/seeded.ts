// A small seeded source of chance for invented data: the same seed always gives the same data, on every machine.
import { addDays, daysBetween } from '../calendar/day.ts';
import type { Day } from '../calendar/day.ts';

export interface Chance {
  /** A number from 0 up to, not including, 1. */
  fraction(): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  /** True in `share` of the cases, for example 0.1. */
  yes(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** A day from `from` to `to`, both included. */
  day(from: Day, to: Day): Day;
  /** A day between `least` and `most` days after `from`. */
  after(from: Day, least: number, most: number): Day;
  /** A whole number whose quantiles, at equal steps from the least to the most, are `points`. */
  spread(points: readonly number[]): number;
  /** A name of `weights`, as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
}

const sums = new WeakMap<object, { names: string[]; upTo: number[]; total: number }>();

function summed(weights: Readonly<Record<string, number>>): { names: string[]; upTo: number[]; total: number } {
  const held = sums.get(weights);
  if (held !== undefined) return held;
  let total = 0;
  const upTo = Object.values(weights).map((weight) => (total += weight));
  const made = { names: Object.keys(weights), upTo, total };
  sums.set(weights, made);
  return made;
}

function placed(fraction: number, points: readonly number[]): number {
  const at = fraction * (points.length - 1);
  const [low = 0, high = 0] = points.slice(Math.floor(at));
  return Math.round(low + (high - low) * (at - Math.floor(at)));
}

/** Spreads a seed and a place in a list into one 32-bit number. */
function mixed(seed: number, place: number): number {
  let h = (seed ^ Math.imul(place + 1, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

/** Chance number `place` of a seed; different places are independent of each other. */
export function seeded(seed: number, place = 0): Chance {
  let state = mixed(seed, place);
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const whole = (from: number, to: number): number => from + Math.floor(fraction() * (to - from + 1));
  return {
    fraction,
    whole,
    yes: (share) => fraction() < share,
    pick: (from) => from[whole(0, from.length - 1)] as (typeof from)[number],
    day: (from, to) => addDays(from, whole(0, Math.max(0, daysBetween(from, to)))),
    after: (from, least, most) => addDays(from, whole(least, most)),
    spread: (points) => placed(fraction(), points),
    weighted: (weights) => {
      const { names, upTo, total } = summed(weights);
      const drawn = fraction() * total;
      return names[upTo.findIndex((sum) => drawn < sum)] as keyof typeof weights;
    },
  };
}
