// The real application with a real database, asked by injected requests: CSRF, CSP and the access log all on.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { type AppParts, buildApp, newSetUpLink } from '../src/app.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';
import { rebuild } from '../src/casework/rebuild.sql.ts';
import type { Database } from '../src/platform/database.ts';
import type { Route } from '../src/platform/web-route.ts';
import type { Role } from '../src/staff/rights.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { openSignInOf } from './people.ts';

/** A place to clean up after: a test's context. */
export type Ending = { after(end: () => Promise<void>): void };

/** The application of a test. `clock.now` may be moved. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly database: TestDatabase;
  readonly db: Database;
  readonly dataDir: string;
  readonly clock: { now: string };
  readonly logged: object[];
  visitor(): Visitor;
  /** Path of a new set-up link, as printed at start. */
  setUpLink(): Promise<string>;
  /** Makes the database real where it is empty, adds somebody with this role and signs them in. */
  signedIn(role: Role): Promise<Visitor>;
}

/** What a test sets otherwise than it would be. */
type TestParts = Partial<Omit<AppParts, 'config'>> & { readonly config?: Partial<AppParts['config']> };

/** Builds the application on a fresh database, made ready as at start; `more` plants routes beside its own. */
export async function testApp(t: Ending, more: readonly Route[] = [], parts: TestParts = {}): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sightline-web-'));
  const endings = [(): Promise<unknown> => rm(dataDir, { recursive: true, force: true })];
  // The application first: endings given to `t` one by one come in the order in which they were given, and it would lose its database.
  t.after(async () => {
    for (const end of endings.reverse()) await end();
  });
  const database = await testDatabase({ after: (end) => void endings.push(end) });
  await rebuild(database.owner, ownDerive());
  const clock = { now: '2026-11-21T10:42:00.000Z' };
  const logged: object[] = [];
  const log = { error: (message: string, fields = {}): void => void logged.push({ message, ...fields }) };
  const { db } = database;
  const app = await buildApp({
    db, address: database.address, log, fillDemo: async () => {}, now: () => clock.now, ...parts, config: { dataDir, publicAddress: null, scanning: 'nowhere', backupDir: null, backupsKept: 14, mail: null, signOn: null, ...parts.config },
  }, more);
  endings.push(() => app.close());
  const visitor = (): Visitor => new Visitor(app);
  return { app, database, db, dataDir, clock, logged, visitor, setUpLink: async () => (await newSetUpLink(db)) ?? '', signedIn: (role) => signIn(visitor(), { db, now: clock.now }, role) };
}

async function signIn(visitor: Visitor, site: { db: Database; now: string }, role: Role): Promise<Visitor> {
  const { id, cookie } = await openSignInOf(site, role);
  visitor.staffId = id;
  visitor.cookie = `${cookie.name}=${cookie.value}`;
  return visitor;
}

/** Somebody with a browser that keeps the cookie and sends what browsers send. */
export class Visitor {
  readonly app: FastifyInstance;
  cookie = '';
  staffId = '';
  /** The network address that it comes from. */
  from = '127.0.0.1';

  constructor(app: FastifyInstance) {
    this.app = app;
  }

  /** Of a stream, which does not end, what it says first. */
  async open(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    if (url.split('?')[0] === '/live') return this.#openStream(url, headers);
    return this.#keep(await this.app.inject({ url, remoteAddress: this.from, headers: { host: 'localhost', cookie: this.cookie, ...headers } }));
  }

  /** Opens the page at `url`, takes its token, and posts the fields to `to`. */
  async fill(url: string, fields: Record<string, string>, to = url): Promise<LightMyRequestResponse> {
    const page = await this.open(url);
    return this.post(to, { token: tokenIn(page.body), ...fields });
  }

  /** Posts a form; a question is read where it is answered, as a browser does. */
  async post(url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    const answer = this.#keep(await this.app.inject({
      method: 'POST',
      url,
      remoteAddress: this.from,
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        cookie: this.cookie,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      payload: new URLSearchParams(fields).toString(),
    }));
    const to = String(answer.headers.location ?? '');
    return /[?&]asked=/.test(to) ? this.open(to) : answer;
  }

  async #openStream(url: string, headers: Record<string, string>): Promise<LightMyRequestResponse> {
    const answer = this.#keep(await this.app.inject({ url, headers: { host: 'localhost', cookie: this.cookie, ...headers }, payloadAsStream: true }));
    const stream = answer.stream();
    // What was said soon after may come with it.
    for await (const said of stream) return { ...answer, statusCode: answer.statusCode, headers: answer.headers, body: String(said).replace(/(?<=\n\n)[^]*/, '') };
    return { ...answer, statusCode: answer.statusCode, headers: answer.headers, body: '' };
  }

  #keep(answer: LightMyRequestResponse): LightMyRequestResponse {
    const set = answer.cookies[0];
    if (set !== undefined) this.cookie = set.value === '' ? '' : `${set.name}=${set.value}`;
    return answer;
  }
}

/** The form token on a page. */
export function tokenIn(html: string): string {
  return /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';
}
