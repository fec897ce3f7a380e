// Trackers in the background: how their sheets look, what they would change, and comparing them with the record.
import type { Derive } from '../casework/derivation.ts';
import type { Scanning } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import type { Job, JobRoom } from '../platform/jobs.ts';
import { errorFields } from '../platform/logging.ts';
import { operatorNamed, type Viewer } from '../platform/viewer.ts';
import { scannerOf } from '../platform/virus-scanner.ts';
import { recordView } from '../staff/access.sql.ts';
import { trackerOptionsOf, type ImportBatch } from './import-batch.ts';
import { batchNamed, failBatch, isBeingPrepared } from './import-batch.sql.ts';
import { keptFiles, removeFiles } from './import-files.file.ts';
import { keepGiven } from './given-problem.sql.ts';
import { problemKey } from './given-problem.ts';
import { checkFiles, type FilesSent, useScanned } from './import-open.file.ts';
import type { Hear } from './import-progress.ts';
import type { NotTaken } from './import.sql.ts';
import { readSheets } from './read-return.file.ts';
import { refusalOf } from './reading.ts';
import { compareTracker } from './tracker-compare.sql.ts';
import type { Compared } from './tracker-compared.ts';
import { type Figures, figuresAfter } from './tracker-figures.sql.ts';
import { keepPrepared, keepSheets, trackerFiles } from './tracker-folder.file.ts';
import { trackerInHand } from './tracker-in-hand.sql.ts';

/** What to compare, and how its file is checked for viruses. */
interface ToCompare extends Omit<FilesSent, 'kind'> {
  readonly scanning: Scanning;
  readonly derive: Derive;
  readonly progress?: Hear;
}

/** The sheet beside the record, or why it is refused. Whom it shows is in the access log before it is given. */
export async function runComparison(db: Database, viewer: Viewer, request: ToCompare): Promise<Compared | NotTaken> {
  const outcome = await compared(db, viewer, request);
  if ('refused' in outcome) return outcome;
  const children = [...outcome.rows.flatMap(({ child }) => child ?? []), ...outcome.onlyInRecord.map(({ child }) => child)];
  await recordView(db, viewer, { what: 'tracker compared with the record', route: 'import', children: [...new Set(children)] });
  return outcome;
}

async function compared(db: Database, viewer: Viewer, { tracker, scanning, derive, progress = () => {}, ...sent }: ToCompare): Promise<Compared | NotTaken> {
  if (tracker === undefined) throw new Error('a tracker is compared by its mapping');
  const { mapping } = tracker;
  const outcome = await useScanned({ ...sent, kind: 'tracker', tracker }, scannerOf(scanning), progress, ({ source }) =>
    compareTracker(db, viewer, { source, mapping, derive, hear: progress }).catch((error: unknown): NotTaken => {
      const refusal = refusalOf(error);
      if (refusal === null) throw error;
      return { refused: refusal.message };
    }));
  return 'stopped' in outcome ? outcome.stopped : outcome;
}

/** What preparing a tracker works with: `derive` is asked for once it is needed, `figures` gives what is told before and after. */
interface Preparing { readonly derive: () => Derive; readonly figures: Figures }

/**
 * Prepares a tracker for whoever matches its columns: looks at its sheets, and once they are matched compares it with the
 * record. What came of it stands beside the file, and goes with it.
 */
export function prepareTrackerJob(parts: Preparing): Job {
  return { name: 'prepare-tracker', run: (room, payload) => prepare(room, (payload as { batch: string }).batch, parts) };
}

const gone = 'The file is not kept any more. Nothing was loaded. Send it again.';
const fault = 'Preparing stopped because of a fault: see the log. Nothing was loaded.';

async function prepare({ house, log }: JobRoom, id: string, parts: Preparing): Promise<void> {
  const db = house.database('app');
  const { dataDir, scanning } = house.config;
  const batch = await batchNamed(db, id);
  if (batch?.state !== 'matching') return;
  try {
    const [path] = await keptFiles(dataDir, id);
    if (path === undefined) return await failBatch(db, id, gone);
    const stopped = (await trackerFiles(dataDir, id)).sheets === null ? await look(dataDir, batch, { path, scanning }) : null;
    if (stopped === null) return await compareKept(db, batch, { dataDir, path, scanning, ...parts });
    if (!await isBeingPrepared(db, id)) return;
    await failBatch(db, id, stopped.refused, stopped.unscanned === true ? 'unscanned' : 'failed');
    if (stopped.unscanned !== true) await removeFiles(dataDir, id);
  } catch (error) {
    if (!await isBeingPrepared(db, id)) return;
    await failBatch(db, id, fault, 'interrupted');
    log.error('Preparing a tracker failed.', { batch: id, ...errorFields(error) });
  }
}

/** Keeps how the sheets look; or says why the file may not be read, or is refused. */
async function look(dataDir: string, { id, files }: ImportBatch, { path, scanning }: { path: string; scanning: Scanning }): Promise<NotTaken | null> {
  const stopped = await checkFiles({ paths: [path], names: files }, scannerOf(scanning), () => {});
  if (stopped !== null) return stopped;
  const read = await readSheets(path, files[0] ?? '');
  if ('refused' in read) return { refused: read.refused.message };
  if (read.sheets.length === 0) return { refused: 'There is no row under any headings in the file. Nothing was loaded. Check that it is the right file.' };
  await keepSheets(dataDir, id, read.sheets);
  return null;
}

async function compareKept(db: Database, batch: ImportBatch, { dataDir, path, scanning, derive, figures }: Preparing & { dataDir: string; path: string; scanning: Scanning }): Promise<void> {
  const tracker = trackerOptionsOf(batch);
  const inHand = await trackerInHand(db, batch.id, (id) => trackerFiles(dataDir, id));
  if (tracker === undefined || batch.mapping == null || inHand?.compared != null || inHand?.refused != null) return;
  const sent = { paths: [path], names: batch.files, tracker };
  // All that it finds is kept; of whom it is shown, the page that shows it asks.
  const outcome = await compared(db, operatorNamed(batch.askedBy), { ...sent, scanning, derive: derive() });
  if ('refused' in outcome) return keepPrepared(dataDir, batch.id, { mapping: batch.mapping, refused: outcome.refused });
  const change = await useScanned({ ...sent, kind: 'tracker' }, null, () => {}, ({ source }) =>
    figuresAfter(db, { batch, derive: derive(), source, asAt: source.header.referenceDate, hear: () => {} }, figures));
  await keepPrepared(dataDir, batch.id, { mapping: batch.mapping, compared: outcome, figures: 'stopped' in change ? null : change });
  await keepGiven(db, batch.id, outcome.problems.map(problemKey));
}
