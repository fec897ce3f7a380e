// "Explain this number": what a figure means and how it was worked out, as a page or a letter would say it.
import type { Day } from '../calendar/day.ts';
import { percentage } from './figure.ts';
import type { Figure } from './figure.ts';
import { filterWords } from './filters.ts';
import type { Filter } from './filters.ts';
import { categoryWords, type MeasureDescription, type Source } from './measure.ts';
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

/** Some of the rows, in words, and how a list picks them out. */
export interface Step {
  readonly words: string;
  readonly count: number;
  readonly part: 'all' | 'counted' | 'numerator' | 'rest' | 'unknown' | 'excluded';
  /** The reason, where they are left out for one. */
  readonly because?: string;
}

export interface Explanation {
  readonly title: string;
  readonly definition: string;
  /** "Department for Education: SEN2, requests. Version 1 of the definition." */
  readonly source: string;
  readonly period: string;
  readonly asAt: string;
  readonly knownAt: string;
  readonly filters: readonly string[];
  /** Rows that could count, in the order in which they fall out. */
  readonly steps: readonly Step[];
  /** The arithmetic: "41 of 90 is 45.6%". */
  readonly working: string;
  /** Ids of the measures that belong beside it. */
  readonly pairings: readonly string[];
}

/** Who lays a definition down, in words. */
const layers: Readonly<Record<Source, string>> = { DfE: 'Department for Education', law: 'The law', council: 'Local definition' };

/** The explanation of a figure. */
export function explain(measure: MeasureDescription, figure: Figure, asked: Asked): Explanation {
  return {
    title: measure.title, definition: measure.definition, pairings: measure.pairings,
    source: `${layers[measure.source]}${measure.citation === '' ? '' : `: ${measure.citation}`}. Version ${measure.version} of the definition.`,
    period: asked.window === null ? 'How things stand on the day' : windowTitle(asked.window), asAt: longDay(asked.asAt), knownAt: asked.knownAt,
    filters: asked.filters.map((filter) => filterWords(filter, (category) => categoryWords(measure, category))),
    steps: stepsOf(measure, figure), working: workingOf(measure, figure),
  };
}

function stepsOf({ kind, rowIs }: MeasureDescription, figure: Figure): Step[] {
  const excluded = Object.entries(figure.excluded).sort(([, a], [, b]) => b - a);
  const left = excluded.reduce((sum, [, count]) => sum + count, 0);
  const rest = figure.denominator - figure.numerator - figure.notRecorded;
  return [
    { words: `Rows that could count (one row is one ${rowIs})`, count: figure.denominator + left, part: 'all' },
    ...excluded.map(([because, count]): Step => ({ words: `Left out: ${because}`, count, part: 'excluded', because })),
    { words: 'Counted', count: figure.denominator, part: 'counted' },
    ...(kind === 'count' ? [] : [
      { words: 'Of those: yes', count: figure.numerator, part: 'numerator' as const },
      { words: 'Of those: no', count: rest, part: 'rest' as const },
      { words: 'Of those: not recorded whether yes or no', count: figure.notRecorded, part: 'unknown' as const },
    ]),
  ];
}

function workingOf({ kind, rowIs }: MeasureDescription, { numerator, denominator }: Figure): string {
  if (kind === 'count') return `${denominator} (one row is one ${rowIs})`;
  const share = percentage(numerator, denominator);
  return share === null ? `${numerator} of ${denominator}: nothing to divide by` : `${numerator} of ${denominator} is ${share.toFixed(1)}%`;
}
