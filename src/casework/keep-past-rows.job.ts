import { instantNow } from '../platform/clock.ts';
import type { Job } from '../platform/jobs.ts';
import { keepPastRows } from './keep-past-rows.sql.ts';
import { ownDerive } from './own-derive.file.ts';

/** Keeps what was known at each midnight of those recorded of since, and all of them again after a new version. */
export const keepPastRowsJob: Job = {
  name: 'keep-past-rows',
  schedule: { pauseSeconds: 60 },
  run: async ({ house, log, end }) => {
    const midnights = await keepPastRows(house.database('migrate'), ownDerive(), instantNow(), end);
    // Each minute that of the day: no more than one is nothing new.
    if (midnights > 1) log.info('What was known at past midnights is kept, for pages as known then.', { midnights });
  },
};
