import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statfsSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Account, canReach } from './embedded-account.ts';
import { type Binaries, ROOT_HOME } from './embedded-binaries.ts';
import { Trouble } from './trouble.ts';

// A socket's path may have 107 bytes; the server adds "/.s.PGSQL.5432.lock" to the directory.
const LONGEST_SOCKET_DIRECTORY = 88;
const LEAST_FREE_BYTES = 200 * 1024 * 1024;

function makeDirectory(path: string, mode: number): void {
  mkdirSync(path, { recursive: true, mode });
}

/** Where the embedded server's cluster, socket and log are, and where copies of its programs go. */
export type Places = { cluster: string; socket: string; log: string; home: string };

function clusterPlace(dataDir: string, account: Account): string {
  const wanted = join(dataDir, 'postgres');
  if (existsSync(wanted)) return realpathSync(wanted);
  if (canReach(dataDir, account)) return wanted;
  // The server's own user cannot enter this directory (it lies under /root, say): the cluster goes where it can, under
  // a name that no earlier cluster had, and a link here says where.
  makeDirectory(ROOT_HOME, 0o711);
  const real = join(ROOT_HOME, `postgres-${randomBytes(6).toString('hex')}`);
  makeDirectory(real, 0o700);
  chownSync(real, account.uid, account.gid);
  try {
    symlinkSync(real, wanted);
  } catch (error) {
    rmSync(real, { recursive: true, force: true });
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return realpathSync(wanted);
}

function socketPlace(dataDir: string, account: Account): string {
  const wanted = join(dataDir, 'socket');
  if (wanted.length <= LONGEST_SOCKET_DIRECTORY && canReach(dataDir, account)) return wanted;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  if (!account.other) return join(tmpdir(), `sightline-${account.uid}-${name}`);
  makeDirectory(ROOT_HOME, 0o711);
  return join(ROOT_HOME, `socket-${name}`);
}

function ownPrivately(path: string, account: Account): void {
  makeDirectory(path, 0o700);
  if (account.other) chownSync(path, account.uid, account.gid);
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== account.uid) {
    throw new Trouble(`${path} must be a directory that belongs to user ${account.uid}. Remove it and start again.`);
  }
  chmodSync(path, 0o700);
}

/** Makes the directories of the embedded server under `dataDir` where they are missing, and says where they are. */
export function preparePlaces(dataDir: string, account: Account): Places {
  makeDirectory(resolve(dataDir), account.other ? 0o711 : 0o700);
  const data = realpathSync(dataDir);
  const cluster = clusterPlace(data, account);
  const socket = socketPlace(data, account);
  ownPrivately(socket, account);
  return { cluster, socket, log: join(data, 'postgres.log'), home: account.other ? ROOT_HOME : data };
}

/** Refuses to start on a disk that is as good as full: a database that stops half-way helps nobody. */
export function checkFreeSpace(path: string): void {
  const { bavail, bsize } = statfsSync(path);
  if (bavail * bsize >= LEAST_FREE_BYTES) return;
  const left = Math.floor((bavail * bsize) / 1024 / 1024);
  throw new Trouble(`The disk of ${path} is full: ${left} MB are left and at least 200 MB are needed. Free some space.`);
}

/** The major version that wrote the cluster, or null where there is none yet. */
export function clusterMajor(cluster: string): number | null {
  const file = join(cluster, 'PG_VERSION');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : null;
}

/** Refuses a cluster that another major version of PostgreSQL wrote. */
export function checkMajor(cluster: string, binaries: Binaries): void {
  const found = clusterMajor(cluster);
  if (found === null || found === binaries.major) return;
  throw new Trouble(
    `The database in ${cluster} was made by PostgreSQL ${found}; this version of Sightline carries PostgreSQL `
      + `${binaries.major}, which cannot open it. Nothing was changed. With the version of Sightline that made it run `
      + '"sightline backup DIR", then with this one, in an empty data directory, "sightline restore DIR".',
  );
}

function initialiseAs(account: Account, binaries: Binaries, directory: string): void {
  // Text sorts by code point, the same on every server and version; names have a collation of their own (0002-names).
  const locale = binaries.major >= 17
    ? ['--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    : ['--locale=C.UTF-8'];
  const options = ['-D', directory, '-U', 'postgres', '-E', 'UTF8', ...locale, '--data-checksums', '--auth-local=trust',
    '--auth-host=reject', '--no-instructions'];
  try {
    execFileSync(join(binaries.directory, 'initdb'), options, {
      ...(account.other ? { uid: account.uid, gid: account.gid } : {}),
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: '/',
      env: {},
    });
  } catch (cause) {
    const said = String((cause as { stderr?: Buffer }).stderr ?? '').trim();
    throw new Trouble(`The database could not be made in ${directory}: ${said || String(cause)}`, { cause });
  }
}

/**
 * Makes the cluster where there is none. It is made under another name and renamed, so that one that was cut short is
 * never opened; of two programs that do so at once, one wins and both go on with its cluster.
 */
export function makeCluster(cluster: string, binaries: Binaries, account: Account): void {
  if (clusterMajor(cluster) !== null) return;
  const making = `${cluster}.making-${randomBytes(6).toString('hex')}`;
  makeDirectory(dirname(making), 0o711);
  ownPrivately(making, account);
  try {
    initialiseAs(account, binaries, making);
    renameSync(making, cluster);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (clusterMajor(cluster) === null) throw error;
  }
}
