// What became of each row of a file, and the values in it that could not be taken.
import { z } from 'zod';
import { caseAddress } from '../children/addresses.ts';
import { paging } from '../platform/layout/paging.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { importAddress, importProblemsAddress, importRowsAddress, quarantinedRowAddress } from './import-addresses.ts';
import { type Outcome, OUTCOMES } from './import-balance.ts';
import { batchNamed } from './import-batch.sql.ts';
import { importCounts, importProblems, importRows, type ListedRow } from './import-lists.sql.ts';

const who = may('import-files');
const pageNo = z.coerce.number().catch(1);
const rowsQuery = z.object({ outcome: z.enum(Object.keys(OUTCOMES) as Outcome[]).optional().catch(undefined), page: pageNo });
const problemsQuery = z.object({ page: pageNo });

/** The lists behind the numbers of a batch. */
export const importListRoutes: readonly Route[] = [
  page({ address: importRowsAddress, who, query: rowsQuery, answer: showRows }),
  page({ address: importProblemsAddress, who, query: problemsQuery, answer: showProblems }),
];

const most = 25;
const decisions: Readonly<Record<string, string>> = {
  'waiting': 'Waits for a decision', 'same': 'Decided: the same person', 'different': 'Decided: different people', 'rolled-back': 'Dropped when the file was rolled back',
};

async function showRows({ db, viewer, parts, query, now }: PageRequest<'/imports/:batch/rows', object, z.infer<typeof rowsQuery>, never>): Promise<Answer> {
  const batch = await batchNamed(db, parts.batch);
  if (batch?.balance == null) return NOT_FOUND;
  const { outcome } = query;
  const all = batch.balance[outcome ?? 'in'];
  const pages = paging(query.page, all, (number) => importRowsAddress({ batch: batch.id }, { outcome, page: number }));
  const rows = await importRows(db, viewer, { batch: batch.id, outcome, now }, { from: pages.before, most });
  const model = {
    heading: outcome === undefined ? 'All rows' : `${OUTCOMES[outcome].title} rows`, means: outcome === undefined ? null : OUTCOMES[outcome].means,
    rolledBackAt: batch.state === 'rolled-back' ? batch.endedAt : null,
    all, rows: rows.map((row) => lineOf(batch.id, row)), pages, links: { back: importAddress({ batch: batch.id }) },
    others: [{ text: 'All', href: importRowsAddress({ batch: batch.id }), active: outcome === undefined }, ...(Object.keys(OUTCOMES) as Outcome[]).map((name) => (
      { text: OUTCOMES[name].title, href: importRowsAddress({ batch: batch.id }, { outcome: name }), active: name === outcome }))],
  };
  return { page: 'exchange/import-rows.njk', model, shows: { what: 'rows of a file loaded', children: rows.flatMap(({ child, closed }) => (closed ? [] : child ?? [])) } };
}

function lineOf(batch: string, row: ListedRow): object {
  if (row.closed) return { at: row.at, outcome: OUTCOMES[row.outcome].title, reason: null, child: 'Restricted record' };
  const name = [row.surname, row.forename].filter((part) => part !== null).join(', ');
  return {
    at: row.at, outcome: OUTCOMES[row.outcome].title, reason: row.decision === null ? row.reason : decisions[row.decision],
    child: row.child === null ? 'Not known' : name === '' ? 'No name recorded' : name, reference: row.reference,
    ...(row.child === null || row.reference === null ? {} : { caseHref: caseAddress({ childId: row.child }) }),
    ...(row.decision === null ? {} : { href: quarantinedRowAddress({ batch, row: String(row.row) }) }),
  };
}

async function showProblems({ db, viewer, parts, query, now }: PageRequest<'/imports/:batch/problems', object, z.infer<typeof problemsQuery>, never>): Promise<Answer> {
  const batch = await batchNamed(db, parts.batch);
  if (batch === null) return NOT_FOUND;
  const { problemsKept } = await importCounts(db, batch.id);
  const pages = paging(query.page, problemsKept, (number) => importProblemsAddress({ batch: batch.id }, { page: number }));
  const rows = await importProblems(db, viewer, { batch: batch.id, now }, { from: pages.before, most });
  const model = { all: batch.problems, kept: problemsKept, rows, pages, links: { back: importAddress({ batch: batch.id }) } };
  return { page: 'exchange/import-problems.njk', model, shows: { what: 'problems of a file loaded', children: rows.flatMap(({ about }) => about) } };
}
