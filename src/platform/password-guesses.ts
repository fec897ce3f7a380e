// How many guesses a password withstands, worked out in a process beside: with its lists of words it takes a hundred megabytes, for the
// second in which somebody chooses one. It has no environment, and leave to read the program and nothing else.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What the process is asked. The password goes over the channel between the two: arguments can be read by others on the machine. */
export interface Asked {
  readonly password: string;
  /** Words that whoever guesses at this one would try first. */
  readonly words: readonly string[];
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = fileURLToPath(new URL('./password-guesses-process.ts', import.meta.url));
const LIMITS = ['--permission', ...['src/', 'node_modules/', 'package.json'].map((path) => `--allow-fs-read=${ROOT}${path}`), '--max-old-space-size=128', '--no-warnings'];
const LONGEST_MILLISECONDS = 30_000;
const KEPT_ERROR_CHARACTERS = 2000;

let before: Promise<unknown> = Promise.resolve();

/**
 * How many guesses somebody needs who tries what people choose: passwords of published leaks, words, names, dates, runs of the keyboard, and these put
 * together. As a power of ten. One password is looked at after the other, so that many people take no more memory than one.
 */
export function powerOfGuesses(asked: Asked): Promise<number> {
  const mine = before.then(() => ask(asked));
  before = mine.catch(() => {});
  return mine;
}

function ask(asked: Asked): Promise<number> {
  const child = fork(MAIN, [], { env: {}, execArgv: LIMITS, stdio: ['ignore', 'ignore', 'pipe', 'ipc'], timeout: LONGEST_MILLISECONDS, killSignal: 'SIGKILL' });
  child.send(asked);
  return answerOf(child);
}

function answerOf(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let errors = '';
  child.stderr?.on('data', (text: Buffer) => { errors = (errors + text.toString()).slice(-KEPT_ERROR_CHARACTERS); });
  child.on('message', (power: number) => resolve(power));
  child.on('error', reject);
  child.on('close', (code, signal) => reject(new Error(`A password could not be looked at: the process ended with ${signal ?? `code ${code}`}: ${errors}`)));
  return promise;
}
