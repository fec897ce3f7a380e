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

/** The fields of the question in an address. Throws `NotUnderstood`, with the page to ask anew, where they are of another sign-in, or were changed. */
export function fieldsAsked(url: string, cookie: string): Record<string, unknown> {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [sealed, ...more] = searchParams.getAll(ASKED);
  const text = sealed === undefined || more.length > 0 ? null : unseal(sealed, secretOf(cookie));
  if (text === null) {
    searchParams.delete(ASKED);
    throw new NotUnderstood('What you searched for is known only until you sign out, so that no name stays in an address.', `${pathname}${searchParams.size > 0 ? '?' : ''}${searchParams.toString()}`);
  }
  return fieldsSealed.parse(JSON.parse(text));
}
