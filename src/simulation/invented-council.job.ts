import type { Derive } from '../casework/derivation.ts';
import type { Job } from '../platform/jobs.ts';
import { INVENTING } from './invented-council.ts';
import { councilToLookRound, goOnInventing } from './invented-council.sql.ts';

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
      log.info('The invented council is ready.', { children: filled });
    },
  };
}
