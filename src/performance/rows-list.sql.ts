// A list of the rows behind a figure, as asked in an address: what its page and its files have in common.
import { withKnownAt } from '../casework/known-at.sql.ts';
import type { Derive } from '../casework/derivation.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { QueryParts } from '../platform/web-address.ts';
import { questionParts } from './figure-addresses.ts';
import { type FigureQuestion, figureQuestion } from './figure-question.sql.ts';
import type { Figure } from './figure.ts';
import { type CaseRow, type Page, rowsFor } from './figures.sql.ts';
import type { Known } from './known.sql.ts';
import { type PageQuestion, pageQuestion } from './page-question.ts';
import { countOf, type Part, partOf, type PartQuery } from './rows-part.ts';
import { rowsSeen } from './rows-seen.sql.ts';
import type { RowsSeen } from './rows-table.ts';
import { figureAsked, type SharedAnswers } from './shared-answers.sql.ts';
import { windowTitle } from './windows.ts';

export interface Listed { readonly figure: Figure; readonly rows: readonly CaseRow[]; readonly known: Known; readonly seen: RowsSeen }

interface Looking { readonly viewer: Viewer; readonly answers: SharedAnswers; readonly derive: Derive; readonly now: string }

interface ListOf { readonly about: FigureQuestion; readonly part: Part; readonly knownAt: string | undefined }

/**
 * The rows of one page, or all. How many there are is a figure, shared with all who ask; the rows are read for the viewer, as
 * known at the same instant. What of them may be seen is asked as of `now`.
 */
export async function listed(
  db: Database, { viewer, answers, derive, now }: Looking, { about, part, knownAt }: ListOf, pageOf: (total: number) => Page | null,
): Promise<Listed> {
  const known = await answers.known(db, knownAt);
  const figure = await answers.answer(db, known, figureAsked(about));
  const cut = pageOf(countOf(figure, part));
  return withKnownAt(db, derive, { knownAt: known.at }, async (then) => {
    const rows = await rowsFor(then, viewer, about, { part, page: cut, now });
    return { figure, rows, known, seen: await rowsSeen(then, viewer, rows.map((row) => row.child_id), now) };
  });
}

/** Whether the part holds rows that are left out, which say why. */
export const leavesOut = (part: Part): boolean => typeof part === 'object' || part === 'all' || part === 'excluded';

interface Asking { readonly measure: string; readonly query: PartQuery; readonly now: string }

/** What an address asks: the question, the part of the rows, and the parts that further addresses carry on; `about` is null where there is no such figure. */
export function asking({ measure, query, now }: Asking): { asked: PageQuestion; about: FigureQuestion | null; part: Part; carried: QueryParts } {
  const asked = pageQuestion(query, now);
  const part = partOf(query);
  const carried = { ...questionParts(asked.written), ...(typeof part === 'string' ? { part } : { part: 'excluded', because: part.because }) };
  return { asked, about: figureQuestion(measure, asked.reading), part, carried };
}

/** The window, in words. */
export const periodWords = ({ window }: FigureQuestion): string => (window === null ? 'How things stand' : windowTitle(window));
