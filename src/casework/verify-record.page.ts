import type { House } from '../platform/house.ts';
import { type AccessVerdict, verifyAccess } from './access-verify.sql.ts';
import { accessLinesOf, checkCheckpoints, checkpointPlaces, linesOf } from './checkpoint.file.ts';
import type { AccessLine, Checkpoint, CheckpointLine } from './checkpoint.ts';
import { trustedKeys } from './signing-key.file.ts';
import { type Verified, verifyHistory } from './verify.sql.ts';

/** Whether the record and the access log are as they were recorded, and what is wrong where they are not. */
export interface RecordVerdict {
  readonly ok: boolean;
  readonly found: Verified;
  /** How many checkpoints hold, and the instant up to which they cover the record; null where there are none. */
  readonly checkpoints: number;
  readonly upTo: string | null;
  /** What is wrong with checkpoints, each a sentence. */
  readonly faults: readonly string[];
  readonly accessLog: AccessVerdict;
}

async function* allLines(folder: string, checkpoints: readonly Checkpoint[]): AsyncGenerator<CheckpointLine> {
  for (const { number } of checkpoints) yield* linesOf(folder, number);
}

async function* allAccessLines(folder: string, checkpoints: readonly Checkpoint[]): AsyncGenerator<AccessLine> {
  for (const { number, access } of checkpoints) if (access?.upTo != null) yield* accessLinesOf(folder, number);
}

/** Works out every chain anew and compares with the checkpoints of the installation. Changes nothing. */
export async function verifyRecord(house: House, say: (text: string) => void): Promise<RecordVerdict> {
  const { folder, keyFile } = checkpointPlaces(house.config.dataDir);
  const { sound, faults } = await checkCheckpoints(folder, trustedKeys(keyFile));
  const upTo = sound.at(-1)?.knownAt ?? null;
  const covered = { lines: allLines(folder, sound), upTo };
  const found = await verifyHistory(house.database('app'), covered, (entries) => say(`${entries} entries verified`));
  const accessLog = await verifyAccess(house.database('app'), sound.flatMap(({ access }) => access ?? []), allAccessLines(folder, sound));
  const ok = found.badSubjects === 0 && faults.length === 0 && accessLog.fault === null;
  return { ok, found, checkpoints: sound.length, upTo, faults, accessLog };
}
