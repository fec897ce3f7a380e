// `restore DIR`: loads a backup into an empty database, verifies it and compares it with how it stood.
import { resolve } from 'node:path';
import { inHouse, type Io, printJson, readArguments } from '../platform/command.ts';
import { readConfig } from '../platform/config.ts';
import { openHouse } from '../platform/house.ts';
import { type Restored, restoreBackup } from './restore.job.ts';

function linesOf({ manifest, seconds, verdict, alike, differences, strangeKey }: Restored): string[] {
  const { stood, madeAt } = manifest;
  const same = alike ? 'Every table and every figure is as it was then.' : 'The record is as it was then.';
  return [
    `The backup of ${madeAt} is restored: ${stood.entries} entries, in ${seconds.toFixed(1)} s.`,
    `History hash: ${stood.historyHash}`,
    ...(strangeKey === null ? [] : [`It is signed with the key ${strangeKey}, which was not known here: compare it with the one that you noted down.`]),
    ...(alike ? [] : ['This version works dates out anew, so tables that are worked out, and figures, were not compared.']),
    ...(differences.length === 0 || !alike ? [same] : differences.map((difference) => `${difference}.`)),
    verdict.ok ? `The record and the access log verify${verdict.upTo === null ? '' : `, and agree with ${verdict.checkpoints} checkpoints`}.`
      : 'The record or the access log does not verify, nor did it, most likely, when it was backed up. "history verify" says what is wrong.',
  ];
}

/** Runs `restore DIR`. 0 where all is as it was; 1 where something is not. */
export async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, ['DIR']);
  const asFound: typeof openHouse = (config, say) => openHouse(config, say, null);
  return inHouse(io, async (house) => {
    const restored = await restoreBackup(house, resolve(positionals[0] ?? ''), (text) => io.err(text));
    const { manifest: { stood, madeAt, server }, seconds, verdict, alike, differences, strangeKey } = restored;
    const ok = verdict.ok && (!alike || differences.length === 0);
    if (values.json === true) {
      printJson(io, { ok, madeAt, entries: stood.entries, hash: stood.historyHash, seconds, verified: verdict.ok, compared: alike, differences: alike ? differences : [], strangeKey, server });
    } else linesOf(restored).forEach((line) => io.out(line));
    return ok ? 0 : 1;
  }, readConfig(), asFound);
}
