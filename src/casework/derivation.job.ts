import type { Database } from '../platform/database.ts';
import type { House } from '../platform/house.ts';
import type { Job } from '../platform/jobs.ts';
import type { Derive } from './derivation.ts';
import { ownDerive } from './own-derive.file.ts';
import { liveDerivation, type Progress, rebuild } from './rebuild.sql.ts';

export { ownDerive };

/**
 * Makes a database ready to record in: where the derived tables are not there, or are not those of this program, they
 * are rebuilt before this returns. Where only their rows may be out of date, the job below sees to it. To be called
 * whenever a program opens a database, before it records or asks for figures.
 */
export async function prepareRecord(house: House, progress: Progress = () => {}): Promise<Derive> {
  const derive = ownDerive();
  const { sameTables } = await liveDerivation(house.database('app'), derive);
  if (!sameTables) await rebuild(house.database('migrate'), derive, { progress, unless: liveTables(derive) });
  return derive;
}

const liveTables = (derive: Derive) => async (db: Database): Promise<boolean> => (await liveDerivation(db, derive)).sameTables;
const liveRows = (derive: Derive) => async (db: Database): Promise<boolean> => (await liveDerivation(db, derive)).sameRows;

/** Derives all rows again after the code or the council's settings changed. */
export const derivationJob: Job = {
  name: 'derivation',
  schedule: { pauseSeconds: 30 },
  run: async ({ house, log }) => {
    const derive = ownDerive();
    if (await liveRows(derive)(house.database('app'))) return;
    log.info('The code or the settings that dates are worked out with have changed: working all of them out again.');
    const children = await rebuild(house.database('migrate'), derive, { unless: liveRows(derive) });
    log.info('All dates are worked out again.', { children });
  },
};
