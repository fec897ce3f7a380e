// The server's process: starting it, finding it by the lock file that it keeps, ending it.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { milliseconds } from './clock.ts';
import type { Account } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';
import type { Places } from './embedded-directory.ts';

/** What it takes to run the server. `durable: false` gives up fsync: for tests only. */
export type Setup = { places: Places; binaries: Binaries; account: Account; durable: boolean };

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const LONGEST_LOG = 1024 * 1024;

type Life = 'running' | 'ended' | 'gone';

// A process has ended but is not gone while its parent has not yet asked how it ended.
function lifeOf(pid: number): Life {
  try {
    process.kill(pid, 0);
    return /^\d+ \(.*\) Z/.test(contentOf(`/proc/${pid}/stat`) ?? '') ? 'ended' : 'running';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? 'running' : 'gone';
  }
}

const lockFile = (cluster: string): string => join(cluster, 'postmaster.pid');

/** The process id in the cluster's lock file where that process lives, else null. */
export function livingServer(cluster: string): number | null {
  const pid = Number.parseInt(contentOf(lockFile(cluster)) ?? '', 10);
  return pid > 0 && lifeOf(pid) === 'running' ? pid : null;
}

// After a power cut the lock file may name a process that is now something else, and the server would not start.
function removeLockOfAnother(cluster: string): void {
  const pid = livingServer(cluster);
  if (pid === null) return;
  const name = contentOf(`/proc/${pid}/comm`)?.trim();
  if (name !== undefined && name !== 'postgres') rmSync(lockFile(cluster), { force: true });
}

function settingsOf(setup: Setup): Record<string, string> {
  const durability = setup.durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
  return {
    listen_addresses: '',
    unix_socket_directories: setup.places.socket,
    unix_socket_permissions: '0700',
    max_connections: '200',
    shared_buffers: '256MB',
    work_mem: '16MB',
    maintenance_work_mem: '256MB',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    jit: 'off',
    // The server's log tells of the server only (LOG and FATAL): the program reports failed statements itself, and
    // statements and their values hold personal data.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    ...durability,
  };
}

/** The last lines that the server wrote into its log. */
export function lastWords(setup: Setup): string {
  const lines = (contentOf(setup.places.log) ?? '').trim().split('\n');
  return lines.slice(-3).join('\n');
}

/** Starts the server's process, in a session of its own so that it does not die with this one. */
export function spawnServer(setup: Setup): ChildProcess {
  removeLockOfAnother(setup.places.cluster);
  const settings = Object.entries(settingsOf(setup)).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { log: path } = setup.places;
  const long = existsSync(path) && statSync(path).size > LONGEST_LOG;
  const log = openSync(path, long ? 'w' : 'a', 0o600);
  try {
    const child = spawn(join(setup.binaries.directory, 'postgres'), ['-D', setup.places.cluster, ...settings], {
      ...(setup.account.other ? { uid: setup.account.uid, gid: setup.account.gid } : {}),
      cwd: '/',
      detached: true,
      env: { LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', log, log],
    });
    child.on('error', () => {});
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** Ends the server at once but cleanly, and waits until it is gone; false where it was not within a minute. */
export async function endServer(cluster: string): Promise<boolean> {
  const pid = livingServer(cluster);
  if (pid === null) return true;
  process.kill(pid, 'SIGINT');
  const start = milliseconds();
  while (milliseconds() - start < 60_000 && lifeOf(pid) === 'running') await wait(10);
  for (const ended = milliseconds(); milliseconds() - ended < 500 && lifeOf(pid) === 'ended'; ) await wait(10);
  return lifeOf(pid) !== 'running';
}
