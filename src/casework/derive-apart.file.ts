// Processes that work out rows, so that this one goes on answering and every core works. They are there only whilst somebody has
// a use for them: each takes a hundred megabytes, and nothing of anybody is to stay in it.
import { type ChildProcess, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Entry } from '../case-history/entry.ts';
import type { Batch, BatchRows } from './derivation.ts';

/** What a process is asked: a batch, and the derivation by the council's entries and the fingerprint that it must have. */
export interface Asked {
  readonly council: readonly Entry[];
  readonly fingerprint: number;
  readonly batch: Batch;
}

const MAIN = fileURLToPath(new URL('./derive-process.file.ts', import.meta.url));
/** More than these wait for the one connection that reads and writes for them. */
const most = 2;
// Room for what is young, since little of a batch lives long, and no second compiler: in a life of seconds it costs more than it gains.
const options = ['--max-old-space-size=256', '--max-semi-space-size=32', '--single-threaded-gc', '--no-turbofan', '--no-warnings'];
const keptErrorCharacters = 2000;

interface Helper { readonly process: ChildProcess; readonly waiting: PromiseWithResolvers<BatchRows>[] }

class Helpers {
  readonly #helpers = Array.from({ length: Math.min(most, availableParallelism()) }, () => this.#start());
  users = 0;
  failure: Error | undefined;

  #start(): Helper {
    const compiled = getCompileCacheDir();
    const started = fork(MAIN, compiled === undefined ? [] : [compiled], { env: {}, execArgv: options, serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    // It answers one question after the other.
    const waiting: PromiseWithResolvers<BatchRows>[] = [];
    let errors = '';
    started.stderr?.on('data', (text: Buffer) => { errors = (errors + text.toString()).slice(-keptErrorCharacters); });
    started.on('message', (rows: BatchRows) => waiting.shift()?.resolve(rows));
    started.on('error', (error) => this.#fail(error));
    started.on('close', (code, signal) => this.#fail(new Error(`it ended with ${signal ?? `code ${code}`}: ${errors}`)));
    return { process: started, waiting };
  }

  #fail(cause: Error): void {
    this.failure ??= new Error('Rows could not be worked out in a process beside', { cause });
    for (const { waiting } of this.#helpers) for (const asked of waiting.splice(0)) asked.reject(this.failure);
  }

  async ask(asked: Asked): Promise<BatchRows> {
    if (this.failure !== undefined) throw this.failure;
    const [idlest] = this.#helpers.toSorted((a, b) => a.waiting.length - b.waiting.length);
    const answer = Promise.withResolvers<BatchRows>();
    idlest?.waiting.push(answer);
    idlest?.process.send(asked);
    return answer.promise;
  }

  end(): void {
    for (const { process: helper } of this.#helpers) helper.kill('SIGKILL');
  }
}

let helpers: Helpers | undefined;

/** Lends `use` the processes, shared with whoever else uses them meanwhile; the last to leave ends them. */
export async function withHelpers<T>(use: (ask: (asked: Asked) => Promise<BatchRows>) => Promise<T>): Promise<T> {
  if (helpers === undefined || helpers.failure !== undefined) helpers = new Helpers();
  const mine = helpers;
  mine.users += 1;
  try {
    return await use((asked) => mine.ask(asked));
  } finally {
    mine.users -= 1;
    if (mine.users === 0) {
      if (helpers === mine) helpers = undefined;
      mine.end();
    }
  }
}
