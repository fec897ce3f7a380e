// A journey to the provider of single sign-on and back. What has to be known at its end travels in its `state`, sealed with a key that is
// made of the visitor's cookie: the provider learns nothing of it, another browser cannot end it, and nothing is stored meanwhile.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Journey } from './provider-told.ts';

const ALGORITHM = 'aes-256-gcm';
const [IV, TAG] = [12, 16];

const sealed = z.object({ nonce: z.string(), verifier: z.string(), begunAt: z.string(), carried: z.record(z.string(), z.string()) });

/** A journey as it was begun: when, and what it carries for the page that ends it. */
export interface BegunJourney {
  readonly journey: Journey;
  readonly begunAt: string;
  readonly carried: Readonly<Record<string, string>>;
}

/** Begins a journey of the visitor with this cookie. */
export function beginJourney(cookie: string, { begunAt, carried }: Omit<BegunJourney, 'journey'>): Journey {
  const [nonce, verifier] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  return { nonce, verifier, state: seal(JSON.stringify({ nonce, verifier, begunAt, carried }), cookie) };
}

/** The journey with this `state`; null where the visitor with this cookie did not begin it. */
export function journeyOf(cookie: string, state: string): BegunJourney | null {
  const text = unseal(state, cookie);
  if (text === null) return null;
  const { nonce, verifier, begunAt, carried } = sealed.parse(JSON.parse(text));
  return { journey: { nonce, verifier, state }, begunAt, carried };
}

// The cookie is 256 random bits that nobody but the browser has; each journey has an initialisation vector of its own.
const keyOf = (cookie: string): Buffer => createHash('sha256').update(`journey ${cookie}`).digest();

function seal(text: string, cookie: string): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(ALGORITHM, keyOf(cookie), iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

function unseal(state: string, cookie: string): string | null {
  const bytes = Buffer.from(state, 'base64url');
  if (bytes.length < IV + TAG) return null;
  const decipher = createDecipheriv(ALGORITHM, keyOf(cookie), bytes.subarray(0, IV), { authTagLength: TAG });
  decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
