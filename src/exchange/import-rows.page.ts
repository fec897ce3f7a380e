// What became of each row of a file, and the values in it that could not be taken.
import { z } from 'zod';
import { caseAddress } from '../children/addresses.ts';
import { numberText } from '../platform/layout/format.ts';
import { fileLinks, isListFormat, type ListFile } from '../platform/layout/list-formats.ts';
import { paging } from '../platform/layout/paging.ts';
import { listDownload } from '../platform/list-file.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, type Route, type Shows } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { problemColumns, problemsAsCsv } from './file-problems.file.ts';
import { holderOf } from './given-line.ts';
import { givenIn, nameIn } from './given-problem.sql.ts';
import { type GivenProblem, problemKey } from './given-problem.ts';
import { importAddress, importProblemAddress, importProblemsAddress, importProblemsFileAddress, importRowsAddress, importRowsFileAddress, quarantinedRowAddress } from './import-addresses.ts';
import { type Outcome, OUTCOMES } from './import-balance.ts';
import { batchNamed } from './import-batch.sql.ts';
import { batchTitle, type ImportBatch } from './import-batch.ts';
import { importCounts, importProblems, importRows, type ListedProblem, type ListedRow } from './import-lists.sql.ts';
import { suggestedFix } from './sen2-suggestion.ts';

const who = may('import-files');
const pageNo = z.coerce.number().catch(1);
const rowsQuery = z.object({ outcome: z.enum(Object.keys(OUTCOMES) as Outcome[]).optional().catch(undefined), page: pageNo });
const problemsQuery = z.object({ page: pageNo });

/** The lists behind the numbers of a batch. */
export const importListRoutes: readonly Route[] = [
  page({ address: importRowsAddress, who, query: rowsQuery, answer: showRows }),
  page({ address: importRowsFileAddress, who, query: rowsQuery, answer: downloadRows }),
  page({ address: importProblemsAddress, who, query: problemsQuery, answer: showProblems }),
  page({ address: importProblemsFileAddress, who, answer: downloadProblems }),
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
    all, rows: rows.map((row) => lineOf(batch.id, row)), pages, links: { back: importAddress({ batch: batch.id }) }, files: fileLinks((format) => importRowsFileAddress({ batch: batch.id, format }, { outcome })),
    others: [{ text: 'All', href: importRowsAddress({ batch: batch.id }), active: outcome === undefined }, ...(Object.keys(OUTCOMES) as Outcome[]).map((name) => (
      { text: OUTCOMES[name].title, href: importRowsAddress({ batch: batch.id }, { outcome: name }), active: name === outcome }))],
  };
  return { page: 'exchange/import-rows.njk', model, shows: shown('rows of a file loaded', rows) };
}

const shown = (what: string, rows: readonly ListedRow[]): Shows => ({ what, children: rows.flatMap(({ child, closed }) => (closed ? [] : child ?? [])) });

/** All rows of the list, with the columns of the page. */
async function downloadRows({ db, viewer, parts: { batch: id, format }, query: { outcome }, now }: PageRequest<'/imports/:batch/rows/file/:format', object, z.infer<typeof rowsQuery>, never>): Promise<Answer> {
  const batch = await batchNamed(db, id);
  if (batch?.balance == null || !isListFormat(format)) return NOT_FOUND;
  const rows = await importRows(db, viewer, { batch: batch.id, outcome, now }, { from: 0, most: batch.balance[outcome ?? 'in'] });
  const list: ListFile = {
    about: [['List', `Rows of ${batchTitle(batch)}`], ['Which rows', outcome === undefined ? 'All' : OUTCOMES[outcome].title], ['Rows', numberText(rows.length)]],
    columns: ['Place in the file', 'Child', 'Reference', 'Outcome', 'Why'],
    rows: rows.map((row) => lineOf(batch.id, row)).map(({ at, child, reference, outcome: became, reason }) => [at, child, reference ?? '', became, reason ?? '']),
  };
  return { download: await listDownload('sightline-rows-of-a-file', format, list), shows: shown(`export of rows of a file loaded (${format})`, rows) };
}

interface RowLine { readonly at: string; readonly outcome: string; readonly reason: string | null; readonly child: string; readonly reference?: string | null; readonly href?: string; readonly caseHref?: string }

function lineOf(batch: string, row: ListedRow): RowLine {
  if (row.closed) return { at: row.at, outcome: OUTCOMES[row.outcome].title, reason: null, child: 'Restricted record' };
  const name = [row.surname, row.forename].filter((part) => part !== null).join(', ');
  return {
    at: row.at, outcome: OUTCOMES[row.outcome].title, reason: row.decision === null ? row.reason : decisions[row.decision] ?? null,
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
  const given = await givenIn(db, [batch.id]);
  const own = { batch: batch.id };
  const model = { all: batch.problems, kept: problemsKept, rows: rows.map((row) => problemLine(batch, row, given)), pages, links: { back: importAddress(own), file: importProblemsFileAddress(own) } };
  return { page: 'exchange/import-problems.njk', model, shows: { what: 'problems of a file loaded', children: rows.flatMap(({ about }) => about) } };
}

/** A value with what it was probably meant to be, the case where it can be recorded, and who has it. */
function problemLine(batch: ImportBatch, row: ListedProblem, given: ReadonlyMap<string, GivenProblem>): object {
  const { place, at, element, value, message, child } = row;
  if (value === null || message === null) return { at, element, value, message };
  const name = nameIn({ batch: batch.id, problem: problemKey({ element, value, message }) });
  return {
    at, element, value, message, suggestion: suggestionOf(batch, row), holder: holderOf(given.get(name)), give: batch.state === 'done' ? importProblemAddress({ batch: batch.id, place: String(place) }) : null,
    caseHref: child === null || batch.state !== 'done' ? null : caseAddress({ childId: child }),
  };
}

const suggestionOf = ({ kind }: ImportBatch, { element, value }: ListedProblem): string | null => (kind === 'tracker' || value === null ? null : suggestedFix(element, value));

async function downloadProblems({ db, viewer, parts, now }: PageRequest<'/imports/:batch/problems/file', object, object, never>): Promise<Answer> {
  const batch = await batchNamed(db, parts.batch);
  if (batch === null) return NOT_FOUND;
  const { problemsKept } = await importCounts(db, batch.id);
  const rows = await importProblems(db, viewer, { batch: batch.id, now }, { from: 0, most: problemsKept });
  const valueOf = ({ element, value }: ListedProblem): string => JSON.stringify([element, value]);
  // One value comes many times, and looking for the words that it nearly is takes a third of a millisecond.
  const fixes = new Map([...new Map(rows.map((row) => [valueOf(row), row]))].map(([name, row]) => [name, suggestionOf(batch, row)]));
  const given = await givenIn(db, [batch.id]);
  const body = problemsAsCsv(rows, (row) => fixes.get(valueOf(row)) ?? null, (problem) => given.get(nameIn({ batch: batch.id, problem })));
  const holds = { about: [['File', `Values not taken from ${batchTitle(batch)}`]] as const, columns: problemColumns };
  return { download: { fileName: 'sightline-values-not-taken.csv', contentType: 'text/csv; charset=utf-8', body, holds }, shows: { what: 'problems of a file loaded, as a file', children: rows.flatMap(({ about }) => about) } };
}
