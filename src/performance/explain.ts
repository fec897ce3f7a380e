// "Explain this number": what a figure means and how it was worked out, as a page or a letter would say it.
import type { Day } from '../calendar/day.ts';
import { percentage } from './figure.ts';
import type { Figure } from './figure.ts';
import { filterTitles } from './filters.ts';
import type { Filter } from './filters.ts';
import type { MeasureDescription } from './measure.ts';
import { longDay, windowTitle } from './windows.ts';
import type { Window } from './windows.ts';

/** What was asked, beside the measure. */
export interface Asked {
  /** Null for a stock in which no window makes a difference. */
  readonly window: Window | null;
  readonly asAt: Day;
  /** The instant as known at which it was answered: ISO. */
  readonly knownAt: string;
  readonly filters: readonly Filter[];
}

export interface Explanation {
  readonly title: string;
  readonly definition: string;
  /** "DfE: SEN2, requests. Definition 1." */
  readonly source: string;
  readonly period: string;
  readonly asAt: string;
  readonly knownAt: string;
  readonly filters: readonly string[];
  /** Rows that could count, in the order in which they fall out. */
  readonly steps: readonly { readonly words: string; readonly count: number }[];
  /** The arithmetic: "41 of 90 is 45.6%". */
  readonly working: string;
  /** Ids of the measures that belong beside it. */
  readonly pairings: readonly string[];
}

/** The explanation of a figure. */
export function explain(measure: MeasureDescription, figure: Figure, asked: Asked): Explanation {
  return {
    title: measure.title, definition: measure.definition, pairings: measure.pairings,
    source: `${measure.source}${measure.citation === '' ? '' : `: ${measure.citation}`}. Definition ${measure.version}.`,
    period: asked.window === null ? 'All on record' : windowTitle(asked.window), asAt: longDay(asked.asAt), knownAt: asked.knownAt,
    filters: asked.filters.map(({ key, value }) => `${filterTitles[key]}: ${value.replaceAll('_', ' ')}`),
    steps: stepsOf(measure, figure), working: workingOf(measure, figure),
  };
}

function stepsOf({ kind, rowIs }: MeasureDescription, figure: Figure): { words: string; count: number }[] {
  const excluded = Object.entries(figure.excluded).sort(([, a], [, b]) => b - a);
  const left = excluded.reduce((sum, [, count]) => sum + count, 0);
  const counted = { words: 'Counted', count: figure.denominator };
  return [
    { words: `Rows that could count (one row is one ${rowIs})`, count: figure.denominator + left },
    ...excluded.map(([because, count]) => ({ words: `Left out: ${because}`, count })),
    counted,
    ...(kind === 'count' ? [] : [
      { words: 'Of those: in the numerator', count: figure.numerator },
      { words: 'Of those: not in the numerator', count: figure.denominator - figure.numerator - figure.notRecorded },
      { words: 'Of those: not recorded whether in the numerator', count: figure.notRecorded },
    ]),
  ];
}

function workingOf({ kind, rowIs }: MeasureDescription, { numerator, denominator }: Figure): string {
  if (kind === 'count') return `${denominator} (one row is one ${rowIs})`;
  const share = percentage(numerator, denominator);
  return share === null ? `${numerator} of ${denominator}: nothing to divide by` : `${numerator} of ${denominator} is ${share.toFixed(1)}%`;
}
