// The daily e-mail to those who chose it: sent at most once a person and day, whatever happens to the program.
import { type Day, dayOfInstant } from '../calendar/day.ts';
import { givenTo } from '../exchange/given-problem.sql.ts';
import { importsAddress } from '../exchange/import-addresses.ts';
import { instantNow } from '../platform/clock.ts';
import type { MailSettings } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import type { Job } from '../platform/jobs.ts';
import { sendLetter } from '../platform/mail.ts';
import type { Viewer } from '../platform/viewer.ts';
import { restrictionTasks } from '../staff/restriction-tasks.sql.ts';
import { isRole } from '../staff/rights.ts';
import { viewerWith } from '../staff/staff-viewer.ts';
import { alertsAddress } from './addresses.ts';
import { countByGroup } from './alert-counts.ts';
import { digestLetter } from './digest-letter.ts';
import { claimDigest, type DigestReader, digestReaders, noteDigest } from './digest.sql.ts';
import { countsWith } from './inbox.ts';
import { alertCounts } from './inbox-lines.sql.ts';

/** How many files of many children wait for somebody's answer; null for none. */
type DownloadsWaiting = (db: Database, viewer: Viewer, now: string) => Promise<number | null>;

/** Where the letters go through, what they say of the service, and when. */
export interface DigestRound {
  readonly mail: MailSettings;
  readonly origin: string | null;
  readonly now: string;
  readonly downloads: DownloadsWaiting;
}

/**
 * Sends the day's letters. Each is claimed before it is handed over: where the program ends in between, or the connection
 * breaks when the server may have taken it, nobody can tell, and it is not sent again: the inbox is there all the time. One
 * that the server refused is tried again later. Returns how many were sent, and how many were refused.
 */
export async function sendDigests(db: Database, round: DigestRound): Promise<{ sent: number; refused: number }> {
  const day = dayOfInstant(round.now);
  const outcomes: string[] = [];
  for (const reader of await digestReaders(db, day)) outcomes.push(await sendOne(db, round, reader, day));
  return { sent: outcomes.filter((one) => one === 'sent').length, refused: outcomes.filter((one) => one === 'not-sent').length };
}

async function sendOne(db: Database, { mail, origin, now, downloads: waiting }: DigestRound, { email, role, ...reader }: DigestReader, day: Day): Promise<string> {
  if (!isRole(role)) return 'nobody';
  const viewer = viewerWith(role, reader);
  const { staffId } = reader;
  const hasAlerts = viewer.rights.has('record-events');
  if (!hasAlerts && !viewer.rights.has('import-files')) return 'nobody';
  const counts = hasAlerts ? countsWith(countByGroup(await alertCounts(db, viewer, day)), await restrictionTasks(db, viewer, now), day) : countByGroup([]);
  const given = (await givenTo(db, viewer, now)).length;
  const downloads = await waiting(db, viewer, now) ?? 0;
  const page = hasAlerts ? { name: 'Alerts', path: alertsAddress() } : { name: 'Files loaded', path: importsAddress() };
  const letter = digestLetter({ staffId, to: email, day, counts, given, downloads, page, origin });
  if (letter === null || !await claimDigest(db, staffId, day, now)) return 'nothing';
  const delivery = await sendLetter(mail, letter);
  if (delivery !== 'unknown') await noteDigest(db, staffId, day, delivery);
  return delivery;
}

/** Sends the daily e-mail in the morning. */
export const digestJob = (downloads: DownloadsWaiting): Job => ({
  name: 'digest',
  schedule: { dailyAt: 7 },
  run: async ({ house, log }) => {
    const { mail, publicAddress } = house.config;
    if (mail === null) return;
    const { sent, refused } = await sendDigests(house.database('app'), { mail, origin: publicAddress, now: instantNow(), downloads });
    log.info('The daily e-mail was sent.', { sent, refused });
    if (refused > 0) throw new Error(`the mail server refused ${refused} letters: they are tried again later`);
  },
});
