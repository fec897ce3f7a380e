import type { Question } from './figures.sql.ts';
import { findMeasure } from './measures.sql.ts';
import { parametersOf, type Reading, windowOf } from './question.ts';
import type { Window } from './windows.ts';

/** One figure as asked in an address: the question and the window that it takes. */
export interface FigureQuestion extends Question {
  readonly window: Window | null;
}

/** The question about the measure named in an address; null where there is none of that name. */
export function figureQuestion(name: string, reading: Reading): FigureQuestion | null {
  const found = findMeasure(name);
  if (found === null) return null;
  const { measure } = found;
  const window = windowOf(measure, reading);
  return { measure, window, parameters: parametersOf(window, reading.asAt), filters: [...found.filters, ...reading.filters] };
}

/** The figures without which this one is not shown; a category is one of this measure's alone. */
export function pairedWith({ measure }: Question, reading: Reading): FigureQuestion[] {
  const filters = reading.filters.filter(({ key }) => key !== 'category');
  return measure.pairings.flatMap((id) => figureQuestion(id, { ...reading, filters }) ?? []);
}
