// The pages of files loaded: the list, loading one, how far it is, and what it came to.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../platform/database.ts';
import { queueJob } from '../platform/jobs.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import {
  importAddress, importProblemsAddress, importRowsAddress, importsAddress, newImportAddress, quarantineAddress, restartAddress, rollBackAddress,
} from './import-addresses.ts';
import { type Balance, type Outcome, OUTCOMES } from './import-balance.ts';
import { type AskedBatch, batchStates, type ImportBatch, importKinds, percentDone, type Progress } from './import-batch.ts';
import { allBatches, askBatch, batchNamed } from './import-batch.sql.ts';
import { keepFiles, keptFiles } from './import-files.file.ts';
import { FILE_LIMITS } from './file-limits.ts';
import { importCounts, staffNames } from './import-lists.sql.ts';
import { authorityOf, ENDED_AUTHORITIES } from './local-authorities.ts';
import { SUPPORTED_YEARS } from './sen2-layout.ts';

const who = may('import-files');
const uploadForm = z.object({ year: z.enum(['', ...SUPPORTED_YEARS.map(String)]).default('') });

/** Where uploads are kept between the form and the job. */
export interface ImportPlace { readonly dataDir: string }

/** The list of files loaded, the form to load one, and the page of each. */
export function importRoutes({ dataDir }: ImportPlace): Route[] {
  return [
    page({ address: importsAddress, who, answer: list }),
    page({ address: newImportAddress, who, answer: ({ site }) => Promise.resolve(uploadPage(site.kind)) }),
    post({
      address: newImportAddress, who, form: uploadForm, upload: { maxBytes: FILE_LIMITS.streamedBytes },
      answer: (request) => receive(request, dataDir),
    }),
    page({ address: importAddress, who, answer: (request) => show(request, dataDir) }),
    post({ address: restartAddress, who, form: z.object({}), answer: (request) => startAgain(request, dataDir) }),
  ];
}

const yearOf = (batch: ImportBatch): string => (batch.year === null ? importKinds['sen2'] as string : `SEN2 return ${batch.year}`);

async function list({ db }: PageRequest<'/imports', object, object, never>): Promise<Answer> {
  const batches = await allBatches(db);
  const names = await staffNames(db, batches.map(({ askedBy }) => askedBy));
  const rows = batches.map((batch) => ({
    href: importAddress({ batch: batch.id }), title: yearOf(batch), state: batchStates[batch.state], askedAt: batch.askedAt,
    files: batch.files.join(', '), by: names.get(batch.askedBy) ?? batch.askedBy, rows: batch.balance?.in ?? null,
  }));
  return { page: 'exchange/imports.njk', model: { rows, links: { load: newImportAddress(), quarantine: quarantineAddress() } }, shows: 'nobody' };
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;
const limits = { large: megabytes(FILE_LIMITS.streamedBytes), packed: megabytes(FILE_LIMITS.packedBytes) };

function uploadPage(kind: string, errors: readonly { field: string; message: string }[] = []): Answer {
  const links = { back: importsAddress(), here: newImportAddress() };
  return { page: 'exchange/new-import.njk', model: { errors, limits, links, years: SUPPORTED_YEARS, demo: kind === 'demo' }, shows: 'nobody' };
}

type Upload = PageRequest<'/imports/new', object, object, z.infer<typeof uploadForm>>;

function problemWith({ files, site, form }: Upload): string | null {
  if (site.kind === 'demo') return 'This is an invented council: it can never hold real children, so no file can be loaded';
  if (files.length === 0) return 'Select a file';
  if (files.some(({ tooBig }) => tooBig)) return `The selected file must be smaller than ${limits.large}`;
  if (files.some(({ bytes }) => bytes === 0)) return 'The selected file is empty';
  return form.ok ? null : 'Choose a year from the list';
}

async function receive(request: Upload, dataDir: string): Promise<Answer> {
  const { db, viewer, files, form, site } = request;
  const problem = problemWith(request);
  if (problem !== null || !form.ok) return uploadPage(site.kind, [{ field: 'files', message: problem ?? '' }]);
  const batch = randomUUID();
  await keepFiles(dataDir, batch, files.map(({ path }) => path));
  const asked = { id: batch, kind: 'sen2', files: files.map(({ name }) => name.slice(0, 200)), askedBy: viewer.staffId };
  await askAndQueue(db, asked, form.values.year);
  return { goTo: importAddress({ batch }) };
}

/** Both or neither: a batch that nobody was told of would wait for ever. */
function askAndQueue(db: Database, batch: AskedBatch, year = ''): Promise<void> {
  const payload = { batch: batch.id, ...(year === '' ? {} : { year: Number(year) }) };
  return db.transaction().execute(async (tx) => {
    await askBatch(tx, batch);
    await queueJob(tx, 'import', payload, `import ${batch.id}`);
  });
}

async function startAgain({ db, parts }: PageRequest<'/imports/:batch/start-again', object, object, object>, dataDir: string): Promise<Answer> {
  const batch = await batchNamed(db, parts.batch);
  if (batch === null) return NOT_FOUND;
  const stuck = batch.state === 'interrupted' || batch.state === 'failed';
  if (stuck && (await keptFiles(dataDir, batch.id)).length > 0) await askAndQueue(db, batch);
  return { goTo: importAddress({ batch: batch.id }) };
}

async function show({ db, parts }: PageRequest<'/imports/:batch', object, object, never>, dataDir: string): Promise<Answer> {
  const batch = await batchNamed(db, parts.batch);
  if (batch === null) return NOT_FOUND;
  const [names, counts, kept] = await Promise.all([staffNames(db, [batch.askedBy]), importCounts(db, batch.id), keptFiles(dataDir, batch.id)]);
  const own = { batch: batch.id };
  const links = {
    back: importsAddress(), here: importAddress(own), problems: importProblemsAddress(own), rollBack: rollBackAddress(own), restart: restartAddress(own),
    load: newImportAddress(), figures: `/line-of-sight${batch.censusDay === null ? '' : `?asAt=${batch.censusDay}`}`, quarantine: quarantineAddress({ batch: batch.id }), rows: importRowsAddress(own),
    ...(batch.sameAs === null ? {} : { sameAs: importAddress({ batch: batch.sameAs }) }),
  };
  const model = {
    heading: yearOf(batch), batch, by: names.get(batch.askedBy) ?? batch.askedBy, state: batchStates[batch.state], links, ...counts,
    balance: balanceLines(batch), authority: authorityWords(batch), progress: progressWords(batch), canRestart: kept.length > 0,
  };
  return { page: 'exchange/import.njk', model, shows: 'nobody' };
}

function authorityWords({ lea }: ImportBatch): string | null {
  if (lea === null) return null;
  const name = authorityOf(lea)?.name ?? ENDED_AUTHORITIES[lea]?.name;
  return name === undefined ? lea : `${name} (${lea})`;
}

function balanceLines({ id, balance }: ImportBatch): object[] {
  if (balance === null) return [];
  const names = Object.keys(OUTCOMES) as Outcome[];
  return names.map((name) => ({ ...OUTCOMES[name], count: (balance as Balance)[name], href: importRowsAddress({ batch: id }, { outcome: name }) }));
}

function progressWords({ state, progress }: ImportBatch): object | null {
  if (state === 'waiting') return { words: 'Waiting for its turn', percent: 0, rows: 0 };
  if (state !== 'running') return null;
  if (!('stage' in progress)) return { words: 'Opening the file', percent: 0, rows: 0 };
  const { stage, rows } = progress as Progress;
  return { words: stage === 'checking' ? 'Checking the file' : 'Loading', percent: percentDone(progress as Progress), rows };
}
