// A question that holds names, such as a search, is posted, so that they stand in no address (SEC-73). It is answered at an address in which
// it stands sealed: there the way back from a page, a reload and the browser's own history work as for any other page.
import { z } from 'zod';
import { seal, unseal } from './sealed-text.ts';
import { lastingPart } from './web-cookie.ts';
import { NotUnderstood } from './web-form.ts';

const ASKED = 'asked';
// What is longer some servers on the way do not take; it is answered where it was posted.
const LONGEST = 2000;

const fieldsSealed = z.record(z.string(), z.unknown());
const secretOf = (cookie: string): string => `asked by ${lastingPart(cookie)}`;

/** Where a question that was posted to `url` is answered; null where it is too long for an address. */
export function addressAsked(url: string, fields: Readonly<Record<string, unknown>>, cookie: string): string | null {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  searchParams.set(ASKED, seal(JSON.stringify(fields), secretOf(cookie)));
  const address = `${pathname}?${searchParams.toString()}`;
  return address.length > LONGEST ? null : address;
}

/** Whether an address holds a question that was posted. */
export function isAsked(query: unknown): boolean {
  return typeof query === 'object' && query !== null && ASKED in query;
}

/** What an address holds besides the question that was posted. */
export function besidesAsked(query: unknown): unknown {
  const { [ASKED]: _, ...others } = query as Record<string, unknown>;
  return others;
}

/** The fields of the question in an address. Throws `NotUnderstood` where they are of another sign-in, or were changed. */
export function fieldsAsked(query: unknown, cookie: string): Record<string, unknown> {
  const sealed = (query as Record<string, unknown>)[ASKED];
  const text = typeof sealed === 'string' ? unseal(sealed, secretOf(cookie)) : null;
  if (text === null) throw new NotUnderstood('What was searched for is known only until you sign out. Search again.');
  return fieldsSealed.parse(JSON.parse(text));
}
