import { withKnownAt } from '../casework/known-at.sql.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import type { Database } from '../platform/database.ts';
import { dayText, numberText } from '../platform/layout/format.ts';
import { momentText } from '../platform/layout/moment.ts';
import { paging } from '../platform/layout/paging.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { QueryParts } from '../platform/web-address.ts';
import { type Answer, NOT_FOUND, page, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { csvAddress, explainAddress, questionParts, rowsAddress, xlsxAddress } from './figure-addresses.ts';
import { type FigureQuestion, figureQuestion } from './figure-question.sql.ts';
import type { Figure } from './figure.ts';
import { type CaseRow, caseRows, type NamedRow, namedRows, type Page } from './figures.sql.ts';
import type { Known } from './known.sql.ts';
import { loweredWords } from './known-words.ts';
import { chosenFilters, type PageQuestion, pageQuestion } from './page-question.ts';
import { countOf, listQuery, type Part, partOf, type PartQuery, partsOf, partWords } from './rows-part.ts';
import { rowsCsv, type RowsFile, rowsXlsx } from './rows-download.file.ts';
import { columnsOf, rowCells } from './rows-table.ts';
import { figureAsked, type SharedAnswers } from './shared-answers.sql.ts';
import { windowTitle } from './windows.ts';

type Row = CaseRow | NamedRow;

interface Listed { readonly figure: Figure; readonly rows: readonly Row[]; readonly known: Known; readonly named: boolean }

interface Looking { readonly db: Database; readonly viewer: Viewer; readonly answers: SharedAnswers }

interface ListOf { readonly about: FigureQuestion; readonly part: Part; readonly knownAt: string | undefined }

/**
 * The rows of one page, or all. How many there are is a figure, shared with all who ask; the rows are read for the viewer, as
 * known at the same instant. Names are shown to those who may see them; to others the case reference alone.
 */
async function listed(
  { db, viewer, answers }: Looking, { about, part, knownAt }: ListOf, pageOf: (total: number) => Page | null,
): Promise<Listed> {
  const named = viewer.rights.has('see-names');
  const known = await answers.known(db, knownAt);
  const figure = await answers.answer(db, known, figureAsked(about));
  const cut = pageOf(countOf(figure, part));
  const rows = await withKnownAt(db, ownDerive(), { knownAt: known.at }, (then): Promise<readonly Row[]> => (
    named ? namedRows(then, viewer, about, { part, page: cut }) : caseRows(then, about, part, cut)));
  return { figure, rows, known, named };
}

const shown = (rows: readonly Row[]): Exclude<Answer, { goTo: string } | { notFound: true }>['shows'] =>
  (rows.length === 0 ? 'nobody' : { what: 'rows behind a figure', children: [...new Set(rows.map((row) => row.child_id))] });

const leavesOut = (part: Part): boolean => typeof part === 'object' || part === 'all' || part === 'excluded';

interface Asking { readonly measure: string; readonly query: PartQuery; readonly now: string }

function asking({ measure, query, now }: Asking): { asked: PageQuestion; about: FigureQuestion | null; part: Part; carried: QueryParts } {
  const asked = pageQuestion(query, now);
  const part = partOf(query);
  const carried = { ...questionParts(asked.written), ...(typeof part === 'string' ? { part } : { part: 'excluded', because: part.because }) };
  return { asked, about: figureQuestion(measure, asked.reading), part, carried };
}

const show = (answers: SharedAnswers): Route => page({
  address: rowsAddress, who: may('see-figures'), query: listQuery,
  answer: async ({ db, viewer, parts, query, now }): Promise<Answer> => {
    const { asked, about, part, carried } = asking({ measure: parts.measure, query, now });
    if (about === null) return NOT_FOUND;
    const place = { measure: about.measure.id };
    const cut = (total: number): ReturnType<typeof paging> => paging(query.page ?? 1, total, (to) => rowsAddress(place, { ...carried, page: to }));
    const list = await listed({ db, viewer, answers }, { about, part, knownAt: asked.knownAt }, (total) => ({ limit: 25, offset: cut(total).before }));
    const total = countOf(list.figure, part);
    const question = questionParts(asked.written);
    return {
      page: 'performance/rows.njk', shows: shown(list.rows), status: asked.errors.length > 0 ? 400 : 200,
      model: {
        name: about.measure.title, errors: asked.errors, total, asAt: asked.reading.asAt, knownAt: list.known.at, lowered: loweredWords(list.known),
        page: cut(total).page, pagination: cut(total).pagination, period: periodWords(about), partWords: partWords(part, about.measure), explain: explainAddress(place, question),
        parts: partsOf(list.figure, part, about.measure).map(({ query: of, ...one }) => ({ ...one, href: rowsAddress(place, { ...question, ...of }) })),
        chosen: chosenFilters(asked, about.measure).map(({ words, without }) => ({ words, href: rowsAddress(place, { ...carried, ...Object.fromEntries(Object.keys(question).map((name) => [name, undefined])), ...questionParts(without) }) })),
        clear: rowsAddress(place, { window: asked.written.window, asAt: asked.written.asAt, knownAt: asked.written.knownAt }),
        csv: csvAddress(place, carried), xlsx: xlsxAddress(place, carried),
        columns: columnsOf(about.measure, list.named, leavesOut(part)), rows: list.rows.map((row) => rowCells(row, about.measure)),
      },
    };
  },
});

const periodWords = ({ window }: FigureQuestion): string => (window === null ? 'How things stand' : windowTitle(window));

function fileOf(about: FigureQuestion, list: Listed, { asked, part }: { asked: PageQuestion; part: Part }): RowsFile {
  const columns = columnsOf(about.measure, list.named, leavesOut(part));
  const cells = list.rows.map((row) => rowCells(row, about.measure));
  const lowered = loweredWords(list.known);
  return {
    about: [
      ['Figure', about.measure.title], ['Definition', `${about.measure.definition} (${about.measure.source}, version ${about.measure.version})`],
      ['Period', periodWords(about)], ['As at', dayText(asked.reading.asAt)], ['As known at', momentText(list.known.at)],
      ...(lowered === null ? [] : [['', lowered] as const]), ['Rows', numberText(list.rows.length)],
    ],
    columns: columns.map(({ name }) => name), rows: cells.map((row) => columns.map(({ key }) => row[key] ?? '')),
  };
}

interface FileRequest { readonly db: Database; readonly viewer: Viewer; readonly parts: { readonly measure: string }; readonly query: PartQuery; readonly now: string }

async function download(answers: SharedAnswers, { db, viewer, parts, query, now }: FileRequest, kind: 'csv' | 'xlsx'): Promise<Answer> {
  const { asked, about, part } = asking({ measure: parts.measure, query, now });
  if (about === null) return NOT_FOUND;
  const list = await listed({ db, viewer, answers }, { about, part, knownAt: asked.knownAt }, () => null);
  const file = fileOf(about, list, { asked, part });
  const name = `sightline-${about.measure.id.replaceAll('.', '-')}-${asked.reading.asAt}.${kind}`;
  const body = kind === 'csv' ? rowsCsv(file) : await rowsXlsx(file);
  const contentType = kind === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { download: { fileName: name, contentType, body }, shows: list.rows.length === 0 ? 'nobody' : { what: `export of rows (${kind})`, children: [...new Set(list.rows.map((row) => row.child_id))] } };
}

/** The rows behind a figure, and the same rows as files. */
export function rowsRoutes(answers: SharedAnswers): Route[] {
  return [
    show(answers),
    page({ address: csvAddress, who: may('see-figures'), query: listQuery, answer: (request) => download(answers, request, 'csv') }),
    page({ address: xlsxAddress, who: may('see-figures'), query: listQuery, answer: (request) => download(answers, request, 'xlsx') }),
  ];
}
