// `backup DIR`: writes all that is stored into a new folder.
import { resolve } from 'node:path';
import { makeCheckpoint } from '../casework/checkpoint.job.ts';
import { inHouse, type Io, printJson, readArguments } from '../platform/command.ts';
import type { House } from '../platform/house.ts';
import { Trouble } from '../platform/trouble.ts';
import { makeBackup } from './backup.job.ts';

/** Runs `backup DIR`. 0 where the backup is whole; else nothing is left of it. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, ['DIR']);
  return inHouse(io, async (house) => {
    await checkpointNow(house, io);
    const { folder, manifest, bytes, seconds, key } = await makeBackup(house, resolve(positionals[0] ?? ''), (text) => io.err(text));
    const { madeAt, tables, stood, checkpoint, server } = manifest;
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    if (values.json === true) {
      printJson(io, { folder, madeAt, entries: stood.entries, hash: stood.historyHash, rows, bytes, seconds, checkpoint, server, key });
      return 0;
    }
    io.out(`The backup ${folder} is whole: ${stood.entries} entries, ${rows} rows in ${tables.length} tables, ${(bytes / 1e6).toFixed(1)} MB, in ${seconds.toFixed(1)} s.`);
    io.out(`History hash: ${stood.historyHash}`);
    io.out(`Signed with the key ${key}. Note these down somewhere else: by them you can tell that a backup is yours.`);
    return 0;
  });
}

/** With a checkpoint of now, all that is in the backup can be verified. One without is worth more than none. */
async function checkpointNow({ database, config }: House, io: Io): Promise<void> {
  await makeCheckpoint(database('app'), config.dataDir).catch((error: unknown) => {
    if (!(error instanceof Trouble)) throw error;
    io.err(error.message);
  });
}
