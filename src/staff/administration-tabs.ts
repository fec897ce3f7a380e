import { peopleAddress, teamsAddress } from './addresses.ts';

/** A page of administration beside the others. */
export interface Tab {
  readonly text: string;
  readonly href: string;
  readonly active: boolean;
}

// Addresses of pages of folders that come after this one.
const pages = [
  { text: 'People', href: peopleAddress(), right: 'manage-staff' }, { text: 'Teams', href: teamsAddress(), right: 'manage-staff' },
  { text: 'Settings', href: '/administration/settings', right: 'manage-settings' },
  { text: 'Access log', href: '/administration/access-log', right: 'see-access-log' }, { text: 'Backups', href: '/backups', right: 'back-up' },
] as const;

/** The pages of administration that somebody may open, of which `active` is the one they look at. */
export function administrationTabs(rights: ReadonlySet<string>, active: (typeof pages)[number]['text']): Tab[] {
  return pages.filter(({ right }) => rights.has(right)).map(({ text, href }) => ({ text, href, active: text === active }));
}
