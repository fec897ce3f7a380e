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

/** What is tried at an account: its password by the e-mail address typed, whether or not anybody has it; its second step or its password by staff id. */
export type Tried = readonly [kind: 'e-mail' | 'second step' | 'password', of: string];

/** What is stored of what is tried: whoever reads the database does not learn who has an account. */
export function triedDigest([kind, of]: Tried): Buffer {
  return digestOf(kind, of.toLowerCase());
}

/** What is stored of what is tried together with the network that it is tried from. */
export function triedThere([kind, of]: Tried, from: string): Buffer {
  return digestOf(kind, of.toLowerCase(), networkOf(from));
}

/** What is stored of the network that something was refused to. */
export function networkDigest(address: string): Buffer {
  return digestOf('network', networkOf(address));
}

/** What is stored of the name in which something was refused. */
export function nameDigest(name: string): Buffer {
  return digestOf('name', name);
}

// As JSON: whatever is typed into one part never reads like two, so that nobody can have another thing counted than what they try.
function digestOf(...parts: readonly string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
