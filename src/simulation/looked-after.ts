// Which children of an invented council are looked after by it: about 1 in 15, most of them still.
import type { ChildFile } from './council-life.ts';
import type { Draft } from './drafts.ts';
import { seeded } from './seeded.ts';

/** The entries about one child, whose life is known from the numbered day `first` on; drawn apart, so that nothing else depends on them. */
export function lookedAfterDrafts({ who: { serial }, closed }: ChildFile, { first, until, begun, seed }: Readonly<Record<'first' | 'until' | 'begun' | 'seed', number>>, by: string): Draft[] {
  const chance = seeded(seed, 7_000_000 + serial);
  if (closed || !chance.yes(1 / 15)) return [];
  const from = first + chance.whole(0, Math.max(0, until - first - 1));
  const to = from + chance.whole(60, 2500);
  const told = (kind: string, on: number): Draft => ({ kind, on, facts: {}, recordedOn: Math.min(until, Math.max(begun, on + 3)), by });
  return [told('LOOKED_AFTER_STARTED', from), ...(to < until && chance.yes(0.5) ? [told('LOOKED_AFTER_ENDED', to)] : [])];
}
