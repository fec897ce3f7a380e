// What became of each row of a file, or would become of it.
import { z } from 'zod';
import { caseAddress } from '../children/addresses.ts';
import { type ChangeInWords, changesInWords } from '../children/field-rows.ts';
import { numberText } from '../platform/layout/format.ts';
import { fileLinks, isListFormat, type ListFile, rowsOf } from '../platform/layout/list-formats.ts';
import { paging } from '../platform/layout/paging.ts';
import { listDownload } from '../platform/list-file.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, type Route, type Shows } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { importAddress, importRowsAddress, importRowsFileAddress, quarantinedRowAddress } from './import-addresses.ts';
import { type Balance, type Outcome, OUTCOMES } from './import-balance.ts';
import { batchNamed } from './import-batch.sql.ts';
import { batchTitle, type ImportBatch } from './import-batch.ts';
import { importRows, type ListedRow } from './import-lists.sql.ts';
import { type KeptReturn, rowsAsked } from './return-compared.ts';
import { keptReturn } from './return-folder.file.ts';
import { listedRows } from './return-lists.sql.ts';
import { FIGURE_CAUSES, type FigureCause } from './tracker-figures.ts';

const who = may('import-files');
const pageNo = z.coerce.number().catch(1);
const rowsQuery = z.object({
  outcome: z.enum(Object.keys(OUTCOMES) as Outcome[]).optional().catch(undefined), page: pageNo,
  // Of a return that is not loaded yet: the rows that would change a figure.
  figure: z.string().max(80).optional().catch(undefined), of: z.enum(Object.keys(FIGURE_CAUSES) as FigureCause['of'][]).optional().catch(undefined),
});

/** The lists behind the numbers of a batch. `dataDir` is where a return stands that is not loaded yet. */
export function importRowsRoutes({ dataDir }: { readonly dataDir: string }): Route[] {
  return [
    page({ address: importRowsAddress, who, query: rowsQuery, answer: (request) => showRows(request, dataDir) }),
    page({ address: importRowsFileAddress, who, query: rowsQuery, answer: (request) => downloadRows(request, dataDir) }),
  ];
}

const most = 25;

/** Whether a return is being prepared, and not compared yet or just compared anew. */
const isOnItsWay = (batch: ImportBatch | null): boolean => batch?.state === 'matching' && batch.kind !== 'tracker';
const decisions: Readonly<Record<string, string>> = {
  'waiting': 'Waits for a decision', 'same': 'Decided: the same person', 'different': 'Decided: different people', 'rolled-back': 'Dropped when the file was rolled back',
};

type Seen = PageRequest<'/imports/:batch/rows', object, z.infer<typeof rowsQuery>, never>;
type Asking = Pick<Seen, 'db' | 'viewer' | 'query' | 'now'> & { readonly parts: { readonly batch: string } };

/** The rows asked for: of a file that was loaded, or of a return as it was compared (`kept`). */
interface Listing {
  readonly batch: ImportBatch;
  readonly kept: KeptReturn | null;
  readonly balance: Balance;
  readonly changing: ReturnType<typeof rowsAsked>['changing'];
  readonly all: number;
  readonly take: (part: { from: number; most: number }) => Promise<ListedRow[]>;
}

async function listing({ db, viewer, parts, query, now }: Asking, dataDir: string): Promise<Listing | Answer> {
  const batch = await batchNamed(db, parts.batch);
  const kept = batch && await keptReturn(dataDir, batch);
  const balance = kept?.sum.balance ?? batch?.balance;
  if (batch === null || balance == null) return isOnItsWay(batch) ? { goTo: importAddress(parts) } : NOT_FOUND;
  const { outcome } = query;
  if (kept === null) return { batch, kept, balance, changing: null, all: balance[outcome ?? 'in'], take: (part) => importRows(db, viewer, { batch: batch.id, outcome, now }, part) };
  const { rows, changing } = rowsAsked(kept, query);
  return { batch, kept, balance, changing, all: rows.length, take: ({ from, most: count }) => listedRows(db, { viewer, now }, rows.slice(from, from + count)) };
}

const isListing = (found: Listing | Answer): found is Listing => typeof found === 'object' && 'take' in found;

async function showRows(request: Seen, dataDir: string): Promise<Answer> {
  const found = await listing(request, dataDir);
  if (!isListing(found)) return found;
  const { batch, kept, balance, changing, all } = found;
  const { outcome, figure, of, page: number } = request.query;
  const own = { batch: batch.id };
  const pages = paging(number, all, (to) => importRowsAddress(own, { outcome, figure, of, page: to }));
  const rows = await found.take({ from: pages.before, most });
  const model = {
    ...(outcome === undefined ? { heading: 'All rows', means: null } : { heading: `${OUTCOMES[outcome].title} rows`, means: OUTCOMES[outcome].means }), ...changing, pending: kept !== null,
    rolledBackAt: batch.state === 'rolled-back' ? batch.endedAt : null,
    all, rows: rows.map((row) => lineOf(batch.id, row)), pages, links: { back: importAddress(own) }, files: fileLinks((format) => importRowsFileAddress({ ...own, format }, { outcome, figure, of })),
    others: [{ text: 'All', href: importRowsAddress(own), active: outcome === undefined && changing === null }, ...(Object.keys(OUTCOMES) as Outcome[]).map((name) => (
      { text: kept === null ? OUTCOMES[name].title : `${OUTCOMES[name].title} (${numberText(balance[name])})`, href: importRowsAddress(own, { outcome: name }), active: name === outcome }))],
  };
  return { page: 'exchange/import-rows.njk', model, shows: shown('rows of a file loaded', rows) };
}

const shown = (what: string, rows: readonly ListedRow[]): Shows => ({ what, children: rows.flatMap(({ child, closed }) => (closed ? [] : child ?? [])) });

/** All rows of the list, with the columns of the page. */
async function downloadRows(request: PageRequest<'/imports/:batch/rows/file/:format', object, z.infer<typeof rowsQuery>, never>, dataDir: string): Promise<Answer> {
  const { format } = request.parts;
  const found = await listing(request, dataDir);
  if (!isListing(found) || !isListFormat(format)) return NOT_FOUND;
  const { batch, kept, changing, all } = found;
  const { outcome } = request.query;
  const rows = await found.take({ from: 0, most: all });
  const title = batchTitle({ ...batch, year: kept?.sum.year ?? batch.year });
  const list: ListFile = {
    about: [['List', `Rows of ${title}${kept === null ? '' : ', not loaded yet'}`], ['Which rows', changing?.heading ?? (outcome === undefined ? 'All' : OUTCOMES[outcome].title)], ['Rows', numberText(rows.length)]],
    columns: ['Place in the file', 'Child', 'Reference', 'Outcome', 'Why', ...(kept === null ? [] : ['What would change'])],
    people: new Set(rows.flatMap(({ row, child, closed }) => (closed ? [] : child ?? row))).size,
    rows: rowsOf(rows, (row) => {
      const { at, child, reference, outcome: became, reason, changes } = lineOf(batch.id, row);
      return [at, child, reference ?? '', became, reason ?? '', ...(kept === null ? [] : [changes.map(({ thing, field, was, is }) => `${thing}: ${field}: ${is}${was === null ? '' : ` (was: ${was})`}`).join('; ')])];
    }),
  };
  return { download: listDownload('sightline-rows-of-a-file', format, list), shows: shown(`export of rows of a file loaded (${format})`, rows) };
}

const ONLY_BESIDE = 'No field that the case page shows: a date worked out, or what a source calls the child';

interface RowLine {
  readonly at: string; readonly outcome: string; readonly reason: string | null; readonly child: string; readonly reference?: string | null; readonly href?: string; readonly caseHref?: string;
  readonly changes: readonly ChangeInWords[]; readonly changedThings?: string;
}

function lineOf(batch: string, row: ListedRow): RowLine {
  if (row.closed) return { at: row.at, outcome: OUTCOMES[row.outcome].title, reason: null, child: 'Restricted record', changes: [] };
  const name = [row.surname, row.forename].filter((part) => part !== null).join(', ');
  const changes = changesInWords(row.changes ?? []);
  return {
    at: row.at, outcome: OUTCOMES[row.outcome].title, changes, changedThings: [...new Set(changes.map(({ thing }) => thing))].join(', '),
    reason: row.decision !== null ? decisions[row.decision] ?? null : row.changes !== undefined && changes.length === 0 ? ONLY_BESIDE : row.reason,
    child: name !== '' ? name : row.child === null ? 'Not known' : 'No name recorded', reference: row.reference,
    ...(row.child === null || row.reference === null ? {} : { caseHref: caseAddress({ childId: row.child }) }),
    ...(row.decision === null ? {} : { href: quarantinedRowAddress({ batch, row: String(row.row) }) }),
  };
}
