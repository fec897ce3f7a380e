import { checkpointJob } from './casework/checkpoint.job.ts';
import { derivationJob, ownDerive } from './casework/derivation.job.ts';
import { keepPastRowsJob } from './casework/keep-past-rows.job.ts';
import { sealAccessJob } from './casework/seal-access.job.ts';
import { importJob } from './exchange/import.job.ts';
import { compareReturnJob } from './exchange/return-compare.job.ts';
import { sweepFilesJob } from './exchange/sweep-files.job.ts';
import { prepareTrackerJob } from './exchange/tracker.job.ts';
import { nightlyBackupJob } from './governance/backup.job.ts';
import { downloadsWaiting } from './governance/large-downloads.sql.ts';
import { headlines } from './performance/headlines.sql.ts';
import type { Job } from './platform/jobs.ts';
import { inventedCouncilJob } from './simulation/invented-council.job.ts';
import { allocationJob } from './worklists/allocation.job.ts';
import { digestJob } from './worklists/digest.job.ts';

/** All work in the background. Each job's module says when it runs by itself, if it does. */
export const jobs: readonly Job[] = [sealAccessJob, derivationJob, keepPastRowsJob, checkpointJob, importJob(ownDerive), prepareTrackerJob({ derive: ownDerive, figures: headlines }), compareReturnJob({ derive: ownDerive, figures: headlines }), sweepFilesJob, nightlyBackupJob, allocationJob(ownDerive), digestJob(downloadsWaiting), inventedCouncilJob(ownDerive)];
