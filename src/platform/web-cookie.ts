import { randomBytes } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';

/** A new sign-in token, set-up token or visitor mark: 256 random bits, fit for cookies and addresses. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** A token in the place of one that ends while its sign-in goes on: all that was asked with the old one is refused, and its forms can still be sent. */
export function renewedToken(token: string): string {
  return `${lastingPart(token)}.${newToken()}`;
}

/** Whether a token took the place of another one. */
export function isRenewed(token: string, before: string): boolean {
  return token !== before && lastingPart(token) === lastingPart(before);
}

/** The part of a token that stays when it is renewed: forms are bound to it, so that those open in other windows can still be sent; and so is a second step that is being set up. */
export function lastingPart(token: string): string {
  return token.split('.', 1)[0] ?? '';
}

/** The cookie that marks a sign-in or, before it, a visitor whose forms need a token. */
export interface CookieJar {
  read(header: string | undefined): string | null;
  /** The header that sets the cookie. */
  write(token: string): string;
  /** The header that removes it. */
  remove(): string;
}

/**
 * The cookie jar. Over https the name carries `__Host-` and the cookie is Secure; over plain http, which is
 * served on this machine only, browsers would refuse both. It lasts until the browser is closed.
 */
export function cookieJar(secure: boolean): CookieJar {
  const name = secure ? '__Host-sightline' : 'sightline';
  const rules = { name, path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (header) => (header === undefined ? null : parseCookie(header)[name] || null),
    write: (token) => stringifySetCookie({ ...rules, value: token }),
    remove: () => stringifySetCookie({ ...rules, value: '', maxAge: 0 }),
  };
}
