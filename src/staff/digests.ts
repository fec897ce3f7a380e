import { createHash } from 'node:crypto';
import { networkOf } from './guessing.ts';

/** The random token of a link or sign-in, and the instant at which it is made or used. */
export interface TokenUse {
  readonly token: string;
  readonly now: string;
}

/** Whether a text has the form of such a token: 256 bits in base64url. */
export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

/** What is stored of a token of a sign-in or set-up link: whoever reads the database cannot use it. */
export function tokenDigest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** What is stored of the network that something was refused to. */
export function networkDigest(address: string): Buffer {
  return createHash('sha256').update(`network ${networkOf(address)}`).digest();
}

/** What is stored of an account and a network from which somebody signed in to it. */
export function accountThere(email: string, from: string): Buffer {
  return accountDigest(`${email} at ${networkOf(from)}`);
}

/** What is stored of an e-mail address that was tried: whoever reads the database does not learn who has an account. */
export function accountDigest(email: string): Buffer {
  return createHash('sha256').update(email.trim().toLowerCase()).digest();
}
