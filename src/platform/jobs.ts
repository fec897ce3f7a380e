import { type JobHelpers, parseCronItems, run } from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { londonTime } from './clock.ts';
import { type Database, openPool } from './database.ts';
import type { House } from './house.ts';
import { errorFields, type Log } from './logging.ts';
import { queueLogger } from './queue-logger.ts';

/**
 * When a job runs by itself: every hour; once a day at an hour of the clock in England; or again and again with a
 * pause of some seconds, in each jobs process (such a job takes a lock of its own where two must not meet).
 */
export type Schedule = 'hourly' | { dailyAt: number } | { pauseSeconds: number };

/**
 * What a job works in. `end` is aborted when the process is asked to stop: a long job that may be left half done looks at it between
 * two parts of its work.
 */
export type JobRoom = { house: House; log: Log; end?: AbortSignal };

/** Work in the background. A job that throws is tried again later, so it must be safe to run twice. */
export type Job = {
  name: string;
  schedule?: Schedule;
  run(room: JobRoom, payload: unknown): Promise<void>;
};

/** The jobs process at work. `stop` lets jobs that have begun end; `ended` settles when work ends, for any reason. */
export type RunningJobs = { stop(): Promise<void>; ended: Promise<void> };

const TICK = 'tick';
const WORKERS_LOCK = 7_305_017;

/**
 * Queues a job outside a change (inside one, `casework/act.sql.ts` does). Of jobs with the same `key` that have not
 * begun, one remains.
 */
export async function queueJob(db: Database, name: string, payload: object = {}, key?: string): Promise<void> {
  await sql`SELECT graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, job_key := ${key ?? null}::text)`
    .execute(db);
}

/** Throws where two jobs have one name, or a job is set for an hour that a change of the clocks skips or repeats. */
export function checkJobs(jobs: readonly Job[]): void {
  const names = new Set<string>([TICK]);
  for (const { name, schedule } of jobs) {
    if (names.has(name)) throw new Error(`two jobs are called "${name}"`);
    names.add(name);
    if (typeof schedule !== 'object' || !('dailyAt' in schedule)) continue;
    const { dailyAt } = schedule;
    if (!Number.isInteger(dailyAt) || dailyAt < 0 || dailyAt > 23 || dailyAt === 1) {
      throw new Error(`the job "${name}" is set for ${dailyAt}:00: choose an hour from 0 to 23, but not 1`);
    }
  }
}

/** The jobs that are due at the hour that begins at `instant` (ISO text, UTC), with a key that names the hour. */
export function dueAt(jobs: readonly Job[], instant: string): { name: string; key: string }[] {
  const { day, hour } = londonTime(instant);
  const due = jobs.filter(({ schedule }) => {
    if (schedule === 'hourly') return true;
    return typeof schedule === 'object' && 'dailyAt' in schedule && schedule.dailyAt === hour;
  });
  return due.map(({ name, schedule }) => ({ name, key: `${name} ${schedule === 'hourly' ? instant : day}` }));
}

// graphile-worker counts hours in UTC; England's clock differs from it by whole hours, so its hours begin with ours.
// Ticks that were missed while nothing ran are made up for one day.
const hours = parseCronItems([{ task: TICK, match: '0 * * * *', options: { backfillPeriod: 86_400_000 } }]);

function tickOf(jobs: readonly Job[]) {
  return async (payload: unknown, helpers: JobHelpers): Promise<void> => {
    const { ts } = (payload as { _cron: { ts: string } })._cron;
    for (const { name, key } of dueAt(jobs, ts)) await helpers.addJob(name, {}, { jobKey: key });
  };
}

async function attempt(job: Job, room: JobRoom, payload: unknown): Promise<void> {
  try {
    await job.run(room, payload);
  } catch (error) {
    room.log.error('A job failed.', { job: job.name, ...errorFields(error) });
    // What the queue keeps of a failure is this text: nothing of the error itself, which may quote a person's data.
    throw new Error(`the job "${job.name}" failed: see the log`);
  }
}

// Runs one job again and again until `end`.
async function repeat(job: Job, seconds: number, room: JobRoom, end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    await attempt(job, { ...room, end }, {}).catch(() => {});
    await wait(seconds * 1000, undefined, { signal: end }).catch(() => {});
  }
}

function repeating(jobs: readonly Job[], room: JobRoom, end: AbortSignal): Promise<void>[] {
  return jobs.flatMap((job) => {
    const { schedule } = job;
    const pauses = typeof schedule === 'object' && 'pauseSeconds' in schedule;
    return pauses ? [repeat(job, schedule.pauseSeconds, { ...room, log: room.log.with({ job: job.name }) }, end)] : [];
  });
}

/**
 * Lets jobs go that processes held which are no more: the queue itself would wait four hours for them. Each jobs process
 * holds a shared lock while it lives; whoever is alone may let go. Returns what ends the lock.
 */
async function freeJobsOfTheDead(pool: pg.Pool): Promise<() => void> {
  const client = await pool.connect();
  const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [WORKERS_LOCK]);
  const alone = rows[0]?.alone === true;
  if (alone) {
    await client.query(`SELECT graphile_worker.force_unlock_workers(array(
      SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL))`);
  }
  await client.query('SELECT pg_advisory_lock_shared($1)', [WORKERS_LOCK]);
  if (alone) await client.query('SELECT pg_advisory_unlock($1)', [WORKERS_LOCK]);
  return () => client.release(true);
}

/** Starts taking jobs from the queue, and those that run by themselves. */
export async function startJobs(jobs: readonly Job[], room: JobRoom): Promise<RunningJobs> {
  checkJobs(jobs);
  const pool = openPool(room.house.address, 'app', { max: 6 });
  const end = new AbortController();
  const tasks = jobs.map((job) => [job.name, (payload: unknown) => attempt(job, { ...room, end: end.signal }, payload)] as const);
  const leave = await freeJobsOfTheDead(pool);
  const runner = await run({
    pgPool: pool,
    taskList: { ...Object.fromEntries(tasks), [TICK]: tickOf(jobs) },
    parsedCronItems: hours,
    concurrency: 2,
    pollInterval: 5000,
    noHandleSignals: true,
    logger: queueLogger((remark) => room.log.warn('The queue remarks.', { remark })),
  });
  const loops = repeating(jobs, room, end.signal);
  return {
    ended: runner.promise.catch((error: unknown) => room.log.error('The queue broke.', errorFields(error))),
    stop: async () => {
      end.abort();
      await Promise.all([runner.stop(), ...loops]);
      leave();
      await pool.end();
    },
  };
}
