// A journey to the provider of single sign-on and back. What has to be known at its end travels in its `state`, sealed with a key that is
// made of the visitor's cookie: the provider learns nothing of it, another browser cannot end it, and nothing is stored meanwhile.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Journey } from './provider-told.ts';
import { seal, unseal } from './sealed-text.ts';

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
  return { nonce, verifier, state: seal(JSON.stringify({ nonce, verifier, begunAt, carried }), secretOf(cookie)) };
}

/** The journey with this `state`; null where the visitor with this cookie did not begin it. */
export function journeyOf(cookie: string, state: string): BegunJourney | null {
  const text = unseal(state, secretOf(cookie));
  if (text === null) return null;
  const { nonce, verifier, begunAt, carried } = sealed.parse(JSON.parse(text));
  return { journey: { nonce, verifier, state }, begunAt, carried };
}

const secretOf = (cookie: string): string => `journey ${cookie}`;
