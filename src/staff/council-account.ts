// Signing in with an account of the council's own sign-in (single sign-on): what of it is enough.
import type { IdentityProvider, Told } from '../platform/provider-told.ts';

/** What somebody goes to the council's sign-in for. */
export type Errand = 'sign in' | 'prove' | 'connect' | 'come in';

/** A value of a claim that says that a second step was taken. */
interface Strength { readonly claim: 'acr' | 'amr' | 'acrs'; readonly value: string }

/** The council's own sign-in, as it is set. */
export interface SignOn {
  readonly provider: IdentityProvider;
  readonly issuer: string;
  readonly strengths: readonly Strength[];
  readonly localAccounts: 'everybody' | 'administrators';
}

/** Whether the council's sign-in says that a second step was taken, in one of the ways that this installation takes (SEC-30). What it does not say did not happen. */
export function isStrong({ acr, amr, acrs }: Pick<Told, 'acr' | 'amr' | 'acrs'>, strengths: readonly Strength[]): boolean {
  const said = { acr: acr === null ? [] : [acr], amr, acrs };
  return strengths.some(({ claim, value }) => said[claim].includes(value));
}

/** Clocks of two machines may differ by so many seconds. */
const CLOCKS_DIFFER = 60;
/** Seconds for which somebody may be at the council's sign-in. */
const LONGEST_JOURNEY = 15 * 60;
/** Seconds after which the council's sign-in has to ask again who somebody is: no sign-in lasts longer either (SEC-35). */
export const LONGEST_SIGNED_IN = 12 * 60 * 60;

/** Seconds since 1970: when the journey began and ended, and when they proved who they are there, null where that is not said. */
export interface Times { readonly begun: number; readonly ended: number; readonly authenticated: number | null }

/** Whether so long ago that the journey counts no more. */
export function isOverdue({ begun, ended }: Times): boolean {
  return ended - begun > LONGEST_JOURNEY;
}

/** Whether they proved there who they are recently enough: in the last twelve hours, and to prove it here, since they were sent there for that. */
export function isRecent(errand: Errand, { begun, ended, authenticated }: Times): boolean {
  if (authenticated === null) return false;
  return authenticated >= (errand === 'prove' ? begun : ended - LONGEST_SIGNED_IN) - CLOCKS_DIFFER;
}

/** Whether an account with this verified address may be made somebody's who has that one here. Letter by letter, but for capitals from A to Z: what only looks alike is another. */
export function isAddressOf(verified: string | null, email: string): boolean {
  return verified !== null && withoutCapitals(verified) === withoutCapitals(email);
}

// Of Unicode’s capitals some become letters of others: the sign of the kelvin is a k then.
function withoutCapitals(address: string): string {
  return address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Whether somebody of this role may sign in with a password and second step of Sightline's own. Administrators always may: one has to get in while the council's sign-in does not work. */
export function mayUseLocalAccount(signOn: SignOn | null, role: string): boolean {
  return signOn?.localAccounts !== 'administrators' || role === 'administrator';
}
