// Threads that work out rows, so that this one goes on answering and every core works. They are there only whilst somebody
// has a use for them: each takes tens of megabytes and nothing of anybody is to stay in it.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Entry } from '../case-history/entry.ts';
import type { Batch, BatchRows } from './derivation.ts';

/** What a thread is asked: a batch, and the derivation by the council's entries and the fingerprint that it must have. */
export interface Asked {
  readonly council: readonly Entry[];
  readonly fingerprint: number;
  readonly batch: Batch;
}

/** More than these wait for the one connection that reads and writes for them. */
const most = 2;
const limits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 24 };

class Threads {
  readonly #threads = Array.from({ length: Math.min(most, availableParallelism()) }, () => this.#start());
  users = 0;
  failure: Error | undefined;

  #start(): { worker: Worker; waiting: PromiseWithResolvers<BatchRows>[] } {
    const worker = new Worker(new URL('./derive-thread.file.ts', import.meta.url), { resourceLimits: limits });
    // A thread answers one question after the other.
    const waiting: PromiseWithResolvers<BatchRows>[] = [];
    worker.on('message', (rows: BatchRows) => waiting.shift()?.resolve(rows));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('a thread that works out rows has ended before its time')));
    return { worker, waiting };
  }

  #fail(error: unknown): void {
    this.failure ??= new Error('Rows could not be worked out in a thread', { cause: error });
    for (const { waiting } of this.#threads) for (const asked of waiting.splice(0)) asked.reject(this.failure);
  }

  async ask(asked: Asked): Promise<BatchRows> {
    if (this.failure !== undefined) throw this.failure;
    const [idlest] = this.#threads.toSorted((a, b) => a.waiting.length - b.waiting.length);
    const answer = Promise.withResolvers<BatchRows>();
    idlest?.waiting.push(answer);
    idlest?.worker.postMessage(asked);
    return answer.promise;
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }
}

let threads: Threads | undefined;

/** Lends `use` the threads, shared with whoever else uses them meanwhile; the last to leave ends them. */
export async function withThreads<T>(use: (ask: (asked: Asked) => Promise<BatchRows>) => Promise<T>): Promise<T> {
  if (threads === undefined || threads.failure !== undefined) threads = new Threads();
  const mine = threads;
  mine.users += 1;
  try {
    return await use((asked) => mine.ask(asked));
  } finally {
    mine.users -= 1;
    if (mine.users === 0) {
      if (threads === mine) threads = undefined;
      await mine.end();
    }
  }
}
