// A page that is open and live, as the script of the page keeps it: told of a change it is asked for again, and once more
// where it is told of another one meanwhile.

/** When the page was told of a change, and each time it was asked for: when, and how long the answer took. Milliseconds as of `performance.now`. */
export interface LiveViewer {
  readonly told: readonly number[];
  readonly asked: readonly { readonly at: number; readonly took: number }[];
  /** Closes the page; throws where an answer was not the page. */
  close(): Promise<void>;
}

/** Opens `path` in somebody's name, and the stream that tells of changes. */
export async function openLive(address: string, path: string, cookie: string): Promise<LiveViewer> {
  const closing = new AbortController();
  const told: number[] = [];
  const asked: { at: number; took: number }[] = [];
  const ask = async (): Promise<void> => {
    const at = performance.now();
    const answer = await fetch(address + path, { headers: { cookie, accept: 'text/html', 'x-unattended': '1' }, redirect: 'manual' });
    await answer.text();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    asked.push({ at, took: performance.now() - at });
  };
  await ask();
  const stream = await fetch(`${address}/live`, { headers: { cookie, accept: 'text/event-stream' }, signal: closing.signal });
  if (!stream.ok) throw new Error(`the stream of changes answered ${stream.status}`);
  let [again, asking, failed]: [boolean, Promise<void> | null, Error | null] = [false, null, null];
  const renew = async (): Promise<void> => {
    while (again) {
      again = false;
      await ask();
    }
    asking = null;
  };
  const hear = (): void => {
    told.push(performance.now());
    again = true;
    asking ??= renew().catch((error: Error) => void (failed = error));
  };
  const listening = listen(stream, hear).catch((error: Error) => void (failed = closing.signal.aborted ? failed : error));
  return { told, asked, close: async () => {
    closing.abort();
    await Promise.all([listening, asking]);
    if (failed !== null) throw failed;
  } };
}

async function listen(stream: Response, hear: () => void): Promise<void> {
  let said = '';
  for await (const piece of (stream.body ?? []) as AsyncIterable<Uint8Array>) {
    said += Buffer.from(piece).toString('utf8');
    const events = said.split('\n\n');
    said = events.pop() ?? '';
    for (const event of events) if (event.startsWith('event: changed')) hear();
  }
}
