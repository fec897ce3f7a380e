// Figures that are no longer as they were when the same question was fixed last (UI-57).
import { canonical } from '../case-history/canonical.ts';
import type { Json } from '../case-history/entry.ts';
import type { Database } from '../platform/database.ts';
import { changedAddress, questionParts } from './figure-addresses.ts';
import type { FigureQuestion } from './figure-question.sql.ts';
import type { Figure } from './figure.ts';
import { questionText } from './fixed-report.ts';
import { lastFixed } from './fixed-report.sql.ts';
import type { Known } from './known.sql.ts';
import type { MeasureDescription } from './measure.ts';
import { writtenOf } from './what-changed-reports.sql.ts';
import { figureWords } from './what-changed-words.ts';

/** That a figure was another one when it was fixed, with the page of the reasons. */
export interface Revision {
  readonly code: string;
  /** "41 of 90 (45.6%)": the figure as it was fixed. */
  readonly was: string;
  readonly href: string;
}

/** A question with its answer. */
export interface Answered {
  readonly question: Pick<FigureQuestion, 'window' | 'parameters' | 'filters'> & { readonly measure: MeasureDescription };
  readonly figure: Figure;
}

const counts = ({ numerator, denominator, notRecorded, excluded }: Figure): string => canonical({ numerator, denominator, notRecorded, excluded } as unknown as Json);

/** Of some answers, by measure, those that differ from what a report fixed by then had for the same question. */
export async function revisionsOf(db: Database, known: Known, answered: readonly Answered[]): Promise<Map<string, Revision>> {
  const asked = answered.map(({ question, figure }) => ({ question, figure, text: questionText(question.measure.id, question.window, question.parameters.asAt, question.filters) }));
  const fixed = await lastFixed(db, asked.map(({ text }) => text), known.at);
  return new Map(asked.flatMap(({ question: { measure }, figure, text }) => {
    const last = fixed.get(text);
    if (last === undefined || counts(last.fixed.figure) === counts(figure)) return [];
    const href = changedAddress({ measure: measure.id }, { ...questionParts(writtenOf(last.fixed)), before: last.code });
    return [[measure.id, { code: last.code, was: figureWords(last.fixed.figure, measure.kind), href }] as const];
  }));
}
