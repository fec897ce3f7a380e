import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { instantNow } from '../platform/clock.ts';
import { databaseTrouble } from '../platform/database-trouble.ts';
import type { Job, JobRoom } from '../platform/jobs.ts';
import { errorFields } from '../platform/logging.ts';
import { backupsIn, removeBackup } from './backup-folder.file.ts';
import { makeBackup } from './backup.job.ts';
import { takingTurns } from './backup.sql.ts';
import { backupNameAt, namesToRemove, PREFIX } from './backups.ts';
import { lastVerified, noteBackup, noteCheck } from './backups.sql.ts';

const COMMANDS = join(import.meta.dirname, '../sightline.ts');
const FAULT = 'It stopped because of a fault: see the log.';

/** Every night: makes a backup, restores it into a scratch database and compares, and removes the oldest. */
export const nightlyBackupJob: Job = {
  name: 'backup',
  schedule: { dailyAt: 2 },
  run: async (room) => {
    const { backupDir } = room.house.config;
    if (backupDir !== null) await takingTurns(room.house.database('migrate'), 'one night', () => night(room, backupDir));
  },
};

async function night(room: JobRoom, backupDir: string): Promise<void> {
  const { house, log } = room;
  const name = backupNameAt(instantNow());
  // What nights that were broken off have left: nobody else writes here while it is our turn.
  for (const broken of (await backupsIn(backupDir, PREFIX)).broken) await removeBackup(join(backupDir, broken));
  if (!(await backUp(room, backupDir, name))) return;
  const outcome = await check(join(backupDir, name), house.config.dataDir);
  await noteCheck(house.database('app'), name, 'trouble' in outcome ? outcome : { at: instantNow(), differences: outcome.differences });
  if ('trouble' in outcome || outcome.differences.length > 0) log.error('A backup was restored, and is not as it should be: see the page Backups.', { backup: name });
  else log.info('A backup was made, restored and compared: all is as it was.', { backup: name });
  await removeOldest(room, backupDir);
}

async function backUp({ house, log }: JobRoom, backupDir: string, name: string): Promise<boolean> {
  const db = house.database('app');
  try {
    const { manifest: { stood }, bytes } = await makeBackup(house, join(backupDir, name), () => {});
    await noteBackup(db, { name, endedAt: instantNow(), bytes, entries: stood.entries, historyHash: stood.historyHash, trouble: null });
    return true;
  } catch (error) {
    log.error('The nightly backup failed.', { backup: name, ...errorFields(error) });
    const trouble = databaseTrouble(error)?.message ?? FAULT;
    await noteBackup(db, { name, endedAt: instantNow(), bytes: null, entries: null, historyHash: null, trouble });
    return false;
  }
}

/** In a process of its own, so that this one goes on sealing and reminding meanwhile. */
async function check(folder: string, within: string): Promise<{ differences: string[] } | { trouble: string }> {
  const child = fork(COMMANDS, ['backup', 'check', folder, '--in', within, '--json'], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  if (child.stdout === null || child.stderr === null) throw new Error('the check has no output');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  try {
    return { differences: (JSON.parse(out) as { differences: string[] }).differences };
  } catch {
    return { trouble: `It could not be restored: ${err.trim().split('\n').at(-1) ?? FAULT}` };
  }
}

async function removeOldest({ house, log }: JobRoom, backupDir: string): Promise<void> {
  const verified = await lastVerified(house.database('app'));
  const { whole } = await backupsIn(backupDir, PREFIX);
  for (const name of namesToRemove(whole, house.config.backupsKept, verified?.name ?? null)) {
    await removeBackup(join(backupDir, name));
    log.info('An old backup was removed.', { backup: name });
  }
}
