// The rows that changed between two reports, as a list and as files.
import { recordersOf } from '../children/children.sql.ts';
import type { Database } from '../platform/database.ts';
import { dayText, numberText } from '../platform/layout/format.ts';
import { momentText } from '../platform/layout/moment.ts';
import { paging } from '../platform/layout/paging.ts';
import type { Viewer } from '../platform/viewer.ts';
import { type Answer, NOT_FOUND, page, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { changedAddress, changedFileAddress, changedRowsAddress } from './figure-addresses.ts';
import { rowsCsv, type RowsFile, rowsXlsx } from './rows-download.file.ts';
import { type CausedChange, causeWords, type Cause } from './what-changed.ts';
import { namesOf } from './what-changed.sql.ts';
import type { CompareReports, Comparing, Side } from './what-changed-reports.sql.ts';
import { changedQuery } from './what-changed-question.ts';
import { changedCells, changedColumns, changesListed, periodWords } from './what-changed-words.ts';

interface Looking { readonly db: Database; readonly viewer: Viewer }

/** The cells of some rows, with names for those who may see them. */
async function cellsOf({ db, viewer }: Looking, { before }: Comparing, changes: readonly CausedChange[]): Promise<Record<string, string>[]> {
  const names = viewer.rights.has('see-names') ? await namesOf(db, viewer, changes.map(({ childId }) => childId)) : new Map();
  const recorders = await recordersOf(db, changes.flatMap(({ grounds }) => grounds));
  return changes.map((change) => changedCells(change, before.about.measure, { names, telling: { recorders, moment: momentText } }));
}

const childrenIn = (changes: readonly CausedChange[]): string[] => [...new Set(changes.map(({ childId }) => childId))];

const lineTitle = (line: Cause | undefined, { before }: Comparing): string =>
  (line === undefined ? 'All rows that changed' : causeWords(line, dayText(before.about.parameters.asAt)).title);

function sideWords({ about: { window, parameters }, known, fixed }: Side): string {
  return `${periodWords(window)}, as at ${dayText(parameters.asAt)}, as known at ${momentText(known.at)}${fixed === null ? '' : `, fixed as ${fixed.code}`}`;
}

/** The list. */
function listRoute(compare: CompareReports): Route {
  return page({
    address: changedRowsAddress, who: may('see-lists'), query: changedQuery,
    answer: async ({ db, viewer, parts, query, now }): Promise<Answer> => {
      const comparing = await compare(db, parts.measure, query, now);
      if (comparing === null) return NOT_FOUND;
      const { asked, before, after, changed } = comparing;
      const [place, carried] = [{ measure: before.about.measure.id }, { ...asked.carried, line: query.line }];
      if (changed === null) return { goTo: changedAddress(place, asked.carried) };
      const list = changesListed(changed.changes, query.line);
      const cut = paging(query.page ?? 1, list.length, (to) => changedRowsAddress(place, { ...carried, page: to }));
      const shown = list.slice(cut.before, cut.before + 25);
      const file = (format: string): string => changedFileAddress({ ...place, format }, carried);
      return {
        page: 'performance/what-changed-rows.njk', shows: shown.length === 0 ? 'nobody' : { what: 'rows that changed between two reports', children: childrenIn(shown) },
        model: {
          name: before.about.measure.title, line: lineTitle(query.line, comparing), total: list.length, before: sideWords(before), after: sideWords(after),
          changed: changedAddress(place, asked.carried), csv: file('csv'), xlsx: file('xlsx'), page: cut.page, pagination: cut.pagination,
          columns: changedColumns(viewer.rights.has('see-names'), query.line === undefined), rows: await cellsOf({ db, viewer }, comparing, shown),
        },
      };
    },
  });
}

async function fileOf(looking: Looking, comparing: Comparing, { list, line }: { list: readonly CausedChange[]; line: Cause | undefined }): Promise<RowsFile> {
  const { measure } = comparing.before.about;
  const columns = changedColumns(looking.viewer.rights.has('see-names'), true);
  const cells = await cellsOf(looking, comparing, list);
  return {
    about: [
      ['Figure', measure.title], ['Definition', `${measure.definition} (${measure.source}, version ${measure.version})`], ['Which rows', lineTitle(line, comparing)],
      ['The report before', sideWords(comparing.before)], ['The report after', sideWords(comparing.after)], ['Rows', numberText(list.length)],
    ],
    columns: columns.map(({ name }) => name), rows: cells.map((row) => columns.map(({ key }) => row[key] ?? '')),
  };
}

/** The same rows as a file to take away. */
function fileRoute(compare: CompareReports): Route {
  return page({
    address: changedFileAddress, who: may('see-lists'), query: changedQuery,
    answer: async ({ db, viewer, parts, query, now }): Promise<Answer> => {
      const comparing = await compare(db, parts.measure, query, now);
      const { format } = parts;
      if (comparing?.changed == null || (format !== 'csv' && format !== 'xlsx')) return NOT_FOUND;
      const list = changesListed(comparing.changed.changes, query.line);
      const file = await fileOf({ db, viewer }, comparing, { list, line: query.line });
      const { measure, parameters } = comparing.after.about;
      const download = {
        fileName: `sightline-changed-${measure.id.replaceAll('.', '-')}-${parameters.asAt}.${format}`, body: format === 'csv' ? rowsCsv(file) : await rowsXlsx(file),
        contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      };
      return { download, shows: list.length === 0 ? 'nobody' : { what: `export of rows that changed (${format})`, children: childrenIn(list) } };
    },
  });
}

/** The rows that changed between two reports, and the same rows as files. */
export function changedRowsRoutes(compare: CompareReports): Route[] {
  return [listRoute(compare), fileRoute(compare)];
}
