// `backup check DIR`: restores a backup into a scratch database of its own, compares, and leaves nothing behind. It needs
// neither the installation that made it nor any other database.
import { resolve } from 'node:path';
import { inHouse, type Io, printJson, readArguments } from '../platform/command.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { openHouse } from '../platform/house.ts';
import { inScratch } from './backup-scratch.job.ts';
import { restoreBackup, type Restored } from './restore.job.ts';

/** Runs `backup check DIR [--in FOLDER]`. 0 where all is again as it was; 1 where something is not. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, in: { type: 'string' } }, ['DIR']);
  const within = values.in === undefined ? readConfig().dataDir : resolve(values.in);
  // Whoever started this as a part of its own work has gone: then nobody wants the answer.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
  const restored = await inScratch(within, (dataDir) => restoreHere(io, { ...readConfig({}), dataDir }, resolve(positionals[0] ?? '')));
  const { seconds, verdict, manifest: { madeAt, stood } } = restored;
  const differences = [...restored.differences, ...(verdict.ok ? [] : ['The record or the access log does not verify'])];
  const ok = differences.length === 0;
  if (values.json === true) printJson(io, { ok, madeAt, entries: stood.entries, hash: stood.historyHash, figures: stood.figures.length, seconds, differences });
  else if (ok) io.out(`The backup of ${madeAt} was restored and compared: ${stood.entries} entries, every table, ${stood.figures.length} figures. All is as it was. It took ${seconds.toFixed(1)} s.`);
  else differences.forEach((difference) => io.out(`${difference}.`));
  return ok ? 0 : 1;
}

function restoreHere(io: Io, config: Config, folder: string): Promise<Restored> {
  const asFound: typeof openHouse = (settings, say) => openHouse(settings, say, null);
  return inHouse(io, (house) => restoreBackup(house, folder, (text) => io.err(text)), config, asFound);
}
