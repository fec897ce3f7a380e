// Work of one kind shared out over a few connections, so that what a page asks is worked out side by side.

/** Asks something of a connection. */
export type Work<Db, Value> = (db: Db) => Promise<Value>;

interface Waiting<Db> {
  readonly run: Work<Db, void>;
  readonly fail: (error: unknown) => void;
}

/**
 * Gives a function that does work in one of at most `most` lanes at a time. `open` opens a lane, hands over its
 * connection and closes it: a lane works for as long as anything waits. What fails fails for whoever asked; a lane that
 * breaks takes with it what waits.
 */
export function inLanes<Db>(open: (use: Work<Db, void>) => Promise<void>, most: number): <Value>(work: Work<Db, Value>) => Promise<Value> {
  const waiting: Waiting<Db>[] = [];
  let lanes = 0;
  const doAll = async (db: Db): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next.run(db);
  };
  const openLane = async (): Promise<void> => {
    lanes += 1;
    await open(doAll).catch((error: unknown) => waiting.splice(0).forEach(({ fail }) => fail(error)));
    lanes -= 1;
    if (waiting.length > 0) await openLane();
  };
  return (work) => new Promise((resolve, reject) => {
    const run = async (db: Db): Promise<void> => work(db).then(resolve, (error: unknown) => {
      reject(error);
      throw error;
    });
    waiting.push({ run, fail: reject });
    if (lanes < most) void openLane();
  });
}
