import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { readConfig } from './config.ts';
import { type Database } from './database.ts';
import type { House } from './house.ts';
import { checkJobs, dueAt, type Job, queueJob, startJobs } from './jobs.ts';
import { makeLog } from './logging.ts';

const { db, owner, address } = await testDatabase();
const nothing = async (): Promise<void> => {};
const house: House = {
  config: readConfig({}), address, database: (role) => (role === 'migrate' ? owner : db), close: nothing, abandon: nothing,
};

type Work = { next: Promise<unknown>; lines: string[]; stop(): Promise<void> };

// Runs the queue with one job that settles `next` with its payload.
async function working(job: Omit<Job, 'name'> & { name?: string }, done: Promise<unknown>): Promise<Work> {
  const lines: string[] = [];
  const log = makeLog('info', 'text', (line) => lines.push(line));
  const running = await startJobs([{ name: 'work', ...job }], { house, log });
  return { next: done, lines, stop: () => running.stop() };
}

// Beside the queue's own tick, which comes where a full hour strikes meanwhile.
const waiting = async (on: Database): Promise<number> =>
  (await sql<{ n: number }>`SELECT count(*) AS n FROM graphile_worker.jobs WHERE task_identifier IN ('work', 'later')`.execute(on)).rows[0]?.n ?? -1;

test('a queued job runs with its payload, as the app role', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const work = await working({ run: async (_, payload) => resolve(payload) }, promise);
  await queueJob(db, 'work', { batch: 7 });
  assert.deepEqual(await work.next, { batch: 7 });
  await work.stop();
  assert.equal(await waiting(db), 0);
});

test('a job queued in a transaction that is undone does not run, and equal keys are one job', async () => {
  await assert.rejects(db.transaction().execute(async (tx) => {
    await queueJob(tx, 'work');
    throw new Error('refused');
  }));
  assert.equal(await waiting(db), 0);
  await Promise.all([queueJob(db, 'work', {}, 'same'), queueJob(db, 'work', {}, 'same')]);
  assert.equal(await waiting(db), 1);
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const work = await working({ run: async () => resolve('ran') }, promise);
  await work.next;
  await work.stop();
});

test('a job that fails stays queued, and neither the log nor the queue quotes what failed', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const run = async (): Promise<void> => {
    resolve(null);
    throw Object.assign(new Error('bad value "Ann Example"'), { code: '22P02', severity: 'ERROR' });
  };
  const work = await working({ run }, promise);
  await queueJob(db, 'work');
  await work.next;
  await work.stop();
  const { rows } = await sql<{ last_error: string }>`SELECT last_error FROM graphile_worker.jobs WHERE task_identifier = 'work'`.execute(db);
  assert.match(rows[0]?.last_error ?? '', /the job "work" failed/);
  assert.doesNotMatch(JSON.stringify([rows, work.lines]), /Ann/);
  assert.match(work.lines.join('\n'), /database error 22P02/);
});

test('a job with a pause runs again and again, also after it failed, until it is stopped', async () => {
  let runs = 0;
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const run = async (): Promise<void> => {
    runs += 1;
    if (runs === 3) resolve(null);
    if (runs === 2) throw new Error('once');
  };
  const work = await working({ name: 'often', schedule: { pauseSeconds: 0.001 }, run }, promise);
  await work.next;
  await work.stop();
  assert.ok(runs >= 3);
});

test('days and hours are those of the clock in England', () => {
  const jobs: Job[] = [
    { name: 'each-hour', schedule: 'hourly', run: nothing },
    { name: 'at-two', schedule: { dailyAt: 2 }, run: nothing },
    { name: 'asked', run: nothing },
  ];
  const names = (instant: string): string[] => dueAt(jobs, instant).map(({ name }) => name);
  assert.deepEqual(names('2026-01-10T02:00:00.000Z'), ['each-hour', 'at-two']);
  assert.deepEqual(names('2026-07-10T02:00:00.000Z'), ['each-hour']);
  assert.deepEqual(names('2026-07-10T01:00:00.000Z'), ['each-hour', 'at-two']);
  // 29 March 2026: 01:00 does not exist; 25 October 2026: 01:00 comes twice. Two o'clock comes once.
  assert.deepEqual(['2026-03-29T00', '2026-03-29T01', '2026-03-29T02'].flatMap((hour) => names(`${hour}:00:00.000Z`))
    .filter((name) => name === 'at-two').length, 1);
  assert.deepEqual(['2026-10-25T00', '2026-10-25T01', '2026-10-25T02'].flatMap((hour) => names(`${hour}:00:00.000Z`))
    .filter((name) => name === 'at-two').length, 1);
});

test('a job set for one in the morning, and two of one name, are refused', () => {
  assert.throws(() => checkJobs([{ name: 'a', schedule: { dailyAt: 1 }, run: nothing }]), /not 1/);
  assert.throws(() => checkJobs([{ name: 'a', run: nothing }, { name: 'a', run: nothing }]), /two jobs/);
});

const heldBy = (worker: string): Promise<unknown> =>
  sql`UPDATE graphile_worker._private_jobs SET locked_by = ${worker}, locked_at = now(), run_at = now()`.execute(owner);

test('a job of a process that was killed is done by the next one, but not while another process works', async () => {
  const ran: string[] = [];
  const first = Promise.withResolvers<unknown>();
  await sql`DELETE FROM graphile_worker._private_jobs`.execute(owner);
  await queueJob(db, 'work');
  await heldBy('worker of the dead');
  const one = await working({ run: async () => first.resolve(ran.push('one')) }, first.promise);
  await one.next;
  await queueJob(db, 'later');
  await heldBy('worker of the living');
  const two = await working({ name: 'later', run: async () => void ran.push('two') }, Promise.resolve());
  await two.stop();
  await one.stop();
  assert.deepEqual(ran, ['one']);
  assert.equal(await waiting(db), 1);
});

test('a long job hears that the process is to stop', async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const work = await working({
    schedule: { pauseSeconds: 60 },
    run: async ({ end }) => {
      resolve('begun');
      await once(end as AbortSignal, 'abort');
    },
  }, promise);
  await work.next;
  await work.stop();
});
