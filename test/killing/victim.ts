// A process of ours that is killed at a moment drawn by chance, and what it said until then.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../../src/platform/database.ts';
import type { TestDatabase } from '../database.ts';

const COMMAND_LINE = join(import.meta.dirname, '../../src/sightline.ts');
const NAME = 'victim';

/** When a process is to die: so many milliseconds after it was started, or after it first told how far it is. */
export interface Moment {
  readonly after: 'start' | 'first word';
  readonly milliseconds: number;
}

/** How a process ended. */
export interface Ended {
  readonly killed: boolean;
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Milliseconds from its start to its first word on the error output (to its end, where it said nothing). */
  readonly spokeAfter: number;
  /** Milliseconds from its start to its end. */
  readonly took: number;
}

/** The environment of processes that work in this database; the server knows them by name. */
export function environmentOf({ address }: Pick<TestDatabase, 'address'>, dataDir: string): NodeJS.ProcessEnv {
  const url = `${address.url}${address.url.includes('?') ? '&' : '?'}application_name=${NAME}`;
  return { ...process.env, DATABASE_URL: url, SIGHTLINE_DATA_DIR: dataDir, SIGHTLINE_OPERATOR: 'Tester' };
}

/** Runs a command line of ours, and kills it at `moment`, unless it comes to its end before (or there is none). */
export async function commandLine(args: readonly string[], env: NodeJS.ProcessEnv, moment: Moment | null = null): Promise<Ended> {
  const began = performance.now();
  const child = spawn(process.execPath, [COMMAND_LINE, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  const closed = once(child, 'close');
  let spokeAfter: number | null = null;
  let limit: NodeJS.Timeout | undefined;
  const die = (): void => {
    limit ??= setTimeout(() => child.kill('SIGKILL'), moment?.milliseconds);
  };
  if (moment?.after === 'start') die();
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => {
    said.err += data.toString();
    spokeAfter ??= performance.now() - began;
    if (moment !== null) die();
  });
  await closed;
  clearTimeout(limit);
  const took = performance.now() - began;
  return { ...said, killed: child.signalCode === 'SIGKILL', code: child.exitCode, spokeAfter: spokeAfter ?? took, took };
}

/** Settles once the server has noticed that the killed processes are gone, and undone what they left. */
export async function untilForgotten(db: Database): Promise<void> {
  const left = async (): Promise<number> => {
    const { rows } = await sql<{ left: number }>`SELECT count(*)::int AS left FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = ${NAME}`.execute(db);
    return rows[0]?.left ?? 0;
  };
  while (await left() > 0);
}
