import type { Derive } from '../casework/derivation.ts';
import { forgetPastRows } from '../casework/keep-past-rows.sql.ts';
import type { Job } from '../platform/jobs.ts';
import { INVENTING } from './invented-council.ts';
import { goOnInventing } from './invented-council.sql.ts';
import { councilToLookRound } from './inventing.sql.ts';

/** Fills a demo database with the council to look round; where it was killed it goes on. `derive` is asked for once it is needed. */
export function inventedCouncilJob(derive: () => Derive): Job {
  return {
    name: INVENTING,
    run: async ({ house, log }) => {
      const db = house.database('app');
      const council = await councilToLookRound(db);
      if (council === null) return;
      const filled = await goOnInventing(db, derive(), council);
      if (filled === 'busy') throw new Error('the database is being filled by somebody else');
      if (filled === 'other') return log.warn('The database holds another invented council: nothing was added to it.');
      await forgetPastRows(house.database('migrate'));
      log.info('The invented council is ready.', { children: filled });
    },
  };
}
