// Files of many children: nobody takes one away alone. One person asks and says what for, another agrees (SEC-07), and both prove who
// they are (SEC-37).
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { typedWords } from '../platform/shown-text.ts';
import type { FieldError } from '../platform/web-form.ts';
import { allows, type Answer, NOT_FOUND, page, type PageRequest, post, type RawRequest, type Route } from '../platform/web-route.ts';
import { askForProof } from '../staff/proof.sql.ts';
import { may } from '../staff/rights.ts';
import { type Asked, fileAddress, type LargeDownload, MOST_AT_ONCE, routeOfFile } from './large-download.ts';
import { largeDownloadAddress, newLargeDownloadAddress } from './large-download-addresses.ts';
import { askForDownload, downloadAgreed, downloadWaiting } from './large-downloads.sql.ts';

const who = may('see-lists');
const file = z.string().max(2000);
const newQuery = z.object({ file: file.optional() });
const newForm = z.object({ operation: z.uuid(), file, reason: typedWords('Enter what you need the file for, in 20 characters or more', 2000, 'Enter 2,000 characters or fewer', 20) });

type Asking<Form> = PageRequest<'/large-downloads/new', typeof who, z.infer<typeof newQuery>, Form>;
type SentFile = Extract<Answer, { download: unknown }>;
interface Files { readonly routes: readonly Route[]; readonly most: number }

/** These routes, whose files hold no more than `most` children unless a second person has agreed; and the page where it is asked for. */
export function withSecondPerson(routes: readonly Route[], most = MOST_AT_ONCE): Route[] {
  const files = { routes, most };
  return [
    ...routes.map((route) => ({ ...route, run: (raw: RawRequest) => unlessLarge(route, raw, most) })),
    page({ address: newLargeDownloadAddress, who, query: newQuery, answer: (request) => showNew(request, files) }),
    post({ address: newLargeDownloadAddress, who, form: newForm, answer: (request) => ask(request, files) }),
  ];
}

/** How many children a file holds: those of the record, or the people of its rows where the record does not know them all. */
function childrenIn({ download, shows }: SentFile): number {
  return shows === 'nobody' ? 0 : Math.max(new Set(shows.children).size, download.holds?.people ?? 0);
}

/**
 * The answer of a route; a file of many children only where that was agreed to, and to somebody who has just proved who they are. What is
 * agreed to is an address: a file of what was searched for has none that tells it, and is not made for so many.
 */
async function unlessLarge(route: Route, raw: RawRequest, most: number): Promise<Answer> {
  const answer = await route.run(raw);
  const { viewer, db, now } = raw;
  if (!('download' in answer) || answer.shows === 'nobody' || viewer === null || childrenIn(answer) <= most) return answer;
  if (route.method === 'POST') return { page: 'governance/large-download-found.njk', model: { children: childrenIn(answer), most }, status: 422, shows: 'nobody' };
  const address = fileAddress(route.pattern, { parts: raw.parts, query: raw.query as Asked['query'] });
  const id = await downloadAgreed(db, viewer, { file: address, children: childrenIn(answer) }, now);
  if (id === null) return { goTo: newLargeDownloadAddress({ file: address }) };
  const proof = await askForProof(db, { ...raw, viewer }, largeDownloadAddress({ id }));
  return proof ?? { ...answer, shows: { ...answer.shows, what: `${answer.shows.what}, agreed to by a second person` } };
}

/** The file at an address as the viewer would get it now, with its address as it is always written; null where there is none for them. */
async function fileAt(request: Asking<unknown>, routes: readonly Route[], address: string): Promise<{ sent: SentFile; address: string } | null> {
  const found = routeOfFile(routes, address);
  if (found === null || !allows(found.route.who, request.viewer)) return null;
  const { route, parts, query } = found;
  const sent = await route.run({ ...request, parts, query, fields: {}, files: [] });
  return 'download' in sent ? { sent, address: fileAddress(route.pattern, found) } : null;
}

interface Wanted { readonly file: string; readonly children: number; readonly holds: LargeDownload['holds'] }

/** What is asked for, where a second person has yet to be asked; else the answer that leads on. */
async function wanted(request: Asking<unknown>, { routes, most }: Files, address: string): Promise<Wanted | { readonly on: Answer }> {
  const { db, viewer, now } = request;
  const found = await fileAt(request, routes, address);
  if (found === null) return { on: NOT_FOUND };
  const asked = { file: found.address, children: childrenIn(found.sent) };
  if (asked.children <= most) return { on: { goTo: asked.file } };
  const open = await downloadAgreed(db, viewer, asked, now) ?? await downloadWaiting(db, viewer, asked.file, now);
  if (open !== null) return { on: { goTo: largeDownloadAddress({ id: open }) } };
  const { fileName, holds = { about: [], columns: [] } } = found.sent.download;
  return { ...asked, holds: { about: holds.about.length === 0 ? [['File', fileName]] : holds.about, columns: holds.columns } };
}

async function showNew(request: Asking<unknown>, files: Files): Promise<Answer> {
  const { query: { file: address = '' } } = request;
  const found = await wanted(request, files, address);
  if ('on' in found) return found.on;
  return await askForProof(request.db, request, newLargeDownloadAddress({ file: found.file })) ?? newPage(found, {}, []);
}

function newPage(found: Wanted, typed: Readonly<Record<string, unknown>>, errors: readonly FieldError[]): Answer {
  const { operation = randomUUID(), reason = '' } = typed;
  return { page: 'governance/large-download-new.njk', model: { ...found, action: newLargeDownloadAddress(), operation, reason, errors }, shows: 'nobody' };
}

async function ask(request: Asking<z.infer<typeof newForm>>, files: Files): Promise<Answer> {
  const { db, viewer, form, now } = request;
  const found = await wanted(request, files, String(form.typed['file'] ?? ''));
  if ('on' in found) return found.on;
  if (!form.ok) return newPage(found, form.typed, form.errors);
  const proof = await askForProof(db, request, { address: newLargeDownloadAddress(), fields: form.typed });
  if (proof !== null) return proof;
  const { operation: id, reason } = form.values;
  await askForDownload(db, viewer, { id, ...found, reason }, now);
  return { goTo: largeDownloadAddress({ id }), notice: 'You have asked for the file. Somebody else has to agree.' };
}
