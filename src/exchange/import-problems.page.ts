// The values of a file that could not be taken: on a page, and as a list to download.
import { z } from 'zod';
import { caseAddress } from '../children/addresses.ts';
import { fileLinks, isListFormat } from '../platform/layout/list-formats.ts';
import { paging } from '../platform/layout/paging.ts';
import { listDownload } from '../platform/list-file.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { problemsList } from './file-problems.ts';
import { holderOf } from './given-line.ts';
import { givenIn, nameIn } from './given-problem.sql.ts';
import { type GivenProblem, problemKey } from './given-problem.ts';
import { importAddress, importProblemAddress, importProblemsAddress, importProblemsFileAddress } from './import-addresses.ts';
import { batchNamed } from './import-batch.sql.ts';
import { batchTitle, type ImportBatch } from './import-batch.ts';
import { importCounts, importProblems, type ListedProblem } from './import-lists.sql.ts';
import type { KeptReturn } from './return-compared.ts';
import { keptReturn } from './return-folder.file.ts';
import { listedProblems } from './return-lists.sql.ts';
import { suggestedFix } from './sen2-suggestion.ts';

const who = may('import-files');
const query = z.object({ page: z.coerce.number().catch(1) });
const most = 25;

/** The values of a batch that could not be taken. `dataDir` is where a return stands that is not loaded yet. */
export function importProblemsRoutes({ dataDir }: { readonly dataDir: string }): Route[] {
  return [
    page({ address: importProblemsAddress, who, query, answer: (request) => showProblems(request, dataDir) }),
    page({ address: importProblemsFileAddress, who, answer: (request) => downloadProblems(request, dataDir) }),
  ];
}

async function showProblems({ db, viewer, parts, query: { page: number }, now }: PageRequest<'/imports/:batch/problems', object, z.infer<typeof query>, never>, dataDir: string): Promise<Answer> {
  const batch = await batchNamed(db, parts.batch);
  if (batch === null) return NOT_FOUND;
  const kept = await keptReturn(dataDir, batch);
  const { problemsKept } = kept?.sum ?? await importCounts(db, batch.id);
  const pages = paging(number, problemsKept, (to) => importProblemsAddress({ batch: batch.id }, { page: to }));
  const rows = await problemsOf({ db, viewer, now }, { batch, kept }, { from: pages.before, most });
  const given = await givenIn(db, [batch.id]);
  const own = { batch: batch.id };
  const model = { all: kept?.sum.problems ?? batch.problems, kept: problemsKept, pending: kept !== null, rows: rows.map((row) => problemLine(batch, row, given)), pages, links: { back: importAddress(own), files: fileLinks((format) => importProblemsFileAddress({ ...own, format })) } };
  return { page: 'exchange/import-problems.njk', model, shows: { what: 'problems of a file loaded', children: rows.flatMap(({ about }) => about) } };
}

type Seen = Pick<PageRequest<'/imports/:batch/problems', object, object, never>, 'db' | 'viewer' | 'now'>;

function problemsOf({ db, viewer, now }: Seen, { batch, kept }: { batch: ImportBatch; kept: KeptReturn | null }, part: { from: number; most: number }): Promise<ListedProblem[]> {
  if (kept === null) return importProblems(db, viewer, { batch: batch.id, now }, part);
  return listedProblems(db, { viewer, now }, { problems: kept.problems.slice(part.from, part.from + part.most), rows: kept.rows, from: part.from });
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

async function downloadProblems({ db, viewer, parts, now }: PageRequest<'/imports/:batch/problems/file/:format', object, object, never>, dataDir: string): Promise<Answer> {
  const batch = await batchNamed(db, parts.batch);
  if (batch === null || !isListFormat(parts.format)) return NOT_FOUND;
  const kept = await keptReturn(dataDir, batch);
  const { problemsKept } = kept?.sum ?? await importCounts(db, batch.id);
  const rows = await problemsOf({ db, viewer, now }, { batch, kept }, { from: 0, most: problemsKept });
  const valueOf = ({ element, value }: ListedProblem): string => JSON.stringify([element, value]);
  // One value comes many times, and looking for the words that it nearly is takes a third of a millisecond.
  const fixes = new Map([...new Map(rows.map((row) => [valueOf(row), row]))].map(([name, row]) => [name, suggestionOf(batch, row)]));
  const given = await givenIn(db, [batch.id]);
  const people = new Set(rows.flatMap(({ row, value, about }) => (value === null ? [] : about[0] ?? row ?? []))).size;
  const title = batchTitle({ ...batch, year: kept?.sum.year ?? batch.year });
  const list = problemsList({ title, people }, rows, (row) => fixes.get(valueOf(row)) ?? null, (problem) => given.get(nameIn({ batch: batch.id, problem })));
  return { download: listDownload('sightline-values-not-taken', parts.format, list), shows: { what: 'problems of a file loaded, as a file', children: rows.flatMap(({ about }) => about) } };
}
