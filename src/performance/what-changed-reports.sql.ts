// The two reports that a page or a command compares, and what changed between them, shared by all who ask the same.
import type { Derive } from '../casework/derivation.ts';
import type { Database } from '../platform/database.ts';
import type { WrittenQuestion } from './figure-addresses.ts';
import { sharedForGood } from './figure-cache.ts';
import { type FigureQuestion, figureQuestion } from './figure-question.sql.ts';
import { type FixedFigure, readCode } from './fixed-report.ts';
import { fixedRows, reopen } from './fixed-report.sql.ts';
import type { Known } from './known.sql.ts';
import { findMeasure } from './measures.sql.ts';
import type { PageQuestion } from './page-question.ts';
import type { SharedAnswers } from './shared-answers.sql.ts';
import { type FirstReading, firstReading, type KeptAnswer, type Report, whatChanged, type WhatChanged } from './what-changed.sql.ts';
import { type AskedReports, askedReports, type ChangedQuery } from './what-changed-question.ts';

/** One of the two: what is asked, as known when, and under which code it was fixed. */
export interface Side {
  readonly about: FigureQuestion;
  readonly known: Known;
  readonly fixed: FixedSide | null;
}

interface FixedSide {
  readonly code: string;
  readonly title: string;
  readonly knownAt: string;
  readonly figure: FixedFigure;
  readonly asked: WrittenQuestion;
  readonly answer: KeptAnswer;
}

export interface Comparing {
  readonly asked: AskedReports;
  readonly before: Side;
  readonly after: Side;
  /** Null where the reports cannot be compared: `errors` says why. */
  readonly changed: WhatChanged | null;
  readonly errors: PageQuestion['errors'];
}

/** The question that a fixed figure answered, as an address has it. */
export function writtenOf({ window, parameters, filters }: FixedFigure): WrittenQuestion {
  return { ...(window === null ? {} : { window: window.name }), asAt: parameters.asAt, ...Object.fromEntries(filters.map(({ key, value }) => [key, value])) };
}

/** The figure of a measure in the report of this code; null where there is none. */
async function fixedSide(db: Database, typed: string | undefined, measure: string): Promise<FixedSide | null> {
  const code = typed ? readCode(typed) : null;
  const report = code === null ? null : await reopen(db, code);
  const at = report?.figures.findIndex((figure) => figure.measure.id === measure) ?? -1;
  const figure = report?.figures[at];
  if (code === null || report === null || figure === undefined) return null;
  const rows = await fixedRows(db, code, at + 1) ?? [];
  const answer = { version: figure.measure.version, figure: figure.figure, rows };
  return { code, title: report.title, knownAt: report.knownAt, figure, asked: writtenOf(figure), answer };
}

/** Compares the two reports that an address asks for; null where there is no such measure. */
export type CompareReports = (db: Database, measure: string, query: ChangedQuery, now: string) => Promise<Comparing | null>;

/** How many comparisons are remembered, and how many first readings, which hold all rows of a figure. */
const remembered = { comparisons: 20, readings: 4 } as const;

/** A way to compare reports for one application. */
export function reportComparer(answers: SharedAnswers, derive: () => Derive): CompareReports {
  const shared = sharedForGood<WhatChanged>(remembered.comparisons);
  const firsts = sharedForGood<FirstReading>(remembered.readings);
  return async (db, name, query, now) => {
    const measure = findMeasure(name)?.measure;
    if (measure === undefined) return null;
    const [first, last] = [await fixedSide(db, query.before, measure.id), await fixedSide(db, query.after, measure.id)];
    const asked = askedReports(query, { before: first, after: last }, now);
    const [before, after] = [await sideOf(db, answers, { name, question: asked.before, fixed: first }), await sideOf(db, answers, { name, question: asked.after, fixed: last })];
    const errors = [...asked.errors, ...unknownCodes(query, first, last), ...incomparable(before, after)];
    const compared = async (): Promise<WhatChanged> => {
      const reading = await firsts(keyOf({ ...before, fixed: null }), () => firstReading(db, derive(), reportOf(before)));
      return whatChanged(db, derive(), { before: reportOf(before), after: reportOf(after), first: reading });
    };
    return { asked, before, after, changed: errors.length > 0 ? null : await shared(keyOf(before) + keyOf(after), compared), errors };
  };
}

/** What makes a difference to the answer of a report. */
function keyOf({ about: { measure, parameters, filters }, known, fixed }: Side): string {
  return JSON.stringify([measure.id, measure.version, parameters, filters, known.state, fixed?.code ?? null]);
}

async function sideOf(db: Database, answers: SharedAnswers, { name, question, fixed }: { name: string; question: PageQuestion; fixed: FixedSide | null }): Promise<Side> {
  const known = await answers.known(db, fixed?.knownAt ?? question.knownAt);
  return { about: figureQuestion(name, question.reading) as FigureQuestion, known, fixed };
}

const reportOf = ({ about, known, fixed }: Side): Report => ({ question: about, knownAt: known.at, kept: fixed?.answer ?? null });

function unknownCodes({ before, after }: ChangedQuery, first: FixedSide | null, last: FixedSide | null): PageQuestion['errors'] {
  const wrong = [{ field: 'before', typed: before, found: first }, { field: 'after', typed: after, found: last }].filter(({ typed, found }) => typed && found === null);
  return wrong.map(({ field, typed }) => ({ field, message: `There is no fixed report "${typed}" that holds this figure` }));
}

function incomparable(before: Side, after: Side): PageQuestion['errors'] {
  const filters = ({ about }: Side): string => JSON.stringify(about.filters.map(({ key, value }) => [key, value]).sort());
  if (filters(before) !== filters(after)) return [{ field: 'after', message: 'The two reports are about different children: compare reports with the same filters' }];
  return before.known.at <= after.known.at ? [] : [{
    field: before.fixed === null ? 'beforeKnownAt' : 'before', message: 'The report before must be as known no later than the report after',
  }];
}
