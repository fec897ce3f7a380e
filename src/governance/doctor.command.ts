// `doctor`: the settings, whether people can sign in with their second step, and whether backups can be relied on.
import { instantNow } from '../platform/clock.ts';
import { type Checked, doctorWith } from '../platform/doctor.command.ts';
import type { House } from '../platform/house.ts';
import { countText } from '../platform/layout/format.ts';
import { countFactors } from '../staff/second-factor.sql.ts';
import { secondFactorKeyState } from '../staff/second-factor-key.file.ts';
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

/** The key of second steps: without it nobody who has set one up can sign in. */
async function secondSteps({ config: { dataDir }, database }: House): Promise<Checked> {
  const { path, state } = secondFactorKeyState(dataDir);
  const people = await countFactors(database('app'));
  const what = 'key of second steps';
  if (state === 'missing' && people === 0) return { what, found: 'none yet: it is made when somebody first sets up a second step', problem: null };
  const back = 'Put it back from a safe copy (docs/backup.md); where there is none, each of them needs a new invitation: staff invite EMAIL.';
  const problem = {
    'in place': null, 'missing': `It is not there, and the second steps of ${countText(people, 'person', 'people')} need it. ${back}`,
    'spoilt': `It does not hold a key. ${back}`, 'open': `Others on this machine can read it. Run: chmod 600 ${path}`,
  }[state];
  return { what, found: `${path} (${countText(people, 'person has', 'people have')} a second step)`, problem };
}

/** Runs `doctor`. 0 where all settings are safe, people can sign in and backups can be relied on, 1 where not. */
export const run = doctorWith(async (house) => [await secondSteps(house), ...await backups(house)]);
