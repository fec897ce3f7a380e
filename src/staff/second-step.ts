// What the pages of sign-in, invitation and account share about the second step.
import { z } from 'zod';
import type { Derive } from '../casework/derivation.ts';
import type { SignOn } from './council-account.ts';
import { type Factor, secretOf } from './second-factor.ts';
import { appAddress, secretText } from './time-code.ts';

/** What these pages stand on. */
export interface StaffParts {
  /** Where people begin who asked for no other page. */
  readonly start: string;
  /** The key of second steps. */
  readonly key: () => Uint8Array;
  readonly derive: () => Derive;
  /** The council's own sign-in; null where there is none. */
  readonly signOn: SignOn | null;
}

/** A form with a code. */
export const codeForm = z.object({ code: z.string().trim().min(1, 'Enter the code that your app shows').max(40, 'Enter the six digits that your app shows') });

/** What is said where a first code does not show that the app holds the secret. */
export const NOT_YET_RIGHT = 'Enter the six digits that your app shows now. If they are not accepted, check that the clock of your telephone is right';

/** The model of the page that sets a second step up: what the QR code says, and the same as letters to type. */
export function setUpModel(key: Uint8Array, factor: Factor, email: string): { app: string; secret: string } {
  const secret = secretOf(key, factor);
  return { app: appAddress(secret, 'Sightline', email), secret: secretText(secret) };
}
