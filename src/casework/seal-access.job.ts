import { instantNow } from '../platform/clock.ts';
import type { Job } from '../platform/jobs.ts';
import { sealAccess } from './access-chain.sql.ts';

/** Seals the access log into its chain every second. */
export const sealAccessJob: Job = {
  name: 'seal-access',
  schedule: { pauseSeconds: 1 },
  run: async ({ house }) => {
    await sealAccess(house.database('app'), instantNow());
  },
};
