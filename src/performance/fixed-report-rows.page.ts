// The rows behind a figure of a fixed report, as they were kept.
import { z } from 'zod';
import type { Database } from '../platform/database.ts';
import { dayText, numberText } from '../platform/layout/format.ts';
import { fileLinks, isListFormat, type ListFile, rowsOf } from '../platform/layout/list-formats.ts';
import { momentText } from '../platform/layout/moment.ts';
import { paging } from '../platform/layout/paging.ts';
import { listDownload } from '../platform/list-file.ts';
import type { Viewer } from '../platform/viewer.ts';
import { type Answer, NOT_FOUND, page, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { reportAddress, reportFileAddress, reportRowsAddress } from './figure-addresses.ts';
import { type FixedFigure, type FixedRow, readCode } from './fixed-report.ts';
import { fixedRows, reopen, type Reopened } from './fixed-report.sql.ts';
import { countOf, type NamedPart, partsOf, partWords } from './rows-part.ts';
import { closedLast, rowsSeen } from './rows-seen.sql.ts';
import { cellsIn, columnsOf, rowCells, type RowsSeen } from './rows-table.ts';
import { periodWords } from './what-changed-words.ts';

const inPart: Readonly<Record<NamedPart, (row: FixedRow) => boolean>> = {
  all: () => true, counted: (row) => row.excluded_because === null, numerator: (row) => row.excluded_because === null && row.numerator === true,
  rest: (row) => row.excluded_because === null && row.numerator === false, unknown: (row) => row.excluded_because === null && row.numerator === null,
  excluded: (row) => row.excluded_because !== null,
};

interface FixedList { readonly report: Reopened; readonly fixed: FixedFigure; readonly part: NamedPart; readonly rows: readonly FixedRow[] }

const rowsQuery = z.object({ part: z.enum(['all', 'counted', 'numerator', 'rest', 'unknown', 'excluded']).catch('counted').default('counted'), page: z.coerce.number().int().optional().catch(undefined) });

interface Looking { readonly db: Database; readonly viewer: Viewer; readonly now: string }

async function listOf({ db, viewer, now }: Looking, { code, place }: { code: string; place: string }, part: NamedPart): Promise<FixedList | null> {
  const known = readCode(code);
  const report = known === null ? null : await reopen(db, known);
  const fixed = report?.figures[Number(place) - 1];
  const rows = report === null || fixed === undefined ? null : await fixedRows(db, report.code, Number(place));
  return report === null || fixed === undefined || rows === null ? null : { report, fixed, part, rows: await closedLast(db, viewer, rows.filter(inPart[part]), { childOf, now }) };
}

const columnsFor = ({ viewer }: { viewer: Viewer }, { fixed, part }: FixedList): ReturnType<typeof columnsOf> =>
  columnsOf(fixed.measure, viewer.fields.has('name'), part === 'all' || part === 'excluded');

const childOf = (row: FixedRow): string => row.child_id;

const list: Route = page({
  address: reportRowsAddress, who: may('see-lists'), query: rowsQuery,
  answer: async ({ db, viewer, parts, query, now }): Promise<Answer> => {
    const found = await listOf({ db, viewer, now }, parts, query.part);
    if (found === null) return NOT_FOUND;
    const { report, fixed, part, rows } = found;
    const cut = paging(query.page ?? 1, rows.length, (to) => reportRowsAddress(parts, { part, page: to }));
    const shown = rows.slice(cut.before, cut.before + 25);
    const seen = await rowsSeen(db, viewer, shown.map(childOf), now);
    const file = (format: string): string => reportFileAddress({ ...parts, format }, { part });
    return {
      page: 'performance/fixed-report-rows.njk', shows: shown.length === 0 ? 'nobody' : { what: 'rows of a fixed report', children: [...seen.children] },
      model: {
        name: fixed.measure.title, code: report.code, period: periodWords(fixed.window), asAt: dayText(fixed.parameters.asAt), knownAt: momentText(report.knownAt), fixedAt: momentText(report.fixedAt),
        report: reportAddress(report), total: rows.length, partWords: partWords(part), files: fileLinks(file), page: cut.page, pagination: cut.pagination,
        parts: partsOf(fixed.figure, part, fixed.measure).map(({ query: of, ...one }) => ({ ...one, href: reportRowsAddress(parts, of) })),
        sound: countOf(fixed.figure, part) === rows.length && !report.tampered,
        columns: columnsFor({ viewer }, found), rows: shown.map((row) => rowCells(row, fixed.measure, seen)),
      },
    };
  },
});

function fileOf(looking: Looking, found: FixedList, seen: RowsSeen): ListFile {
  const { report, fixed, rows } = found;
  const columns = columnsFor(looking, found);
  return {
    about: [
      ['Figure', fixed.measure.title], ['Definition', `${fixed.measure.definition} (${fixed.measure.source}, version ${fixed.measure.version})`],
      ['Fixed report', `${report.code}, ${report.title}, fixed at ${momentText(report.fixedAt)}`], ['Period', periodWords(fixed.window)], ['As at', dayText(fixed.parameters.asAt)],
      ['As known at', momentText(report.knownAt)], ['Rows', numberText(rows.length)],
    ],
    columns: columns.map(({ name }) => name), rows: rowsOf(rows, (row) => cellsIn(columns, rowCells(row, fixed.measure, seen))),
  };
}

const download: Route = page({
  address: reportFileAddress, who: may('see-lists'), query: rowsQuery,
  answer: async ({ db, viewer, parts: { format, ...parts }, query, now }): Promise<Answer> => {
    const found = await listOf({ db, viewer, now }, parts, query.part);
    if (found === null || !isListFormat(format)) return NOT_FOUND;
    const seen = await rowsSeen(db, viewer, found.rows.map(childOf), now);
    const file = fileOf({ db, viewer, now }, found, seen);
    const sent = listDownload(`sightline-${found.report.code}-${found.fixed.measure.id.replaceAll('.', '-')}`, format, file);
    return { download: sent, shows: found.rows.length === 0 ? 'nobody' : { what: `export of rows (${format})`, children: [...seen.children] } };
  },
});

/** The rows of a figure of a fixed report, and the same rows as files. */
export const fixedRowsRoutes: readonly Route[] = [list, download];
