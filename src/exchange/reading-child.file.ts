// Starts the reading process and takes its lines: with little memory, no environment, leave to read the program and the
// files named and nothing else, and so many seconds to make us wait. However it ends, that is a line too.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Refusal } from './reading.ts';
import type { ReadStep } from './read-here.file.ts';
import type { ReadKind, ReturnOptions } from './sen2-reading.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READING_PROCESS = fileURLToPath(new URL('./reading-process.file.ts', import.meta.url));
const KEPT_ERROR_CHARACTERS = 20_000;

export interface ReadReturnOptions extends ReturnOptions {
  /** Heap of the reading process. */
  megabytes?: number;
  /** How long the reader may make us wait in all, for each 100 MB of the files or part of it. */
  secondsPer100MB?: number;
}

type Line = ReadStep | { refused: Refusal } | { done: true };

/** The lines of a reading process, the last one `done` or a refusal. */
export interface Reader {
  next(): Promise<Line>;
  stop(): void;
}

function start(kind: ReadKind, paths: string[], options: ReadReturnOptions): ChildProcess {
  const readable = [`${ROOT}src/`, `${ROOT}node_modules/`, `${ROOT}package.json`, ...paths];
  const limits = ['--permission', ...readable.map((path) => `--allow-fs-read=${path}`), `--max-old-space-size=${options.megabytes ?? 512}`];
  const what = JSON.stringify({ kind, paths, options: { year: options.year, names: options.names, tracker: options.tracker } });
  return spawn(process.execPath, [...limits, '--no-warnings', READING_PROCESS, what], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What the end of a process without a last line means. */
function ending(child: ChildProcess, errors: string): Refusal {
  if (/heap out of memory|allocation failed/i.test(errors)) {
    return { code: 'reader-out-of-memory', message: 'Reading the file took more memory than is allowed, so it was stopped. Nothing was loaded. Check that it is the right file; if it is, split it.' };
  }
  const how = child.signalCode ?? `code ${child.exitCode ?? '?'}`;
  return { code: 'reader-failed', message: `The file could not be read: the reader stopped (${how}). Nothing was loaded. Try again; if it happens again, report it as a fault of the program.` };
}

const TOO_SLOW: Refusal = {
  code: 'reader-too-slow', message: 'Reading the file took longer than is allowed, so it was stopped. Nothing was loaded. Check that it is the right file, and try again when the machine is less busy.',
};

/** The lines of the process's output. Split by hand: `readline` is several times slower on lines this long. */
async function* linesOf(child: ChildProcess): AsyncGenerator<string> {
  let rest: string[] = [];
  const output = child.stdout?.setEncoding('utf8') as AsyncIterable<string>;
  for await (const piece of output) {
    let from = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', from)) {
      yield rest.join('') + piece.slice(from, end);
      rest = [];
      from = end + 1;
    }
    if (from < piece.length) rest.push(piece.slice(from));
  }
}

/** Reads line by line; the time spent waiting for the process counts, not the time that the caller takes. */
function readerOf(child: ChildProcess, milliseconds: number): Reader {
  let left = milliseconds;
  let errors = '';
  let late = false;
  child.stderr?.on('data', (text: Buffer) => { errors = (errors + text.toString('utf8')).slice(-KEPT_ERROR_CHARACTERS); });
  // Not its end alone: what it said last may still be on the way.
  const closed = new Promise<void>((resolve) => { child.once('close', () => resolve()); });
  const lines = linesOf(child);
  const stop = (): void => {
    child.kill('SIGKILL');
    // What it said and nobody read would keep the pipe open for as long as we run.
    void lines.return(undefined);
  };
  const next = async (): Promise<Line> => {
    const began = performance.now();
    const timer = setTimeout(() => { late = true; stop(); }, left);
    const { value, done } = await lines.next();
    clearTimeout(timer);
    left = Math.max(1, left - (performance.now() - began));
    if (done !== true) return JSON.parse(value) as Line;
    await closed;
    return { refused: late ? TOO_SLOW : ending(child, errors) };
  };
  return { next, stop };
}

async function allowedMilliseconds(paths: string[], seconds: number): Promise<number> {
  const sizes = await Promise.all(paths.map((path) => stat(path).then((found) => found.size, () => 0)));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return Math.max(1, Math.ceil(bytes / 100_000_000)) * seconds * 1000;
}

/** Starts a process that reads these files. The caller stops it, also when it has read all it wants. */
export async function startReading(kind: ReadKind, paths: string[], options: ReadReturnOptions): Promise<Reader> {
  const milliseconds = await allowedMilliseconds(paths, options.secondsPer100MB ?? 60);
  return readerOf(start(kind, paths, options), milliseconds);
}
