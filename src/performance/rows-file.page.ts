// The rows behind a figure as files.
import { ownDerive } from '../casework/own-derive.file.ts';
import type { Database } from '../platform/database.ts';
import { dayText, numberText } from '../platform/layout/format.ts';
import { type ListFile, type ListFormat, rowsOf } from '../platform/layout/list-formats.ts';
import { momentText } from '../platform/layout/moment.ts';
import { listDownload } from '../platform/list-file.ts';
import type { Viewer } from '../platform/viewer.ts';
import { NotUnderstood } from '../platform/web-form.ts';
import { type Answer, NOT_FOUND, page, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { rowFileAddresses, rowsAddress } from './figure-addresses.ts';
import type { FigureQuestion } from './figure-question.sql.ts';
import { loweredWords } from './known-words.ts';
import { chosenFilters, type PageQuestion } from './page-question.ts';
import { asking, leavesOut, type Listed, listed, periodWords } from './rows-list.sql.ts';
import { listQuery, type Part, type PartQuery, partWords } from './rows-part.ts';
import { cellsIn, columnsOf, rowCells } from './rows-table.ts';
import type { SharedAnswers } from './shared-answers.sql.ts';

function fileOf(about: FigureQuestion, list: Listed, { asked, part, named }: { asked: PageQuestion; part: Part; named: boolean }): ListFile {
  const columns = columnsOf(about.measure, named, leavesOut(part));
  const lowered = loweredWords(list.known);
  return {
    about: [
      ['Figure', about.measure.title], ['Definition', `${about.measure.definition} (${about.measure.source}, version ${about.measure.version})`],
      ['Period', periodWords(about)], ['As at', dayText(asked.reading.asAt)], ['As known at', momentText(list.known.at)],
      ...(asked.reading.filters.length === 0 ? [] : [['Only', chosenFilters(asked, about.measure).map(({ words }) => words).join('; ')] as const]), ['Which rows', partWords(part)],
      ...(lowered === null ? [] : [['Note', lowered] as const]), ['Rows', numberText(list.rows.length)],
    ],
    columns: columns.map(({ name }) => name), rows: rowsOf(list.rows, (row) => cellsIn(columns, rowCells(row, about.measure, list.seen))),
  };
}

interface FileRequest { readonly db: Database; readonly viewer: Viewer; readonly parts: { readonly measure: string }; readonly query: PartQuery; readonly now: string }

async function download(answers: SharedAnswers, { db, viewer, parts, query, now }: FileRequest, format: ListFormat): Promise<Answer> {
  const { asked, about, part, carried } = asking({ measure: parts.measure, query, now });
  if (about === null) return NOT_FOUND;
  // A page says what it left out of the question. A file would be taken for what was asked.
  if (asked.errors.length > 0) throw new NotUnderstood(asked.errors.map(({ message }) => message).join('. '), rowsAddress(parts, carried));
  const list = await listed(db, { viewer, answers, derive: ownDerive(), now }, { about, part, knownAt: asked.knownAt }, () => null);
  const file = fileOf(about, list, { asked, part, named: viewer.fields.has('name') });
  const sent = listDownload(`sightline-${about.measure.id.replaceAll('.', '-')}-${asked.reading.asAt}`, format, file);
  return { download: sent, shows: list.rows.length === 0 ? 'nobody' : { what: `export of rows (${format})`, children: [...list.seen.children] } };
}

/** The rows behind a figure as files. */
export function rowFileRoutes(answers: SharedAnswers): Route[] {
  const file = (format: ListFormat): Route => page({ address: rowFileAddresses[format], who: may('see-lists'), query: listQuery, answer: (request) => download(answers, request, format) });
  return [file('csv'), file('ods'), file('xlsx')];
}
