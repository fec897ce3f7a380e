import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Database } from './database.ts';
import type { Viewer } from './viewer.ts';
import type { Address, Parts } from './web-address.ts';
import { readForm, readQuery, type FormReading, type Typed } from './web-form.ts';
import type { UploadedFile } from './web-upload.ts';

/** Who may open a route: anyone at all, everybody signed in, or the holders of one right. */
export type Policy = 'anyone' | 'signed-in' | { readonly right: string };

/** The children whose data an answer shows, for the access log, and what was searched for; `'nobody'` where it shows none. */
export type Shows = 'nobody' | { readonly what: string; readonly children: readonly string[]; readonly criteria?: string };

/** A file sent to be saved, never opened in the browser. */
export interface Download {
  readonly fileName: string;
  readonly contentType: string;
  /** A function makes it while it is sent: what may not be taken away is not made, and no whole file is held. */
  readonly body: string | (() => Promise<Readable>);
  /** Every file about children says it. */
  readonly holds?: FileHolds;
}

/** What a file holds, for whoever is asked whether it may be taken away. */
export interface FileHolds {
  /** What it is: which list, of what, with which filters. */
  readonly about: readonly (readonly [name: string, value: string])[];
  readonly columns: readonly string[];
  /** How many people its rows name, where the record does not know them all. */
  readonly people?: number;
}

/** What a page module answers. The framework writes the access entry first, and only then the first byte. `live` is the stream that tells pages to ask again; `refusalEntered`: the page module entered itself what it refuses. */
export type Answer =
  | { readonly page: string; readonly model: object; readonly shows: Shows; readonly status?: number; readonly refusalEntered?: true; readonly signIn?: string }
  | { readonly goTo: string; readonly notice?: string; readonly signIn?: string; readonly signOut?: true; readonly shows?: Shows }
  | { readonly download: Download; readonly shows: Shows }
  | { readonly live: true; readonly shows: 'nobody' }
  | { readonly notFound: true; readonly refused: readonly string[] }
  | TooMany;

/** Too much was refused to this network address: 429, and the seconds until the next that is refused is entered again. */
export interface TooMany { readonly wait: number }

/** The page for "there is none, or you may not see it": the same for both, and an access entry for both. */
export const NOT_FOUND: Answer = { notFound: true, refused: [] };

/** The same for children who are there, but not for this viewer to see: the access entry names them. */
export function refusedTo(children: readonly string[]): Answer {
  return { notFound: true, refused: children };
}

/** This installation, as every page needs to know it. */
export interface Site {
  /** Nothing set up yet, an invented council, or a real one: for life. */
  readonly kind: 'empty' | 'demo' | 'real';
  readonly council: string;
}

export interface PageRequest<Pattern extends string, Who, Query, Form> {
  readonly db: Database;
  readonly viewer: Who extends 'anyone' ? Viewer | null : Viewer;
  readonly parts: Parts<Pattern>;
  readonly query: Query;
  readonly form: FormReading<Form>;
  readonly files: readonly UploadedFile[];
  /** The instant of the request: ISO text, UTC. */
  readonly now: string;
  readonly site: Site;
  /** The token of the sign-in cookie, or null. Only the sign-in pages need it. */
  readonly signInToken: string | null;
  /** The token in the cookie, signed in or not. Only the sign-in pages need it. */
  readonly cookie: string;
  /** The network address that the request comes from, as the server in front tells where there is one. */
  readonly from: string;
}

/** A request as it reaches a route: read, but not yet understood by the page's own schemas. */
export interface RawRequest extends Omit<PageRequest<string, 'anyone', unknown, unknown>, 'parts' | 'form'> {
  readonly parts: Record<string, string>;
  readonly fields: Record<string, unknown>;
}

/** One line of the table of routes, with the types of its page sealed in. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly pattern: string;
  readonly who: Policy;
  /** Largest upload in bytes; null where the form carries no file. */
  readonly upload: { readonly maxBytes: number } | null;
  /** Set where a form only asks: it changes nothing, and is answered at an address that holds it sealed. */
  readonly asks?: boolean;
  readonly run: (raw: RawRequest) => Promise<Answer>;
}

interface PageModule<Pattern extends string, Who extends Policy, Query> {
  readonly address: Address<Pattern>;
  readonly who: Who;
  readonly query?: z.ZodType<Query>;
}

/** A page to look at. `query` reads what stands after the question mark; what it does not name is ignored. */
export function page<Pattern extends string, const Who extends Policy, Query = object>(
  module: PageModule<Pattern, Who, Query> & {
    answer: (request: PageRequest<Pattern, Who, Query, never>) => Promise<Answer>;
  },
): Route {
  const run = async (raw: RawRequest): Promise<Answer> =>
    module.answer({ ...understood(module, raw), form: { ok: false, errors: [], typed: {} } });
  return { method: 'GET', pattern: module.address.pattern, who: module.who, upload: null, run };
}

/**
 * A form posted. `form` is a zod object: fields that it does not name are refused with 400, and values it does
 * not accept come back as `request.form.errors` beside `request.form.typed`, to show the page again. A form that `asks` changes nothing.
 */
export function post<Pattern extends string, const Who extends Policy, Form, Query = object>(
  module: PageModule<Pattern, Who, Query> & {
    form: z.ZodType<Form>;
    upload?: { maxBytes: number };
    asks?: boolean;
    answer: (request: PageRequest<Pattern, Who, Query, Form>) => Promise<Answer>;
  },
): Route {
  const run = async (raw: RawRequest): Promise<Answer> =>
    module.answer({ ...understood(module, raw), form: readForm(module.form, raw.fields) });
  const { address, who, upload = null, asks = false } = module;
  return { method: 'POST', pattern: address.pattern, who, upload, asks, run };
}

type Understood<Pattern extends string, Who, Query> = Omit<PageRequest<Pattern, Who, Query, never>, 'form'>;

// The framework has checked the policy before `run`, so the viewer is there; the router has matched the pattern.
function understood<Pattern extends string, Who extends Policy, Query>(
  module: PageModule<Pattern, Who, Query>,
  raw: RawRequest,
): Understood<Pattern, Who, Query> {
  const query = module.query === undefined ? ({} as Query) : readQuery(module.query, raw.query as Typed);
  const { db, files, now, site, signInToken, cookie, from } = raw;
  const viewer = raw.viewer as Understood<Pattern, Who, Query>['viewer'];
  const parts = raw.parts as Parts<Pattern>;
  return { db, files, now, site, signInToken, cookie, from, viewer, parts, query };
}

/** Whether a value is a policy: the guard that stops a route without one at start-up. */
export function isPolicy(who: unknown): who is Policy {
  if (who === 'anyone' || who === 'signed-in') return true;
  return typeof who === 'object' && who !== null && 'right' in who && typeof who.right === 'string';
}

/** Whether this viewer meets the policy. */
export function allows(who: Policy, viewer: Viewer | null): boolean {
  if (who === 'anyone') return true;
  if (viewer === null) return false;
  return who === 'signed-in' || viewer.rights.has(who.right);
}
