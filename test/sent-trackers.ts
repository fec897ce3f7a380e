// Trackers sent to their page as browsers do, and the jobs that pages queue for them, run as the jobs process does.
import { sql } from 'kysely';
import { ownDerive } from '../src/casework/derivation.job.ts';
import { importJob } from '../src/exchange/import.job.ts';
import { newTrackerAddress } from '../src/exchange/import-addresses.ts';
import { prepareTrackerJob } from '../src/exchange/tracker.job.ts';
import { headlines } from '../src/performance/headlines.sql.ts';
import type { JobRoom } from '../src/platform/jobs.ts';
import { jobRoom } from './sent-files.ts';
import { type TestApp, tokenIn, type Visitor } from './visitor.ts';

/** Runs what pages queued for trackers: preparing, and loading. */
export async function runTrackerJobs(site: Pick<TestApp, 'dataDir' | 'database'>, room: JobRoom = jobRoom(site)): Promise<void> {
  const { rows } = await sql<{ task: string; payload: { batch: string } }>`
    SELECT j.payload, t.identifier AS task FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
    WHERE t.identifier IN ('prepare-tracker', 'import') ORDER BY j.id`.execute(site.database.owner);
  const jobs = [prepareTrackerJob({ derive: ownDerive, figures: headlines }), importJob(ownDerive)];
  for (const { task, payload } of rows) await jobs.find(({ name }) => name === task)?.run(room, payload);
}

/** Sends a tracker; gives back its batch, or the page where it is not taken. */
export async function sendTracker(visitor: Visitor, content: string | Buffer, name = 'Panel list.csv'): Promise<{ batch: string; body: string }> {
  const page = await visitor.open(newTrackerAddress());
  const boundary = 'as-browsers-do';
  const part = (head: string, body: string | Buffer): Buffer[] => [Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`), Buffer.from(body), Buffer.from('\r\n')];
  const answer = await visitor.app.inject({
    method: 'POST', url: newTrackerAddress(),
    headers: { host: 'localhost', origin: 'http://localhost', cookie: visitor.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([...part('name="token"', tokenIn(page.body)), ...part(`name="files"; filename="${name}"`, content), Buffer.from(`--${boundary}--\r\n`)]),
  });
  return { batch: String(answer.headers.location ?? '').split('/').at(-1) ?? '', body: answer.body };
}

/** Posts a form in which one field may stand several times. */
export async function postFields(visitor: Visitor, to: string, fields: readonly (readonly [string, string])[]): Promise<{ statusCode: number; body: string; location: string }> {
  const answer = await visitor.app.inject({
    method: 'POST', url: to, headers: { host: 'localhost', origin: 'http://localhost', cookie: visitor.cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])).toString(),
  });
  return { statusCode: answer.statusCode, body: answer.body, location: String(answer.headers.location) };
}

/** The fields of the form on the page of columns, as they are proposed. */
export function columnsForm(html: string): [string, string][] {
  const unescaped = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
  const headings = [...html.matchAll(/name="heading" value="([^"]*)"/g)].map(([, value]) => unescaped(value ?? ''));
  const chosen = [...html.matchAll(/<select class="govuk-select[^"]*" name="to"[^]*?<\/select>/g)].map(([select]) => unescaped(/value="([^"]*)" selected/.exec(select)?.[1] ?? ''));
  return [['token', tokenIn(html)], ['sheet', /name="sheet" value="(\d+)"/.exec(html)?.[1] ?? '0'], ['order', 'dmy'], ...headings.map((value): [string, string] => ['heading', value]), ...chosen.map((value): [string, string] => ['to', value])];
}
