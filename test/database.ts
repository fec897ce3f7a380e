// Databases for tests: a fresh one for each caller, cloned from a template that has had every migration.
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import pg from 'pg';
import { type Database, type DatabaseAddress, openDatabase } from '../src/platform/database.ts';
import { type EmbeddedServer, useEmbeddedServer } from '../src/platform/embedded-server.ts';
import { migrationsIn, MIGRATIONS } from '../src/platform/migrate.ts';
import { prepareDatabase } from '../src/platform/prepare-database.ts';

/** Names the server that `npm test` started; a test file that runs alone starts or adopts one of its own. */
export const SERVER_VARIABLE = 'SIGHTLINE_TEST_SERVER';

/** A database of the test's own. `db` speaks as the app role. */
export type TestDatabase = {
  db: Database;
  /** Speaks as the owner of the schema. */
  owner: Database;
  address: DatabaseAddress & { url: string };
  /** For what only an administrator of the server can do; null on a server where the tests have none. */
  superuserUrl: string | null;
  close(): Promise<void>;
};

type Server = { url: string; superuserUrl: string | null };

const OWNER = 'sightline_test';
let server: Promise<Server> | null = null;
let count = 0;
const open = new Set<() => Promise<void>>();

/** The address of a server with a socket, for one of its users and databases. */
export function socketUrl(directory: string, user: string, database: string): string {
  return `postgresql://${user}@/${database}?host=${encodeURIComponent(directory)}`;
}

async function ask<T extends object>(url: string, text: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function inDatabase(url: string, database: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${database}`);
}

/**
 * A server with a socket as the tests want it: an owner that is no administrator, as on a managed server. Returns the
 * value for SERVER_VARIABLE.
 */
export async function prepareTestServer(directory: string): Promise<string> {
  const admin = socketUrl(directory, 'postgres', 'postgres');
  await ask(admin, `DO $$ BEGIN CREATE ROLE ${OWNER} LOGIN CREATEDB CREATEROLE;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`);
  return JSON.stringify({ url: socketUrl(directory, OWNER, 'postgres'), superuserUrl: admin });
}

// Tests may end in any order; the server goes when every database is closed.
async function leaveServer(embedded: EmbeddedServer): Promise<void> {
  await Promise.all([...open].map((close) => close()));
  await embedded.release();
}

async function startServer(): Promise<Server> {
  const dataDir = join(tmpdir(), `sightline-test-${process.getuid?.() ?? 0}`);
  const embedded = await useEmbeddedServer({ dataDir, durable: false });
  process.once('beforeExit', () => void leaveServer(embedded));
  return JSON.parse(await prepareTestServer(embedded.socketDirectory)) as Server;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function dropLeftovers(url: string): Promise<void> {
  const rows = await ask<{ name: string }>(url, "SELECT datname AS name FROM pg_database WHERE datname ~ '^test_\\d+_' AND pg_has_role(datdba, 'USAGE')");
  for (const { name } of rows) {
    if (!isAlive(Number(name.split('_')[1]))) await ask(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

async function makeTemplate(url: string): Promise<string> {
  const digests = migrationsIn(MIGRATIONS).map(({ name, digest }) => name + digest);
  const name = `template_${createHash('sha256').update(digests.join()).digest('hex').slice(0, 16)}`;
  const lock = new pg.Client({ connectionString: url });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock(7305014)');
    const found = await lock.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount !== 0) return name;
    await lock.query(`DROP DATABASE IF EXISTS ${name}_making WITH (FORCE)`);
    await lock.query(`CREATE DATABASE ${name}_making TEMPLATE template0 ENCODING UTF8`);
    await prepareDatabase({ url: inDatabase(url, `${name}_making`) });
    await lock.query(`ALTER DATABASE ${name}_making RENAME TO ${name}`);
    await dropLeftovers(url);
    return name;
  } finally {
    await lock.end();
  }
}

let template: Promise<string> | null = null;

/** The server that tests run on: the one named by SERVER_VARIABLE, else one of this user's own under /tmp. */
export function testServer(): Promise<Server> {
  const named = process.env[SERVER_VARIABLE];
  server ??= named === undefined ? startServer() : Promise.resolve(JSON.parse(named) as Server);
  return server;
}

/**
 * A fresh database with every migration applied. It is dropped after the test `t`, or, without `t`, after the whole
 * test file (call it at the top of the file then, not in a test).
 */
export async function testDatabase(t: { after(end: () => Promise<void>): void } = { after }): Promise<TestDatabase> {
  const { url, superuserUrl } = await testServer();
  template ??= makeTemplate(url);
  count += 1;
  const name = `test_${process.pid}_${count}`;
  await ask(url, `CREATE DATABASE ${name} TEMPLATE ${await template} STRATEGY wal_log`);
  const address = { url: inDatabase(url, name) };
  const [db, owner] = [openDatabase(address, 'app'), openDatabase(address, 'migrate')];
  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    await Promise.all([db.destroy(), owner.destroy()]);
    // As superuser where there is one: an autovacuum worker may be in it, and that only a superuser may end.
    await ask(superuserUrl ?? url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  const closeOnce = (): Promise<void> => (closed ??= close().finally(() => open.delete(closeOnce)));
  open.add(closeOnce);
  t.after(closeOnce);
  return {
    db, owner, address, close: closeOnce,
    superuserUrl: superuserUrl === null ? null : inDatabase(superuserUrl, name),
  };
}

/** Runs `use` with a fresh database, and drops it. */
export async function withDatabase<T>(use: (database: TestDatabase) => Promise<T>): Promise<T> {
  const database = await testDatabase({ after: () => {} });
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}
