import { ownDerive } from '../casework/own-derive.file.ts';
import { fileLinks } from '../platform/layout/list-formats.ts';
import { paging } from '../platform/layout/paging.ts';
import { type Answer, NOT_FOUND, page, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { explainAddress, questionParts, rowFileAddresses, rowsAddress } from './figure-addresses.ts';
import { loweredWords } from './known-words.ts';
import { chosenFilters } from './page-question.ts';
import { asking, leavesOut, listed, periodWords } from './rows-list.sql.ts';
import { countOf, listQuery, partsOf, partWords } from './rows-part.ts';
import { columnsOf, rowCells } from './rows-table.ts';
import type { SharedAnswers } from './shared-answers.sql.ts';

const show = (answers: SharedAnswers): Route => page({
  address: rowsAddress, who: may('see-lists'), query: listQuery,
  answer: async ({ db, viewer, parts, query, now }): Promise<Answer> => {
    const { asked, about, part, carried } = asking({ measure: parts.measure, query, now });
    if (about === null) return NOT_FOUND;
    const place = { measure: about.measure.id };
    const cut = (total: number): ReturnType<typeof paging> => paging(query.page ?? 1, total, (to) => rowsAddress(place, { ...carried, page: to }));
    const list = await listed(db, { viewer, answers, derive: ownDerive(), now }, { about, part, knownAt: asked.knownAt }, (total) => ({ limit: 25, offset: cut(total).before }));
    const total = countOf(list.figure, part);
    const question = questionParts(asked.written);
    return {
      page: 'performance/rows.njk', shows: list.rows.length === 0 ? 'nobody' : { what: 'rows behind a figure', children: [...list.seen.children] }, status: asked.errors.length > 0 ? 400 : 200,
      model: {
        name: about.measure.title, errors: asked.errors, total, asAt: asked.reading.asAt, knownAt: list.known.at, lowered: loweredWords(list.known),
        page: cut(total).page, pagination: cut(total).pagination, period: periodWords(about), partWords: partWords(part), explain: explainAddress(place, question),
        parts: partsOf(list.figure, part, about.measure).map(({ query: of, ...one }) => ({ ...one, href: rowsAddress(place, { ...question, ...of }) })),
        chosen: chosenFilters(asked, about.measure).map(({ words, without }) => ({ words, href: rowsAddress(place, { ...carried, ...Object.fromEntries(Object.keys(question).map((name) => [name, undefined])), ...questionParts(without) }) })),
        clear: rowsAddress(place, { window: asked.written.window, asAt: asked.written.asAt, knownAt: asked.written.knownAt }),
        files: fileLinks((format) => rowFileAddresses[format](place, carried)),
        columns: columnsOf(about.measure, viewer.fields.has('name'), leavesOut(part)), rows: list.rows.map((row) => rowCells(row, about.measure, list.seen)),
      },
    };
  },
});

/** The rows behind a figure. */
export function rowsRoutes(answers: SharedAnswers): Route[] {
  return [show(answers)];
}
