// The parent's side and the child's side of processes that run together.
import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { milliseconds } from './clock.ts';
import type { Log } from './logging.ts';
import { Trouble } from './trouble.ts';

/** What a child tells its parent: that it is at work (a web process says where), or why it cannot be. */
type Report = { ready: string } | { trouble: string };

/** A program of ours to keep running: its module and arguments, and options for Node unless ours say otherwise. */
export type Program = { name: string; module: string; args: string[]; options?: string[] };

/** Processes that are kept running. */
export type Supervised = {
  /** What each said when it was ready, by name. */
  ready: Record<string, string>;
  /** Settles (with the reason) if one of them cannot be kept running. */
  failed: Promise<Trouble>;
  /** Asks all to end, and after ten seconds makes them. */
  stop(): Promise<void>;
};

const SOON = 10_000;
/** How often in a row a process may die soon after its start: it may be the database that is away, which takes some seconds to come back. */
const MOST = 5;

type Running = { child: ChildProcess; ended: Promise<void> };

// Resolves when the child is ready, rejects with its reason when it ends before.
function startProgram(program: Program): Running & { ready: Promise<string> } {
  // The last of two counts: what somebody asked for when they started this one.
  const execArgv = [...program.options ?? [], ...process.execArgv];
  const child = fork(program.module, program.args, { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.on('message', (report: Report) => {
      if ('ready' in report) resolve(report.ready);
      else reject(new Trouble(report.trouble));
    });
    void ended.then(() => reject(new Trouble(`The ${program.name} process ended before it was ready: see the log.`)));
  });
  return { child, ended, ready };
}

async function end({ child, ended }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), SOON);
  await ended;
  clearTimeout(limit);
}

/**
 * Starts all programs and keeps them running: one that dies is started again, sooner or later, unless it died five times in a row
 * within ten seconds of its start. Throws `Trouble`, with nothing left running, where one does not start at first.
 */
export async function supervise(programs: readonly Program[], log: Log): Promise<Supervised> {
  let stopping = false;
  const running = new Map<string, Running>();
  const { promise: failed, resolve: fail } = Promise.withResolvers<Trouble>();
  const begin = async (program: Program, soonDeaths: number): Promise<[string, string]> => {
    const begun = milliseconds();
    const process = startProgram(program);
    running.set(program.name, process);
    const ready = await process.ready;
    void process.ended.then(() => beginAgain(program, milliseconds() - begun < SOON ? soonDeaths + 1 : 0));
    return [program.name, ready];
  };
  const beginAgain = async (program: Program, soonDeaths: number): Promise<void> => {
    if (stopping) return;
    log.error('A process died.', { process: program.name });
    if (soonDeaths === MOST) return fail(new Trouble(`The ${program.name} process keeps dying: see the log.`));
    if (soonDeaths > 0) await pause(100 * 2 ** soonDeaths);
    if (!stopping) await begin(program, soonDeaths).catch(() => beginAgain(program, soonDeaths + 1));
  };
  const stop = async (): Promise<void> => {
    stopping = true;
    await Promise.all([...running.values()].map(end));
  };
  try {
    return { ready: Object.fromEntries(await Promise.all(programs.map((program) => begin(program, 0)))), failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** In a child: tells the parent that it is at work. Started by hand, it says so to the person who did. */
export function reportReady(text: string): void {
  const report: Report = { ready: text };
  if (process.send === undefined) process.stderr.write(`${text}\n`);
  else process.send(report);
}

/** Tells the parent, or the person at the terminal, why this process cannot work. */
export async function reportTrouble(message: string): Promise<void> {
  const report: Report = { trouble: message };
  if (process.send === undefined) process.stderr.write(`${message}\n`);
  else await new Promise<void>((done) => process.send?.(report, undefined, {}, () => done()));
}

/**
 * Settles when this process is asked to end: by SIGTERM or SIGINT (Ctrl+C), or, in a child, because its parent is gone.
 * Asked a second time, a second or more later, it ends at once.
 */
export function askedToEnd(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let first: number | null = null;
  const asked = (): void => {
    // The same Ctrl+C may arrive twice, once from the terminal and once through npm.
    if (first !== null && milliseconds() - first > 1000) process.exit(1);
    first ??= milliseconds();
    resolve();
  };
  process.on('SIGTERM', asked);
  process.on('SIGINT', asked);
  process.once('disconnect', asked);
  return promise;
}
