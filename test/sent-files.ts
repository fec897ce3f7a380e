// Files sent to the import page as browsers do, and the jobs that the page queues, run as the jobs process does.
import { sql } from 'kysely';
import type { Day } from '../src/calendar/day.ts';
import { ownDerive } from '../src/casework/derivation.job.ts';
import { importJob } from '../src/exchange/import.job.ts';
import { compareReturnJob } from '../src/exchange/return-compare.job.ts';
import { headlines } from '../src/performance/headlines.sql.ts';
import { newImportAddress, returnApproveAddress } from '../src/exchange/import-addresses.ts';
import { readConfig, type Scanning } from '../src/platform/config.ts';
import type { JobRoom } from '../src/platform/jobs.ts';
import { makeLog } from '../src/platform/logging.ts';
import { type TestApp, tokenIn, type Visitor } from './visitor.ts';

/** What jobs of this site work in. `lines` is what they log. */
export function jobRoom({ dataDir, database }: Pick<TestApp, 'dataDir' | 'database'>, scanning: Scanning = 'nowhere', lines: string[] = []): JobRoom {
  const nothing = async (): Promise<void> => {};
  const { db, owner, address } = database;
  const config = { ...readConfig({}), dataDir, scanning };
  const house = { config, address, database: (role: string) => (role === 'migrate' ? owner : db), close: nothing, abandon: nothing };
  return { house, log: makeLog('info', 'text', (line) => lines.push(line)) };
}

/** Runs what pages queued for returns: comparing, and loading. */
export async function runImports(site: Pick<TestApp, 'dataDir' | 'database'>, room: JobRoom = jobRoom(site)): Promise<void> {
  const { rows } = await sql<{ key: string; payload: { batch: string } }>`
    SELECT key, payload FROM graphile_worker._private_jobs WHERE key LIKE 'import %' OR key LIKE 'return %' ORDER BY id`.execute(site.database.owner);
  const [load, compare] = [importJob(ownDerive), compareReturnJob({ derive: ownDerive, figures: headlines })];
  for (const { key, payload } of rows) await (key.startsWith('import') ? load : compare).run(room, payload);
}

/** Approves a return that was compared, by its page. */
export async function approveReturn(visitor: Visitor, batch: string): Promise<Awaited<ReturnType<Visitor['post']>>> {
  const { body } = await visitor.open(returnApproveAddress({ batch }));
  return visitor.post(returnApproveAddress({ batch }), { token: tokenIn(body), compared: /name="compared" value="([^"]+)"/.exec(body)?.[1] ?? '' });
}

/** Every headline figure as at a day, by its title, in words. */
export async function headlinesAsAt({ db }: Pick<TestApp, 'db'>, day: Day): Promise<[title: string, value: string][]> {
  return (await headlines(db, day, [])).map(({ title, value }) => [title, value]);
}

interface Sent { readonly name?: string; readonly content: string | Buffer; readonly year?: string }

/** Sends files in one form. */
export async function sendFiles(visitor: Visitor, files: readonly Sent[]): Promise<{ statusCode: number; location: string; body: string }> {
  const page = await visitor.open(newImportAddress());
  const boundary = 'as-browsers-do';
  const part = (head: string, body: string | Buffer): Buffer[] => [
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`), Buffer.from(body), Buffer.from('\r\n'),
  ];
  const answer = await visitor.app.inject({
    method: 'POST', url: newImportAddress(),
    headers: { host: 'localhost', origin: 'http://localhost', cookie: visitor.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([
      ...part('name="token"', tokenIn(page.body)), ...part('name="year"', files[0]?.year ?? ''),
      ...files.flatMap(({ name = 'Pupil list.xml', content }) => part(`name="files"; filename="${name}"`, content)), Buffer.from(`--${boundary}--\r\n`),
    ]),
  });
  return { statusCode: answer.statusCode, location: String(answer.headers.location), body: answer.body };
}
