// `doctor`: the settings, and whether backups can be relied on.
import { instantNow } from '../platform/clock.ts';
import { type Checked, doctorWith } from '../platform/doctor.command.ts';
import type { House } from '../platform/house.ts';
import { lastVerified } from './backups.sql.ts';
import { isStale } from './backups.ts';

async function backups({ config: { backupDir }, database }: House): Promise<Checked[]> {
  if (backupDir === null) return [{ what: 'backups', found: 'off: set SIGHTLINE_BACKUP_DIR to a folder on another disk', problem: null }];
  const verified = await lastVerified(database('app'));
  const problem = isStale(verified?.checkedAt ?? null, instantNow())
    ? 'No backup was restored and found as it was in the last seven days. See the page Backups, or the log.' : null;
  return [
    { what: 'backups', found: backupDir, problem: null },
    { what: 'last backup restored and compared', found: verified === null ? 'never' : `${verified.name}, at ${verified.checkedAt}`, problem },
  ];
}

/** Runs `doctor`. 0 where all settings are safe and backups can be relied on, 1 where not. */
export const run = doctorWith(backups);
