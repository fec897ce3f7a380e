// A thread that works out rows, so that this one goes on answering. It is there only whilst somebody has a use for it: it takes
// tens of megabytes, and nothing of anybody is to stay in it.
import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Entry } from '../case-history/entry.ts';
import type { Batch, BatchRows } from './derivation.ts';

/** What the thread is asked: a batch, and the derivation by the council's entries and the fingerprint that it must have. */
export interface Asked {
  readonly council: readonly Entry[];
  readonly fingerprint: number;
  readonly batch: Batch;
}

// Small whilst young, for little of a batch lives long; large in all, for histories that are much longer than others.
const limits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 24 };

class Thread {
  readonly #worker = new Worker(new URL('./derive-thread.file.ts', import.meta.url), { resourceLimits: limits, workerData: getCompileCacheDir() });
  // It answers one question after the other.
  readonly #waiting: PromiseWithResolvers<BatchRows>[] = [];
  users = 0;
  failure: Error | undefined;

  constructor() {
    this.#worker.on('message', (rows: BatchRows) => this.#waiting.shift()?.resolve(rows));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('it has ended before its time')));
  }

  #fail(error: unknown): void {
    this.failure ??= new Error('Rows could not be worked out in a thread', { cause: error });
    for (const asked of this.#waiting.splice(0)) asked.reject(this.failure);
  }

  async ask(asked: Asked): Promise<BatchRows> {
    if (this.failure !== undefined) throw this.failure;
    const answer = Promise.withResolvers<BatchRows>();
    this.#waiting.push(answer);
    this.#worker.postMessage(asked);
    return answer.promise;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

let thread: Thread | undefined;

/** Lends `use` the thread, shared with whoever else uses it meanwhile; the last to leave ends it. */
export async function withThread<T>(use: (ask: (asked: Asked) => Promise<BatchRows>) => Promise<T>): Promise<T> {
  if (thread === undefined || thread.failure !== undefined) thread = new Thread();
  const mine = thread;
  mine.users += 1;
  try {
    return await use((asked) => mine.ask(asked));
  } finally {
    mine.users -= 1;
    if (mine.users === 0) {
      if (thread === mine) thread = undefined;
      await mine.end();
    }
  }
}
