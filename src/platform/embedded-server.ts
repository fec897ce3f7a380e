// Supervises the PostgreSQL server that comes with the program. The server outlives whoever started it, so every
// process that uses it holds a shared lock in it; a later process adopts a server that it finds running; and the last
// user to leave stops it. A user that was killed loses its lock with its connection, so it is never counted.
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { milliseconds } from './clock.ts';
import { serverAccount } from './embedded-account.ts';
import { type Binaries, npmBinaries } from './embedded-binaries.ts';
import { checkFreeSpace, checkMajor, makeCluster, preparePlaces } from './embedded-directory.ts';
import { endServer, livingServer, type Setup, spawnServer, lastWords } from './embedded-process.ts';
import { Trouble } from './trouble.ts';

// The published types leave these two out.
declare module 'pg' {
  interface Client {
    ref(): void;
    unref(): void;
  }
}

const USERS_LOCK = 7_305_011;
const PATIENCE = 30_000;

/** A running server that this process uses until `release`. `socketDirectory` is where to connect. */
export type EmbeddedServer = {
  socketDirectory: string;
  cluster: string;
  /** True where the server was found running. */
  adopted: boolean;
  /** Stops using the server; the last user stops it. Safe to call twice. */
  release(): Promise<void>;
};

/** What to run. `binaries`: other programs than those from npm. `durable: false` (tests only) gives up fsync. */
export type EmbeddedOptions = { dataDir: string; binaries?: Binaries; durable?: boolean };

// Holds the users' lock for as long as it is connected. Null where no server answers (yet, or any more).
async function joinAsUser(socketDirectory: string): Promise<pg.Client | null> {
  const client = new pg.Client({
    host: socketDirectory, port: 5432, user: 'postgres', database: 'postgres', application_name: 'sightline keeper',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [USERS_LOCK]);
    client.unref();
    return client;
  } catch {
    await client.end().catch(() => {});
    return null;
  }
}

// A server that is dying keeps its lock file for a moment, and one that another process started needs one: so try,
// for a while, to join, and to start where there is no living process.
async function joinOrStart(setup: Setup): Promise<{ keeper: pg.Client; adopted: boolean }> {
  let starts = 0;
  let child: ReturnType<typeof spawnServer> | null = null;
  for (const start = milliseconds(); milliseconds() - start < PATIENCE; await wait(20)) {
    const keeper = await joinAsUser(setup.places.socket);
    if (keeper !== null) return { keeper, adopted: starts === 0 };
    const failed = child !== null && (child.exitCode !== null || child.pid === undefined);
    if (failed && starts >= 3 && !/lock file|shared memory block/.test(lastWords(setup))) break;
    if ((child === null || failed) && livingServer(setup.places.cluster) === null) {
      child = spawnServer(setup);
      starts += 1;
    }
  }
  throw new Trouble(
    `The database in ${setup.places.cluster} does not start. It said:\n${lastWords(setup) || 'nothing'}\n`
      + `The whole log is ${setup.places.log}. Put right what it names, and start again.`,
  );
}

function prepare(options: EmbeddedOptions): Setup {
  if (process.platform === 'win32') {
    throw new Trouble('On Windows, set DATABASE_URL to a PostgreSQL 15 or later: the built-in database runs on Linux '
      + 'and macOS only.');
  }
  const account = serverAccount();
  const places = preparePlaces(options.dataDir, account);
  const binaries = options.binaries ?? npmBinaries(account, places.home);
  checkMajor(places.cluster, binaries);
  checkFreeSpace(options.dataDir);
  makeCluster(places.cluster, binaries, account);
  return { places, binaries, account, durable: options.durable ?? true };
}

// Gives the users' lock back: whether nobody else holds it. Null where the server of this connection has died.
async function isLastUser(keeper: pg.Client): Promise<boolean | null> {
  try {
    await keeper.query('select pg_advisory_unlock_shared($1)', [USERS_LOCK]);
    const last = await keeper.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [USERS_LOCK]);
    return last.rows[0]?.got === true;
  } catch {
    return null;
  }
}

// A server whose connections died may live: it comes back from the death of one of its processes, or another user has started it again and
// left before this one. Null once it is gone.
async function joinAgain({ places }: Setup): Promise<pg.Client | null> {
  for (const start = milliseconds(); livingServer(places.cluster) !== null && milliseconds() - start < PATIENCE; await wait(20)) {
    const keeper = await joinAsUser(places.socket);
    if (keeper !== null) return keeper;
  }
  return null;
}

async function leave(keeper: pg.Client, setup: Setup): Promise<void> {
  keeper.ref();
  try {
    const isLast = await isLastUser(keeper);
    const again = isLast === null ? await joinAgain(setup) : null;
    if (again !== null) await leave(again, setup);
    else if (isLast === true && !(await endServer(setup.places.cluster))) {
      throw new Trouble(`The database in ${setup.places.cluster} did not stop within a minute.`);
    }
  } finally {
    await keeper.end().catch(() => {});
  }
}

/**
 * Uses the embedded server of a data directory: makes its cluster where there is none, adopts it where it runs, starts
 * it where it does not. While in use, a server that dies is started again. Using it keeps no process alive. Throws `Trouble` where it cannot be.
 */
export async function useEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const setup = prepare(options);
  const joined = await joinOrStart(setup);
  let keeper: Promise<pg.Client> = Promise.resolve(joined.keeper);
  let released: Promise<void> | null = null;
  const watch = (client: pg.Client): void => {
    client.once('end', () => {
      if (released !== null) return;
      keeper = joinOrStart(setup).then((again) => again.keeper);
      keeper.then(watch, () => {});
    });
  };
  watch(joined.keeper);
  return {
    socketDirectory: setup.places.socket,
    cluster: setup.places.cluster,
    adopted: joined.adopted,
    release: () => (released ??= keeper.then((client) => leave(client, setup), () => {})),
  };
}
