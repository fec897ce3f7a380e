import type { Derive } from '../casework/derivation.ts';
import { instantNow } from '../platform/clock.ts';
import type { Job } from '../platform/jobs.ts';
import { carryOut } from './carry-out.sql.ts';

/** Gives the cases of a large allocation in the background. One that was stopped half-way goes on where it was. */
export function allocationJob(derive: () => Derive): Job {
  return {
    name: 'allocation',
    run: async ({ house, log }, payload) => {
      const { allocation } = payload as { allocation: string };
      const cases = await carryOut(house.database('app'), derive(), allocation, instantNow());
      log.info('An allocation was carried out.', { cases });
    },
  };
}
