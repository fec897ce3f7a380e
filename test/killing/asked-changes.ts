// The client's own book: what it asked to be changed, and what it was told became of it.
import { randomUUID } from 'node:crypto';
import type { Outcome } from '../../src/casework/act.sql.ts';
import type { Chance } from '../../src/simulation/seeded.ts';

/** One change of one child's record: entries with these texts; none is refused. */
export interface AskedChange {
  readonly id: string;
  readonly child: string;
  readonly expectedSeq: number;
  readonly texts: readonly string[];
}

/** A change that was acknowledged. */
export interface Acknowledged {
  readonly asked: AskedChange;
  readonly outcome: Outcome;
}

/** What several officers ask, each for a child of their own, one change after the other. */
export class Book {
  readonly acknowledged = new Map<string, Acknowledged>();
  /** Asked, and not yet heard of: by child. */
  readonly open = new Map<string, AskedChange>();
  readonly #seqs = new Map<string, number>();
  readonly #chance: Chance;

  constructor(children: number, chance: Chance) {
    this.#chance = chance;
    for (let n = 0; n < children; n += 1) this.#ask(randomUUID());
  }

  #ask(child: string): AskedChange {
    const count = this.#chance.whole(0, 3);
    const asked = { id: randomUUID(), child, expectedSeq: this.#seqs.get(child) ?? 0, texts: Array.from({ length: count }, () => randomUUID()) };
    this.open.set(child, asked);
    return asked;
  }

  /** Notes what was heard of a change. Of one that was new, gives what is asked next; of an old one told again, null. */
  hear(id: string, outcome: Outcome): AskedChange | null {
    const asked = [...this.open.values()].find((one) => one.id === id);
    if (asked === undefined) return null;
    this.acknowledged.set(id, { asked, outcome });
    if ('done' in outcome) this.#seqs.set(asked.child, outcome.done.seqs.at(-1) ?? 0);
    return this.#ask(asked.child);
  }

  /** Some change that was done before: to be asked again, as a client does that lost the answer. */
  some(): Acknowledged | null {
    const done = [...this.acknowledged.values()].filter(({ outcome }) => 'done' in outcome);
    return done.length === 0 ? null : this.#chance.pick(done);
  }
}
