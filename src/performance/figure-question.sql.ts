import type { Database } from '../platform/database.ts';
import type { Figure } from './figure.ts';
import { figure, type Question } from './figures.sql.ts';
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

/** A figure that must be read with another. */
export interface Paired {
  readonly question: FigureQuestion;
  readonly figure: Figure;
}

/** The figures without which this one is not shown. */
export async function pairedWith(db: Database, { measure }: Question, reading: Reading): Promise<Paired[]> {
  const paired: Paired[] = [];
  for (const id of measure.pairings) {
    const question = figureQuestion(id, reading);
    if (question !== null) paired.push({ question, figure: await figure(db, question) });
  }
  return paired;
}
