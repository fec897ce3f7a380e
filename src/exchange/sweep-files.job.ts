// Uploaded files that nobody will load any more are removed: after a fault, or where the program was killed between their
// arrival and the row of their batch.
import type { Job, JobRoom } from '../platform/jobs.ts';
import { filesToRemove } from './import-batch.sql.ts';
import { keptBatches, removeFiles } from './import-files.file.ts';

/** Runs when the jobs process starts, and every hour from then. */
export const sweepFilesJob: Job = { name: 'sweep-files', schedule: { pauseSeconds: 3600 }, run: sweep };

async function sweep({ house, log }: JobRoom): Promise<void> {
  const { dataDir } = house.config;
  const left = await filesToRemove(house.database('app'), await keptBatches(dataDir));
  for (const batch of left) await removeFiles(dataDir, batch);
  if (left.length > 0) log.info('Files that nobody loaded were removed.', { batches: left.length });
}
