// What became of the backups, for administrators, and the button that makes one now.
import { z } from 'zod';
import { whole } from '../platform/database.ts';
import { queueJob } from '../platform/jobs.ts';
import { type Answer, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { recordView } from '../staff/access.sql.ts';
import { administrationTabs } from '../staff/administration-tabs.ts';
import { may } from '../staff/rights.ts';
import { backupsAddress } from './backup-addresses.ts';
import { lastBackups, lastVerified, type NotedBackup } from './backups.sql.ts';
import { isStale } from './backups.ts';

const who = may('back-up');

/** Where backups go, and how many are kept. */
export interface BackupPlace { readonly backupDir: string | null; readonly backupsKept: number }

/** The page of backups. */
export function backupRoutes(place: BackupPlace): Route[] {
  return [
    page({ address: backupsAddress, who, answer: (request) => show(request, place) }),
    post({ address: backupsAddress, who, form: z.object({}), answer: (request) => backUpNow(request, place) }),
  ];
}

function resultOf({ trouble, checkedAt, differences }: NotedBackup): { words: string; details: readonly string[]; bad: boolean } {
  if (trouble !== null) return { words: 'Failed', details: [trouble], bad: true };
  if (checkedAt === null || differences === null) return { words: 'Made; not restored and compared yet', details: [], bad: false };
  if (differences.length > 0) return { words: 'Restored, and not as it was', details: differences, bad: true };
  return { words: 'Restored, and all is as it was', details: [], bad: false };
}

async function show({ db, now, viewer }: PageRequest<'/backups', typeof who, object, never>, { backupDir, backupsKept }: BackupPlace): Promise<Answer> {
  const verified = await lastVerified(db);
  const rows = (await lastBackups(db, 30)).map((noted) => ({
    ...noted, result: resultOf(noted), megabytes: noted.bytes === null ? null : Math.ceil(noted.bytes / 1_000_000),
  }));
  const model = { on: backupDir !== null, kept: backupsKept, verified, stale: isStale(verified?.checkedAt ?? null, now), rows };
  const around = { tabs: administrationTabs(viewer.rights, 'Backups'), links: { here: backupsAddress() } };
  return { page: 'governance/backups.njk', model: { ...model, ...around }, shows: 'nobody' };
}

async function backUpNow({ db, viewer }: Pick<PageRequest<'/backups', object, object, object>, 'db' | 'viewer'>, { backupDir }: BackupPlace): Promise<Answer> {
  if (backupDir === null) return { goTo: backupsAddress() };
  await whole(db, async (tx) => {
    await queueJob(tx, 'backup', {}, 'backup asked for');
    await recordView(tx, viewer, { what: 'backup asked for', route: 'POST /backups', children: [] });
  });
  return { goTo: backupsAddress(), notice: 'A backup is being made, restored and compared. It will be listed here once it is made.' };
}
