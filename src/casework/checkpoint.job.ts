import type { Database } from '../platform/database.ts';
import type { Job } from '../platform/jobs.ts';
import { Trouble } from '../platform/trouble.ts';
import { accessHead, accessLinesBetween } from './access-chain.sql.ts';
import { checkpointPlaces, checkpointsIn, writeCheckpoint } from './checkpoint.file.ts';
import { alone, linesBetween } from './checkpoint.sql.ts';
import type { AccessLine, Checkpoint, CheckpointLine } from './checkpoint.ts';
import { knownAt } from './known-at.sql.ts';
import { signingKey } from './signing-key.file.ts';

/** Makes a checkpoint of what is known now; null where nothing was recorded, and nobody looked, since the last one. */
export async function makeCheckpoint(db: Database, dataDir: string): Promise<Checkpoint | null> {
  const { folder, keyFile } = checkpointPlaces(dataDir);
  return alone(db, async (one) => {
    const last = checkpointsIn(folder).at(-1);
    if (last?.knownAt === '') throw new Trouble(`The file of checkpoint ${last.number} in ${folder} cannot be read. Put it back from a copy.`);
    const at = await knownAt(one);
    const access = await accessHead(one);
    const lines = async function* (): AsyncGenerator<CheckpointLine | AccessLine> {
      yield* linesBetween(one, last?.knownAt ?? null, at);
      if (access !== null) yield* accessLinesBetween(one, last?.access?.upTo ?? 0, access.upTo);
    };
    return writeCheckpoint(folder, signingKey(keyFile), { last, knownAt: at, access }, lines());
  });
}

export const checkpointJob: Job = {
  name: 'checkpoint',
  schedule: 'hourly',
  run: async ({ house, log }) => {
    const made = await makeCheckpoint(house.database('app'), house.config.dataDir);
    if (made !== null) log.info('A checkpoint of the record was made.', { number: made.number, entries: made.entries });
  },
};
