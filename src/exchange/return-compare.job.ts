// Returns in the background, before they are loaded: what would become of their rows, and what would change in figures.
import type { Derive } from '../casework/derivation.ts';
import { milliseconds } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import type { Job, JobRoom } from '../platform/jobs.ts';
import { errorFields } from '../platform/logging.ts';
import { type Checking, useScanned } from './import-open.file.ts';
import { scannerOf } from '../platform/virus-scanner.ts';
import type { FileSource, ImportBatch } from './import-batch.ts';
import { batchNamed, failBatch, isBeingPrepared, keepProgress } from './import-batch.sql.ts';
import { keptFiles, removeFiles } from './import-files.file.ts';
import { filesOnRecord } from './import-known.sql.ts';
import { type Hear, seldom } from './import-progress.ts';
import { type NotTaken, takeIn, type Taken } from './import.sql.ts';
import type { ComparedReturn, RowTold } from './return-compared.ts';
import { keepCompared, keepFigures, keptCompared, keptFigures } from './return-folder.file.ts';
import { type Figures, figuresAfter } from './tracker-figures.sql.ts';

/** What comparing works with: `derive` is asked for once it is needed, `figures` gives what is told before and after. */
interface Comparing { readonly derive: () => Derive; readonly figures: Figures }

/**
 * Compares a return with the record for whoever is to approve it; then works out what it would change in figures. What came of
 * it stands beside the file, and goes with it.
 */
export function compareReturnJob(parts: Comparing): Job {
  return { name: 'compare-return', run: (room, payload) => compareSent(room, (payload as { batch: string }).batch, parts) };
}

const gone = 'The file is not kept any more. Nothing was loaded. Send it again.';
const fault = 'Comparing stopped because of a fault: see the log. Nothing was loaded.';

async function compareSent({ house, log }: JobRoom, id: string, parts: Comparing): Promise<void> {
  const db = house.database('app');
  const { dataDir, scanning } = house.config;
  const batch = await batchNamed(db, id);
  if (batch?.state !== 'matching' || batch.kind === 'tracker') return;
  try {
    const paths = await keptFiles(dataDir, id);
    if (paths.length === 0) return await failBatch(db, id, gone);
    const stopped = await told(db, id, (hear) => compare(db, batch, { dataDir, paths, checking: scannerOf(scanning), hear, ...parts }));
    if (stopped === null || !await isBeingPrepared(db, id)) return;
    await failBatch(db, id, stopped.refused, stopped.unscanned === true ? 'unscanned' : 'failed');
    if (stopped.unscanned !== true) await removeFiles(dataDir, id);
  } catch (error) {
    if (!await isBeingPrepared(db, id)) return;
    await failBatch(db, id, fault, 'interrupted');
    log.error('Comparing a file failed.', { batch: id, ...errorFields(error) });
  }
}

/** Does some work while how far it is is kept for its page. */
async function told<Done>(db: Database, id: string, work: (hear: Hear) => Promise<Done>): Promise<Done> {
  let kept = Promise.resolve();
  try {
    return await work(seldom((progress) => { kept = kept.then(() => keepProgress(db, id, progress)).catch(() => {}); }, milliseconds));
  } finally {
    await kept;
  }
}

type Work = Comparing & { readonly dataDir: string; readonly paths: readonly string[]; readonly checking: Checking; readonly hear: Hear };

/** Keeps what comparing came to, and then what would change in figures; or says why the file may not be read, or is refused. */
async function compare(db: Database, batch: ImportBatch, { dataDir, paths, checking, hear, ...parts }: Work): Promise<NotTaken | null> {
  const filesNow = await filesOnRecord(db);
  if ((await keptCompared(dataDir, batch.id))?.filesOnRecord === filesNow && await keptFigures(dataDir, batch.id) !== null) return null;
  const sent = { kind: 'sen2', paths, names: batch.files, year: batch.year ?? undefined } as const;
  const done = await useScanned(sent, checking, hear, ({ kind, source }) => compareOpened(db, { ...batch, kind }, source, { dataDir, filesNow, hear, ...parts }));
  return done !== null && 'stopped' in done ? done.stopped : done;
}

async function compareOpened(
  db: Database, asked: ImportBatch, source: FileSource, { dataDir, filesNow, hear, ...parts }: Omit<Work, 'paths' | 'checking'> & { readonly filesNow: string },
): Promise<NotTaken | null> {
  const [derive, rows] = [parts.derive(), [] as RowTold[]];
  const taken = await takeIn(db, { batch: asked, derive, dryRun: true, wait: true, hear, tell: (some) => rows.push(...some) }, source);
  if ('refused' in taken) return taken;
  await keepCompared(dataDir, asked.id, { sum: sumOf(filesNow, taken, source), rows: rows.sort((a, b) => a.row - b.row), problems: taken.problems });
  const asAt = source.header.referenceDate;
  const changes = await figuresAfter(db, { batch: asked, derive, source, asAt, hear }, parts.figures);
  await keepFigures(dataDir, asked.id, { changes });
  return null;
}

function sumOf(filesNow: string, { balance, problemCount, problems, sameAs, before, lea }: Taken, { header }: FileSource): ComparedReturn {
  return { filesOnRecord: filesNow, balance, year: header.year, censusDay: header.referenceDate, lea, problems: problemCount, problemsKept: problems.length, sameAs, before };
}
