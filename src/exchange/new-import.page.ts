// Sending a file to be loaded, and having one loaded again that was kept.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { queueJob } from '../platform/jobs.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { may } from '../staff/rights.ts';
import { FILE_LIMITS } from './file-limits.ts';
import { importAddress, importsAddress, newImportAddress, newTrackerAddress, restartAddress } from './import-addresses.ts';
import { type AskedBatch, restartable } from './import-batch.ts';
import { askBatch, batchNamed, enterBatch } from './import-batch.sql.ts';
import { keepFiles, keptFiles } from './import-files.file.ts';
import { isEmptyRecord } from './import-known.sql.ts';
import { type ImportPlace, scanningWords } from './new-import.ts';
import { SUPPORTED_YEARS } from './sen2-layout.ts';

const who = may('import-files');
const uploadForm = z.object({ year: z.enum(['', ...SUPPORTED_YEARS.map(String)]).default('') });

/** The form to load a file, and loading one again that was kept. */
export function newImportRoutes(place: ImportPlace): Route[] {
  return [
    page({ address: newImportAddress, who, answer: ({ site }) => Promise.resolve(uploadPage(site.kind, place.scanning)) }),
    post({
      address: newImportAddress, who, form: uploadForm, upload: { maxBytes: FILE_LIMITS.streamedBytes },
      answer: (request) => receive(request, place),
    }),
    post({ address: restartAddress, who, form: z.object({}), answer: (request) => startAgain(request, place.dataDir) }),
  ];
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;
const limits = { large: megabytes(FILE_LIMITS.streamedBytes), packed: megabytes(FILE_LIMITS.packedBytes) };

function uploadPage(kind: string, scanning: ImportPlace['scanning'], errors: readonly { field: string; message: string }[] = []): Answer {
  const links = { back: importsAddress(), here: newImportAddress(), tracker: newTrackerAddress() };
  return { page: 'exchange/new-import.njk', model: { errors, limits, links, years: SUPPORTED_YEARS, demo: kind === 'demo', scanning: scanningWords(scanning), closed: scanning === 'missing' }, shows: 'nobody' };
}

type Upload = PageRequest<'/imports/new', object, object, z.infer<typeof uploadForm>>;

function problemWith({ files, site, form }: Upload, scanning: ImportPlace['scanning']): string | null {
  if (site.kind === 'demo') return 'This is an invented council: it can never hold real children, so no file can be loaded';
  if (scanning === 'missing') return scanningWords(scanning);
  if (files.length === 0) return 'Select a file';
  if (files.some(({ tooBig }) => tooBig)) return `The selected file must be smaller than ${limits.large}`;
  if (files.some(({ bytes }) => bytes === 0)) return 'The selected file is empty';
  return form.ok ? null : 'Choose a year from the list';
}

async function receive(request: Upload, { dataDir, scanning }: ImportPlace): Promise<Answer> {
  const { db, viewer, files, form, site } = request;
  const problem = problemWith(request, scanning);
  if (problem !== null || !form.ok) return uploadPage(site.kind, scanning, [{ field: 'files', message: problem ?? '' }]);
  const batch = randomUUID();
  await keepFiles(dataDir, batch, files.map(({ path }) => path));
  const { year } = form.values;
  const asked = { id: batch, kind: 'sen2', files: files.map(({ name }) => name.slice(0, 200)), askedBy: viewer.staffId };
  await askAndQueue({ db, viewer }, 'file sent', { ...asked, year: year === '' ? null : Number(year) });
  return { goTo: importAddress({ batch }) };
}

/** Both or neither: a batch that nobody was told of would wait for ever. */
function askAndQueue({ db, viewer }: Pick<Upload, 'db' | 'viewer'>, what: string, batch: AskedBatch): Promise<void> {
  return enterBatch(db, viewer, { id: batch.id, what, route: 'POST /imports' }, async (tx) => {
    const isTracker = batch.kind === 'tracker';
    // The first return has nothing to be compared with: it goes straight on to its figures.
    const prepare = isTracker ? batch.mapping == null : !await isEmptyRecord(tx);
    await askBatch(tx, batch, prepare ? 'matching' : 'waiting');
    if (!prepare) await queueJob(tx, 'import', { batch: batch.id }, `import ${batch.id}`);
    else if (isTracker) await queueJob(tx, 'prepare-tracker', { batch: batch.id }, `tracker ${batch.id}`);
    else await queueJob(tx, 'compare-return', { batch: batch.id }, `return ${batch.id}`);
  });
}

async function startAgain({ db, viewer, parts }: PageRequest<'/imports/:batch/start-again', object, object, object>, dataDir: string): Promise<Answer> {
  const batch = await batchNamed(db, parts.batch);
  if (batch === null) return NOT_FOUND;
  if (restartable(batch) && (await keptFiles(dataDir, batch.id)).length > 0) await askAndQueue({ db, viewer }, 'loading started again', batch);
  return { goTo: importAddress({ batch: batch.id }) };
}
