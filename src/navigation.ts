// The lines at the top of every page, and the page where each person begins.
import { dayOfInstant } from './calendar/day.ts';
import { findCaseAddress } from './children/addresses.ts';
import { givenTo } from './exchange/given-problem.sql.ts';
import { importsAddress, quarantineAddress } from './exchange/import-addresses.ts';
import { accessLogAddress } from './governance/access-log.page.ts';
import { backupsAddress } from './governance/backup-addresses.ts';
import { largeDownloadsAddress } from './governance/large-download-addresses.ts';
import { downloadsWaiting } from './governance/large-downloads.sql.ts';
import { lineOfSightAddress } from './performance/figure-addresses.ts';
import type { Database } from './platform/database.ts';
import type { Viewer } from './platform/viewer.ts';
import type { NavigationLine } from './platform/web-parts.ts';
import { accountAddress, administrationAddress, restrictedRecordsAddress } from './staff/addresses.ts';
import { restrictionTasks } from './staff/restriction-tasks.sql.ts';
import { may, type Right } from './staff/rights.ts';
import { adviceAddress, alertsAddress, myWorkAddress, teamAddress } from './worklists/addresses.ts';
import { countAdviceDue } from './worklists/advice.sql.ts';
import { countToDo } from './worklists/inbox-count.sql.ts';

const unlessAdministrator = async (_: Database, viewer: Viewer): Promise<number | null> => (viewer.rights.has('manage-staff') ? null : 0);

const givenCount = async (db: Database, viewer: Viewer, now: string): Promise<number> => (await givenTo(db, viewer, now)).length;

/** The navigation: each line is shown to those who may open its page. */
export const navigation: readonly NavigationLine[] = [
  { text: 'My work', href: myWorkAddress(), who: may('record-events') },
  { text: 'Alerts', href: alertsAddress(), who: may('record-events'), count: (db, viewer, now) => countToDo(db, viewer, now) },
  { text: 'Advice', href: adviceAddress(), who: may('see-children'), count: (db, viewer, now) => countAdviceDue(db, viewer, dayOfInstant(now)) },
  { text: 'Team', href: teamAddress(), who: may('allocate') },
  { text: 'Line of sight', href: lineOfSightAddress(), who: may('see-figures') },
  { text: 'Cases', href: findCaseAddress(), who: may('see-children') },
  // Whoever has an alert inbox has these in it.
  { text: 'Restricted records', href: restrictedRecordsAddress(), who: may('restrict-records'), count: async (db, viewer, now) => (viewer.rights.has('record-events') ? null : (await restrictionTasks(db, viewer, now)).length) },
  { text: 'Files loaded', href: importsAddress(), who: may('import-files'), count: givenCount },
  // Whoever loads files finds it beside them.
  { text: 'Quarantine', href: quarantineAddress(), who: may('decide-matches'), count: async (db, viewer, now) => (viewer.rights.has('import-files') ? null : givenCount(db, viewer, now)) },
  { text: 'Large downloads', href: largeDownloadsAddress(), who: may('see-lists'), count: downloadsWaiting },
  // Administrators find these two beside the other pages of administration.
  { text: 'Backups', href: backupsAddress(), who: may('back-up'), count: unlessAdministrator },
  { text: 'Access log', href: accessLogAddress(), who: may('see-access-log'), count: unlessAdministrator },
  { text: 'Administration', href: administrationAddress(), who: may('manage-staff') },
];

// The first line whose rights somebody holds says where they begin: the more their rights ask of them, the earlier it stands.
const starts: readonly { readonly rights: readonly Right[]; readonly at: string }[] = [
  { rights: ['manage-staff'], at: administrationAddress() },
  { rights: ['import-files'], at: importsAddress() },
  // Senior caseworkers allocate too, and begin with their own cases.
  { rights: ['allocate', 'see-access-log'], at: teamAddress() },
  { rights: ['record-events'], at: myWorkAddress() },
  { rights: ['see-access-log'], at: accessLogAddress() },
  { rights: ['see-children'], at: adviceAddress() },
  { rights: ['see-figures'], at: lineOfSightAddress() },
];

/** The page where somebody begins their day, by their rights. */
export function startOf({ rights }: Pick<Viewer, 'rights'>): string {
  return starts.find((one) => one.rights.every((right) => rights.has(right)))?.at ?? accountAddress();
}
