import { randomUUID } from 'node:crypto';
import type { Derive } from '../casework/derivation.ts';
import { milliseconds } from '../platform/clock.ts';
import type { Scanning } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import { databaseTrouble } from '../platform/database-trouble.ts';
import type { Job, JobRoom } from '../platform/jobs.ts';
import { errorFields } from '../platform/logging.ts';
import type { Viewer } from '../platform/viewer.ts';
import { scanFile, scannerInWords } from '../platform/virus-scanner.ts';
import { recordView } from '../staff/access.sql.ts';
import type { AskedBatch, FileSource } from './import-batch.ts';
import { askBatch, batchNamed, failBatch, keepProgress } from './import-batch.sql.ts';
import { keptFiles, removeFiles } from './import-files.file.ts';
import { openFile } from './import-source.file.ts';
import { type Hear, seldom } from './import-progress.ts';
import { NO_SCANNER, scanFiles } from './import-scan.file.ts';
import { type NotTaken, takeIn, type Taken } from './import.sql.ts';
import { refusalOf } from './reading.ts';
import type { ReturnKind, TrackerOptions } from './sen2-reading.ts';
import { compareTracker } from './tracker-compare.sql.ts';
import type { Compared } from './tracker-compared.ts';
import { coversOf } from './tracker-mapping.ts';

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
  const { derive, dryRun = false, wait = false } = request;
  const opened = await openScanned(request, hear);
  if ('stopped' in opened) return opened;
  return takeIn(db, { batch: { ...asked, kind: opened.kind }, derive, dryRun, wait, hear }, opened.source);
}

/** The file, once it is known to be clean, ready to be read; or why it may not be read, or is refused. */
async function openScanned(
  request: ImportRequest, hear: Hear,
): Promise<{ readonly kind: string; readonly source: FileSource } | { readonly stopped: NotTaken }> {
  const stopped = await scanned(request, hear);
  if (stopped !== null) return { stopped };
  const { year, tracker } = request;
  const opened = await openFile(request.kind, [...request.paths], { names: request.names, ...(year === undefined ? {} : { year }), ...(tracker === undefined ? {} : { tracker }) });
  return 'refused' in opened ? { stopped: { refused: opened.refused.message } } : opened;
}

/** The sheet beside the record, or why it is refused. Whom it shows is in the access log before it is given. */
export async function runComparison(db: Database, viewer: Viewer, request: ImportRequest): Promise<Compared | NotTaken> {
  const { tracker, progress = () => {} } = request;
  const opened = await openScanned(request, progress);
  if ('stopped' in opened) return opened.stopped;
  if (tracker === undefined) throw new Error('a tracker is compared by its mapping');
  const outcome = await compareTracker(db, viewer, { source: opened.source, covers: coversOf(tracker.mapping), hear: progress }).catch((error: unknown): NotTaken => {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return { refused: refusal.message };
  });
  if ('refused' in outcome) return outcome;
  const children = [...outcome.rows.flatMap(({ child }) => child ?? []), ...outcome.onlyInRecord.map(({ child }) => child)];
  await recordView(db, viewer, { what: 'tracker compared with the record', route: 'import', children: [...new Set(children)] });
  return outcome;
}

/** Why the files may not be read, or not yet; null where they may. */
async function scanned(request: ImportRequest, hear: Hear): Promise<NotTaken | null> {
  const { scanning } = request;
  if (scanning === 'missing') return NO_SCANNER;
  if (typeof scanning === 'string') return null;
  return scanFiles({ where: scannerInWords(scanning), scan: (path) => scanFile(scanning, path) }, request, hear);
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
    const paths = await keptFiles(dataDir, id);
    if (paths.length === 0) return await failBatch(db, id, gone);
    const { files: names, askedBy: by } = batch;
    const outcome = await runImport(db, { kind: 'sen2', paths, names, by, derive, scanning, batch: id, year: batch.year ?? undefined, wait: true });
    log.info('A file was dealt with.', { batch: id, ...('refused' in outcome ? { refused: true } : outcome.balance) });
    if (!('refused' in outcome) || outcome.unscanned !== true) await removeFiles(dataDir, id);
  } catch (error) {
    // Whoever sent the file starts again. Where even that cannot be written, the queue tries again by itself.
    await failBatch(db, id, databaseTrouble(error)?.message ?? fault, 'interrupted');
    log.error('Loading a file failed.', { batch: id, ...errorFields(error) });
  }
}
