// The second step of signing in. No secret is stored: each is made of a key outside the database, the staff id and a seed
// (RFC 4226, section 7.5). Whoever reads or writes the database alone has no code of anybody, and can lend nobody another's.
import { createHash, createHmac } from 'node:crypto';

/** How many recovery codes somebody has at a time. */
export const RECOVERY_CODES = 10;

/** Whose second step it is, and from which seed. */
export interface Factor {
  readonly staffId: string;
  readonly seed: Uint8Array;
}

/** The secret that the app of a person holds: 20 bytes. */
export function secretOf(key: Uint8Array, { staffId, seed }: Factor): Buffer {
  return createHmac('sha256', key).update(`app ${staffId} `).update(seed).digest().subarray(0, 20);
}

/** The seed that goes with a link or sign-in: the page that sets up the second step shows the same secret when it is loaded again. */
export function seedFor(token: string): Buffer {
  return createHash('sha256').update(`second step ${token}`).digest();
}

/** A recovery code of random bytes: twelve digits. */
export function recoveryCode(random: Uint8Array): string {
  const digits = (BigInt(`0x${Buffer.from(random).toString('hex')}`) % 10n ** 12n).toString().padStart(12, '0');
  return (digits.match(/\d{4}/g) ?? []).join(' ');
}

/** The digits of a code as typed, with or without spaces and hyphens; other characters stay. */
export function typedCode(text: string): string {
  return text.replaceAll(/[\s-]/g, '');
}

/** What is stored of a recovery code. Twelve digits could be guessed from a plain digest; without the key they cannot. */
export function recoveryDigest(key: Uint8Array, staffId: string, code: string): Buffer {
  return createHmac('sha256', key).update(`recovery ${staffId} ${typedCode(code)}`).digest();
}
