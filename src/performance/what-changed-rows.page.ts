// The rows that changed between two reports, as a list and as files.
import { recordersOf } from '../children/children.sql.ts';
import type { Database } from '../platform/database.ts';
import { dayText, numberText } from '../platform/layout/format.ts';
import { fileLinks, isListFormat, type ListFile, rowsOf } from '../platform/layout/list-formats.ts';
import { momentText } from '../platform/layout/moment.ts';
import { paging } from '../platform/layout/paging.ts';
import { listDownload } from '../platform/list-file.ts';
import type { Viewer } from '../platform/viewer.ts';
import { type Answer, NOT_FOUND, page, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { changedAddress, changedFileAddress, changedRowsAddress } from './figure-addresses.ts';
import { closedLast, rowsSeen } from './rows-seen.sql.ts';
import { cellsIn } from './rows-table.ts';
import { type CausedChange, causeWords, type Cause } from './what-changed.ts';
import type { CompareReports, Comparing, Side } from './what-changed-reports.sql.ts';
import { changedQuery } from './what-changed-question.ts';
import { changedCells, changedColumns, changesListed, periodWords } from './what-changed-words.ts';

interface Looking { readonly db: Database; readonly viewer: Viewer; readonly now: string }

interface Shown { readonly children: readonly string[]; readonly rows: readonly Readonly<Record<string, string>>[] }

/** The cells of some rows as far as they may be seen, and the children whom they show. */
async function shownOf({ db, viewer, now }: Looking, { before }: Comparing, changes: readonly CausedChange[]): Promise<Shown> {
  const seen = await rowsSeen(db, viewer, changes.map(childOf), now);
  const recorders = await recordersOf(db, changes.flatMap(({ grounds }) => grounds));
  const telling = { recorders, moment: momentText, reasons: viewer.fields.has('reasons') };
  return { children: [...seen.children], rows: changes.map((change) => changedCells(change, before.about.measure, { seen, telling })) };
}

const childOf = ({ childId }: CausedChange): string => childId;

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
      const list = await closedLast(db, viewer, changesListed(changed.changes, query.line), { childOf, now });
      const cut = paging(query.page ?? 1, list.length, (to) => changedRowsAddress(place, { ...carried, page: to }));
      const shown = await shownOf({ db, viewer, now }, comparing, list.slice(cut.before, cut.before + 25));
      const file = (format: string): string => changedFileAddress({ ...place, format }, carried);
      return {
        page: 'performance/what-changed-rows.njk', shows: list.length === 0 ? 'nobody' : { what: 'rows that changed between two reports', children: shown.children },
        model: {
          name: before.about.measure.title, line: lineTitle(query.line, comparing), total: list.length, before: sideWords(before), after: sideWords(after),
          changed: changedAddress(place, asked.carried), files: fileLinks(file), page: cut.page, pagination: cut.pagination,
          columns: changedColumns(viewer.fields.has('name'), query.line === undefined), rows: shown.rows,
        },
      };
    },
  });
}

function fileOf(comparing: Comparing, { rows }: Shown, { named, line }: { named: boolean; line: Cause | undefined }): ListFile {
  const { measure } = comparing.before.about;
  const columns = changedColumns(named, true);
  return {
    about: [
      ['Figure', measure.title], ['Definition', `${measure.definition} (${measure.source}, version ${measure.version})`], ['Which rows', lineTitle(line, comparing)],
      ['The report before', sideWords(comparing.before)], ['The report after', sideWords(comparing.after)], ['Rows', numberText(rows.length)],
    ],
    columns: columns.map(({ name }) => name), rows: rowsOf(rows, (row) => cellsIn(columns, row)),
  };
}

/** The same rows as a file to take away. */
function fileRoute(compare: CompareReports): Route {
  return page({
    address: changedFileAddress, who: may('see-lists'), query: changedQuery,
    answer: async ({ db, viewer, parts, query, now }): Promise<Answer> => {
      const comparing = await compare(db, parts.measure, query, now);
      const { format } = parts;
      if (comparing?.changed == null || !isListFormat(format)) return NOT_FOUND;
      const list = await closedLast(db, viewer, changesListed(comparing.changed.changes, query.line), { childOf, now });
      const shown = await shownOf({ db, viewer, now }, comparing, list);
      const file = fileOf(comparing, shown, { named: viewer.fields.has('name'), line: query.line });
      const { measure, parameters } = comparing.after.about;
      const download = listDownload(`sightline-changed-${measure.id.replaceAll('.', '-')}-${parameters.asAt}`, format, file);
      return { download, shows: list.length === 0 ? 'nobody' : { what: `export of rows that changed (${format})`, children: shown.children } };
    },
  });
}

/** The rows that changed between two reports, and the same rows as files. */
export function changedRowsRoutes(compare: CompareReports): Route[] {
  return [listRoute(compare), fileRoute(compare)];
}
