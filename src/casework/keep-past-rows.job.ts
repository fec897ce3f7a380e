import { instantNow } from '../platform/clock.ts';
import type { Job } from '../platform/jobs.ts';
import { keepPastRows } from './keep-past-rows.sql.ts';
import { ownDerive } from './own-derive.file.ts';

/** Keeps what was known at each midnight once the day after it is over, and all of them again after a new version. */
export const keepPastRowsJob: Job = {
  name: 'keep-past-rows',
  schedule: { pauseSeconds: 60 },
  run: async ({ house, log, end }) => {
    const midnights = await keepPastRows(house.database('migrate'), ownDerive(), instantNow(), end);
    if (midnights > 0) log.info('What was known at past midnights is kept, for pages as known then.', { midnights });
  },
};
