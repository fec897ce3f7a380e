// The routes of coming in, of one's own account, and of the people and teams of the council.
import type { Config } from './platform/config.ts';
import type { IdentityProvider } from './platform/provider-told.ts';
import type { SignOnSettings } from './platform/sign-on-settings.ts';
import type { Route } from './platform/web-route.ts';
import { accountRoutes } from './staff/account.page.ts';
import { councilReturnAddress, firstScreenAddress } from './staff/addresses.ts';
import { councilAccountRoutes } from './staff/council-account.page.ts';
import { councilReturnRoutes } from './staff/council-account-return.page.ts';
import type { SignOn } from './staff/council-account.ts';
import { invitationRoutes } from './staff/invitation.page.ts';
import { keptFormRoutes } from './staff/kept-form.page.ts';
import { newPersonRoutes } from './staff/new-person.page.ts';
import { peopleRoutes } from './staff/people.page.ts';
import { personRoutes } from './staff/person.page.ts';
import { personActRoutes } from './staff/person-act.page.ts';
import { proveRoutes } from './staff/prove.page.ts';
import type { StaffParts } from './staff/second-step.ts';
import { secondFactorKey } from './staff/second-factor-key.file.ts';
import { signInRoutes } from './staff/sign-in.page.ts';
import { teamsRoutes } from './staff/teams.page.ts';

/** Every route of the folder `staff` but for those of setting up. */
export function staffRoutes(config: Pick<Config, 'dataDir' | 'publicAddress' | 'signOn'>, derive: StaffParts['derive']): Route[] {
  const staff: StaffParts = { start: firstScreenAddress(), key: () => secondFactorKey(config.dataDir), derive, signOn: signOnOf(config) };
  return [
    ...signInRoutes(staff), ...councilAccountRoutes(staff), ...councilReturnRoutes(staff), ...invitationRoutes(staff),
    ...accountRoutes(staff), ...proveRoutes(staff), ...keptFormRoutes(staff.start),
    ...peopleRoutes, ...newPersonRoutes(staff), ...personRoutes(staff), ...personActRoutes(staff), ...teamsRoutes(staff),
  ];
}

// The council's own sign-in sends people back to the public address: without one there is none.
function signOnOf({ signOn, publicAddress }: Pick<Config, 'publicAddress' | 'signOn'>): SignOn | null {
  if (signOn === null || publicAddress === null) return null;
  return { ...signOn, provider: whenAsked(signOn, publicAddress + councilReturnAddress()) };
}

// Loaded with the first who asks: what speaks to the provider takes 8 MB of the web process.
function whenAsked(settings: SignOnSettings, comeBack: string): IdentityProvider {
  let loading: Promise<IdentityProvider> | null = null;
  const loaded = (): Promise<IdentityProvider> => (loading ??= import('./platform/identity-provider.ts').then(({ identityProvider }) => identityProvider(settings, comeBack)));
  return { begin: async (...asked) => (await loaded()).begin(...asked), finish: async (...asked) => (await loaded()).finish(...asked) };
}
