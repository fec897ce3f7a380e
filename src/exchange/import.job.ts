import { randomUUID } from 'node:crypto';
import type { Derive } from '../casework/derivation.ts';
import { milliseconds } from '../platform/clock.ts';
import type { Scanning } from '../platform/config.ts';
import { type Database, whole } from '../platform/database.ts';
import { databaseTrouble } from '../platform/database-trouble.ts';
import { type Job, type JobRoom, queueJob } from '../platform/jobs.ts';
import { errorFields } from '../platform/logging.ts';
import { scannerOf } from '../platform/virus-scanner.ts';
import { type AskedBatch, trackerOptionsOf } from './import-batch.ts';
import { askBatch, batchNamed, compareAnew, failBatch, keepProgress } from './import-batch.sql.ts';
import { keptFiles, removeFiles } from './import-files.file.ts';
import { useScanned } from './import-open.file.ts';
import { type Hear, seldom } from './import-progress.ts';
import { type NotTaken, recordChanged, takeIn, type Taken } from './import.sql.ts';
import { COMPARED_ANEW } from './return-compared.ts';
import { forgetCompared, keptCompared } from './return-folder.file.ts';
import type { ReturnKind, TrackerOptions } from './sen2-reading.ts';

/** What to load, for whom. */
export interface ImportRequest {
  /** `sen2` for any of its kinds: what the file holds decides. */
  readonly kind: ReturnKind | 'sen2' | 'tracker';
  readonly paths: readonly string[];
  /** What the files are called by whoever sent them. */
  readonly names: readonly string[];
  /** A staff id, or the operator named to the command line. */
  readonly by: string;
  readonly derive: Derive;
  /** How the files are checked for viruses before they are read. */
  readonly scanning: Scanning;
  /** The batch, where it is known already. */
  readonly batch?: string;
  readonly dryRun?: boolean;
  /** Wait for another import to end, instead of being refused. */
  readonly wait?: boolean;
  /** Collection year, for a workbook that has no header. */
  readonly year?: number | undefined;
  /** What the columns of a tracker are, and the day as at which it speaks. */
  readonly tracker?: TrackerOptions | undefined;
  /** The files that the record held when this one was compared with it. */
  readonly comparedWith?: string | undefined;
  /** Hears how far it has come, some times a second. */
  readonly progress?: Hear;
}

/**
 * Loads a return or a tracker: all of it or, where anything is wrong, nothing; or says what would become of it (`dryRun`), and writes
 * nothing. What is wrong with a file is the outcome `refused`. A database that fails throws.
 */
export async function runImport(db: Database, request: ImportRequest): Promise<Taken | NotTaken> {
  const { names, kind, by, dryRun = false, year = null, tracker, progress = () => {} } = request;
  const mapping = tracker === undefined ? null : { ...tracker.mapping, asAt: tracker.asAt };
  const asked: AskedBatch = { id: request.batch ?? randomUUID(), kind, files: names, askedBy: by, year, mapping };
  let kept = Promise.resolve();
  const hear = seldom((told) => {
    progress(told);
    if (!dryRun) kept = kept.then(() => keepProgress(db, asked.id, told)).catch(() => {});
  }, milliseconds);
  try {
    const outcome = await loadScanned(db, request, { asked, hear });
    if ('stopped' in outcome && !dryRun) await stop(db, asked, outcome.stopped);
    return 'stopped' in outcome ? outcome.stopped : outcome;
  } finally {
    await kept;
  }
}

/** `stopped` where it ended before there was a batch to tell of it. */
async function loadScanned(
  db: Database, request: ImportRequest, { asked, hear }: { asked: AskedBatch; hear: Hear },
): Promise<Taken | NotTaken | { readonly stopped: NotTaken }> {
  const { derive, dryRun = false, wait = false, comparedWith } = request;
  return useScanned(request, scannerOf(request.scanning), hear, ({ kind, source }) =>
    takeIn(db, { batch: { ...asked, kind }, derive, dryRun, wait, hear, comparedWith }, source));
}

async function stop(db: Database, asked: AskedBatch, { refused, unscanned }: NotTaken): Promise<void> {
  await askBatch(db, asked, 'waiting');
  await failBatch(db, asked.id, refused, unscanned === true ? 'unscanned' : 'failed');
}

const fault = 'Loading stopped because of a fault: see the log. Nothing was loaded.';
const gone = 'The file is not kept any more. Nothing was loaded. Send it again.';

/**
 * Loads files that were sent to the import page. They are removed once they are loaded or refused; after a fault, or where
 * they could not be checked for viruses, they are kept for a day. `derive` is asked for once it is needed.
 */
export function importJob(derive: () => Derive): Job {
  return { name: 'import', run: (room, payload) => loadSent(room, (payload as { batch: string }).batch, derive()) };
}

async function loadSent({ house, log }: JobRoom, id: string, derive: Derive): Promise<void> {
  const db = house.database('app');
  const batch = await batchNamed(db, id);
  const { dataDir, scanning } = house.config;
  // A job that was killed right after its last write has left the files.
  if (batch?.state === 'done') return removeFiles(dataDir, id);
  if (batch?.state !== 'waiting' && batch?.state !== 'interrupted') return;
  try {
    const [paths, { files: names, askedBy: by }] = [await keptFiles(dataDir, id), batch];
    if (paths.length === 0) return await failBatch(db, id, gone);
    const tracker = trackerOptionsOf(batch);
    // A return that was never compared was sent to an empty record.
    const comparedWith = batch.kind === 'tracker' ? undefined : (await keptCompared(dataDir, id))?.filesOnRecord ?? '';
    const outcome = await runImport(db, { comparedWith, kind: tracker === undefined ? 'sen2' : 'tracker', paths, names, by, derive, scanning, batch: id, year: batch.year ?? undefined, tracker, wait: true });
    if (outcome === recordChanged) {
      await forgetCompared(dataDir, id);
      return await whole(db, async (tx) => {
        await compareAnew(tx, id, COMPARED_ANEW);
        await queueJob(tx, 'compare-return', { batch: id }, `return ${id}`);
      });
    }
    log.info('A file was dealt with.', { batch: id, ...('refused' in outcome ? { refused: true } : outcome.balance) });
    if (!('refused' in outcome) || outcome.unscanned !== true) await removeFiles(dataDir, id);
  } catch (error) {
    // Whoever sent the file starts again. Where even that cannot be written, the queue tries again by itself.
    await failBatch(db, id, databaseTrouble(error)?.message ?? fault, 'interrupted');
    log.error('Loading a file failed.', { batch: id, ...errorFields(error) });
  }
}
