// What a source merely lets be inferred never takes the place of a decision that an earlier one states.
import type { Inferred } from './tracker-row.ts';

const outcomes = ['requestOutcome', 'assessmentOutcome'] as const;

/** How to read what a source says of the two outcomes. */
interface Reading<Source> {
  /** Which of them merely follow from what came after. */
  readonly inferred: (source: Source) => readonly Inferred[];
  /** Whether it says of one that it was decided. */
  readonly decides: (source: Source, name: Inferred) => boolean;
  readonly without: (source: Source, names: readonly Inferred[]) => Source;
}

/** Sources in the order in which they speak, each without the outcomes that it lets be inferred and that an earlier one states. Pure. */
export function statedFirst<Source>(sources: readonly Source[], { inferred, decides, without }: Reading<Source>): Source[] {
  const decided = new Set<Inferred>();
  return sources.map((source) => {
    const own = inferred(source);
    const overridden = own.filter((name) => decided.has(name));
    for (const name of outcomes) if (!own.includes(name) && decides(source, name)) decided.add(name);
    return overridden.length === 0 ? source : without(source, overridden);
  });
}
