import { randomUUID } from 'node:crypto';
import type { Derive } from '../casework/derivation.ts';
import { milliseconds } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { databaseTrouble } from '../platform/database-trouble.ts';
import type { Job, JobRoom } from '../platform/jobs.ts';
import type { Hear } from './import-batch.ts';
import { askBatch, batchNamed, failBatch, keepProgress } from './import-batch.sql.ts';
import { keptFiles, removeFiles } from './import-files.file.ts';
import { openAnyReturn, openReturn } from './import-source.file.ts';
import { type NotTaken, takeIn, type Taken } from './import.sql.ts';
import type { ReturnKind } from './sen2-reading.ts';

/** What to load, for whom. */
export interface ImportRequest {
  /** `sen2` for any of its kinds: what the file holds decides. */
  readonly kind: ReturnKind | 'sen2';
  readonly paths: readonly string[];
  /** What the files are called by whoever sent them. */
  readonly names: readonly string[];
  /** A staff id, or the operator named to the command line. */
  readonly by: string;
  readonly derive: Derive;
  /** The batch, where it is known already. */
  readonly batch?: string;
  readonly dryRun?: boolean;
  /** Wait for another import to end, instead of being refused. */
  readonly wait?: boolean;
  /** Collection year, for a workbook that has no header. */
  readonly year?: number | undefined;
  /** Hears how far it has come, some times a second. */
  readonly progress?: Hear;
}

/** A quarter of a second: often enough for people. */
const pause = 250;

/** Passes on what it hears some times a second, and the last of each stage. */
function seldom(hear: Hear): Hear {
  let last = 0;
  return (progress) => {
    const now = milliseconds();
    if (now - last < pause && progress.bytesRead < progress.bytesTotal) return;
    last = now;
    hear(progress);
  };
}

/**
 * Loads a return: all of it or, where anything is wrong, nothing; or says what would become of it (`dryRun`), and writes
 * nothing. What is wrong with a file is the outcome `refused`. A database that fails throws.
 */
export async function runImport(db: Database, request: ImportRequest): Promise<Taken | NotTaken> {
  const { kind, paths, names, by, derive, dryRun = false, wait = false, year, progress = () => {} } = request;
  const id = request.batch ?? randomUUID();
  const asked = { id, kind, files: names, askedBy: by };
  const options = year === undefined ? {} : { year };
  const opened = kind === 'sen2' ? await openAnyReturn([...paths], options) : await openOne(kind, [...paths], options);
  if ('refused' in opened) {
    if (!dryRun) await refuse(db, asked, opened.refused.message);
    return { refused: opened.refused.message };
  }
  let kept = Promise.resolve();
  const hear = seldom((told) => {
    progress(told);
    if (!dryRun) kept = kept.then(() => keepProgress(db, id, told)).catch(() => {});
  });
  try {
    return await takeIn(db, { batch: { ...asked, kind: opened.kind }, derive, dryRun, wait, hear }, opened.source);
  } finally {
    await kept;
  }
}

async function openOne(kind: ReturnKind, paths: string[], options: { year?: number }): ReturnType<typeof openAnyReturn> {
  const source = await openReturn(kind, paths, options);
  return 'refused' in source ? source : { kind, source };
}

async function refuse(db: Database, asked: Parameters<typeof askBatch>[1], why: string): Promise<void> {
  await askBatch(db, asked, 'waiting');
  await failBatch(db, asked.id, why);
}

const fault = 'Loading stopped because of a fault: see the log. Nothing was loaded.';

/**
 * Loads files that were sent to the import page. They are removed once they are loaded or refused. `derive` is asked for
 * once it is needed.
 */
export function importJob(derive: () => Derive): Job {
  return { name: 'import', run: (room, payload) => loadSent(room, payload as { batch: string; year?: number }, derive()) };
}

async function loadSent({ house, log }: JobRoom, { batch: id, year }: { batch: string; year?: number }, derive: Derive): Promise<void> {
  const db = house.database('app');
  const batch = await batchNamed(db, id);
  const { dataDir } = house.config;
  // A job that was killed right after its last write has left the files.
  if (batch?.state === 'done') return removeFiles(dataDir, id);
  if (batch?.state !== 'waiting' && batch?.state !== 'interrupted') return;
  try {
    const paths = await keptFiles(dataDir, id);
    const outcome = await runImport(db, { kind: 'sen2', paths, names: batch.files, by: batch.askedBy, derive, batch: id, year, wait: true });
    if ('refused' in outcome) await failBatch(db, id, outcome.refused);
    log.info('A file was dealt with.', { batch: id, ...('refused' in outcome ? { refused: true } : outcome.balance) });
  } catch (error) {
    await failBatch(db, id, databaseTrouble(error)?.message ?? fault).catch(() => {});
    throw error;
  }
  await removeFiles(dataDir, id);
}
