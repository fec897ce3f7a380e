// Which of the rows behind a figure a list shows: the parts that the figure is made of.
import { z } from 'zod';
import type { Figure } from './figure.ts';
import type { MeasureDescription } from './measure.ts';
import { questionQuery } from './page-question.ts';

/**
 * Which of the rows: all, those that count, those in the numerator, those that count and are not in it, those of which
 * that is not recorded, those left out, or those left out for one reason.
 */
export type Part = NamedPart | { readonly because: string };

export type NamedPart = (typeof names)[number];

const names = ['all', 'counted', 'numerator', 'rest', 'unknown', 'excluded'] as const;

/** What the address of a list holds: the question, the part and the page. */
export const listQuery = questionQuery.extend({
  part: z.enum(names).catch('counted').optional(), because: z.string().max(200).optional().catch(undefined),
  page: z.coerce.number().int().optional().catch(undefined),
});

export type PartQuery = z.infer<typeof listQuery>;

/** The part asked for; those that count where nothing is said. */
export function partOf({ part, because }: PartQuery): Part {
  return part === 'excluded' && because ? { because } : (part ?? 'counted');
}

/** How many rows a part has, from the figure: the list is as long. */
export function countOf(figure: Figure, part: Part): number {
  const excluded = Object.values(figure.excluded).reduce((sum, count) => sum + count, 0);
  if (typeof part === 'object') return figure.excluded[part.because] ?? 0;
  const counts: Record<NamedPart, number> = {
    all: figure.denominator + excluded, counted: figure.denominator, numerator: figure.numerator,
    rest: figure.denominator - figure.numerator - figure.notRecorded, unknown: figure.notRecorded, excluded,
  };
  return counts[part];
}

/** A part in words, under the title of its measure: "Plans issued within 20 weeks", "Yes". */
export function partWords(part: Part): string {
  if (typeof part === 'object') return `Left out: ${part.because}`;
  const words: Record<NamedPart, string> = {
    all: 'All that could count', counted: 'Counted', numerator: 'Yes',
    rest: 'No', unknown: 'Not recorded whether yes or no', excluded: 'Left out',
  };
  return words[part];
}

export interface PartLink {
  readonly words: string;
  readonly count: number;
  readonly current: boolean;
  readonly query: { readonly part: string };
}

/** The parts to choose between: those that have rows, and the one shown. */
export function partsOf(figure: Figure, shown: Part, measure: Pick<MeasureDescription, 'kind'>): PartLink[] {
  const offered: readonly NamedPart[] = measure.kind === 'count' ? ['counted', 'excluded'] : ['counted', 'numerator', 'rest', 'unknown', 'excluded'];
  return offered.map((part) => ({ words: partWords(part), count: countOf(figure, part), current: part === shown, query: { part } }))
    .filter(({ count, current }) => count > 0 || current);
}
