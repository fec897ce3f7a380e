import type { Database } from './database.ts';
import type { Hearing, Listening } from './database-listen.ts';
import type { Assets } from './layout/assets.ts';
import type { Render } from './layout/templates.ts';
import type { Log } from './logging.ts';
import type { Viewer } from './viewer.ts';
import type { CookieJar } from './web-cookie.ts';
import type { Typed } from './web-form.ts';
import type { Policy, Route, Site } from './web-route.ts';

/** A sign-in as a request finds it. */
export interface OpenSignIn {
  readonly viewer: Viewer;
  /** What to say at the top of the next page, once. */
  readonly notice: string | null;
  /** Seconds until it ends if nothing more is done. */
  readonly secondsLeft: number;
}

/** A form as it was sent: where to, and what was typed. */
export interface SentForm {
  readonly address: string;
  readonly fields: Typed;
}

/** Where sign-ins are kept. */
export interface SignIns {
  /** The sign-in of this token where it is open at `now`, which counts as use unless nobody asked for the page; else null. */
  open(token: string, now: string, unattended: boolean): Promise<OpenSignIn | null>;
  /** Of these tokens, those whose sign-in is open at `now`; to look is no use of them. */
  standing(tokens: readonly string[], now: string): Promise<ReadonlySet<string>>;
  /** Leaves words for the next page, or takes them away. */
  setNotice(token: string, notice: string | null): Promise<void>;
  /**
   * Keeps a form that was sent with the token of a sign-in that had ended, for its holder to send again. Returns the
   * address that offers it, once signed in; null where it is not kept.
   */
  keep(token: string, form: SentForm, now: string): Promise<string | null>;
}

/** What the access log is told. */
export interface AccessNote {
  readonly what: string;
  readonly route: string;
  readonly children: readonly string[];
  /** What was searched for, where it was a search. */
  readonly criteria?: string;
  /** The instant of the request. */
  readonly now: string;
}

/** A line of the service navigation, shown to those whom its policy allows. */
export interface NavigationLine {
  readonly text: string;
  readonly href: string;
  readonly who: Policy;
  /** How many things behind it wait for the viewer, printed with it where there are any; null leaves the line out. */
  readonly count?: (db: Database, viewer: Viewer, now: string) => Promise<number | null>;
}

/** A short guide that a page offers at first use. */
export interface Guide {
  readonly what: string;
  readonly steps: readonly string[];
  /** Where the form goes that hides it. */
  readonly action: string;
}

/** Help, as the frame of every page offers it. */
export interface HelpParts {
  /** Where the help about a page is, by the pattern of the page's address. */
  link(pattern: string): string;
  /** The guide of that page; null where there is none, or the viewer has hidden it. */
  guide(viewer: Viewer, pattern: string): Promise<Guide | null>;
}

/** What is recorded by anybody, as live pages hear of it. */
export interface Changes {
  readonly listen: (hearing: Hearing) => Promise<Listening>;
  /** Called before pages are told to ask again: what was answered until then is out of date. */
  readonly changed: () => void;
}

/** Everything that the web server is made of. Each part can be another one in a test; none is hidden inside. */
export interface WebParts {
  readonly db: Database;
  readonly routes: readonly Route[];
  readonly navigation: readonly NavigationLine[];
  readonly help: HelpParts;
  readonly render: Render;
  readonly assets: Assets;
  readonly signIns: SignIns;
  readonly changes: Changes;
  readonly jar: CookieJar;
  /** Writes the access entry and returns when it is committed. */
  readonly recordAccess: (viewer: Viewer, note: AccessNote) => Promise<void>;
  /** Enters what was refused to somebody who is not signed in, unless so much was refused to them that nothing is entered for a while. */
  readonly recordRefusal: (refusal: { readonly what: string; readonly route: string; readonly from: string; readonly now: string }) => Promise<unknown>;
  /** Gives back what tells whether it was recorded since a request of so many milliseconds ago who may see some record. */
  readonly watchRestrictions: (milliseconds: number) => Promise<() => Promise<boolean>>;
  readonly site: () => Promise<Site>;
  /** Where people without a sign-in are sent, with the address they wanted. */
  readonly signInLink: (next: string | undefined) => string;
  /** The folder for uploads under way, inside the data directory. */
  readonly uploads: string;
  /** The address by which people reach the service; null where it is served to this machine only. */
  readonly publicAddress: string | null;
  readonly now: () => string;
  readonly log: Pick<Log, 'error'>;
}
