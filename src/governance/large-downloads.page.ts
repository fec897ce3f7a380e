// Files of many children that were asked for: what waits for a second person and what became of it, and the answer, which never
// comes from whoever asked (SEC-07).
import { z } from 'zod';
import { numberText } from '../platform/layout/format.ts';
import { momentText } from '../platform/layout/moment.ts';
import { typedWords } from '../platform/shown-text.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route, type Shows } from '../platform/web-route.ts';
import { askForProof } from '../staff/proof.sql.ts';
import { may } from '../staff/rights.ts';
import { type LargeDownload, MOST_AT_ONCE, standingOf } from './large-download.ts';
import { largeDownloadAddress, largeDownloadsAddress, newLargeDownloadAddress } from './large-download-addresses.ts';
import { answerDownload, downloadAsked, downloadsAsked } from './large-downloads.sql.ts';

// Whoever may have a file of many children may open these; what of them there is for somebody is theirs, or theirs to answer.
const who = may('see-lists');
const form = z.object({ answer: z.enum(['agree', 'refuse'], 'Choose whether you agree'), note: typedWords('Enter why you agree or refuse', 500, 'Enter 500 characters or fewer') });
type One<Form> = PageRequest<'/large-downloads/:id', typeof who, object, Form>;

/** The list, and the page of one with its answer. */
export const largeDownloadRoutes: readonly Route[] = [
  page({ address: largeDownloadsAddress, who, answer: showList }),
  page({ address: largeDownloadAddress, who, answer: (request) => showOne(request) }),
  post({ address: largeDownloadAddress, who, form, answer: receive }),
];

const standings = { waiting: 'Waits for a second person', lapsed: 'Lapsed: nobody answered within 7 days', refused: 'Not agreed to', agreed: 'Agreed to', over: 'Agreed to, and over' } as const;

function standingWords(one: LargeDownload): string {
  const standing = standingOf(one);
  if (standing === 'waiting') return `${standings.waiting} until ${momentText(one.lapsesAt)}`;
  return standing === 'agreed' ? `${standings.agreed} until ${momentText(one.answer?.endsAt ?? '')}` : standings[standing];
}

async function showList({ db, viewer, now }: PageRequest<string, typeof who, object, never>): Promise<Answer> {
  const rows = (await downloadsAsked(db, viewer, now)).map((one) => ({
    href: largeDownloadAddress({ id: one.id }), what: one.holds.about[0]?.[1] ?? 'File', children: numberText(one.children), asker: one.askedBy === viewer.staffId ? 'You' : one.asker,
    asked: momentText(one.askedAt), standing: standingWords(one),
  }));
  return { page: 'governance/large-downloads.njk', model: { rows, most: MOST_AT_ONCE }, shows: 'nobody' };
}

async function showOne({ db, viewer, parts: { id }, now }: One<unknown>, more: object = {}, shows: Shows = 'nobody'): Promise<Answer> {
  const one = await downloadAsked(db, viewer, id, now);
  if (one === null) return NOT_FOUND;
  const [standing, own] = [standingOf(one), one.askedBy === viewer.staffId];
  const model = {
    ...one, words: standingWords(one), own, href: own && standing === 'agreed' ? one.file : null, again: own && (standing === 'lapsed' || standing === 'refused' || standing === 'over') ? newLargeDownloadAddress({ file: one.file }) : null,
    answers: !own && standing === 'waiting', action: largeDownloadAddress({ id }), back: { href: largeDownloadsAddress(), text: 'Large downloads' }, ...more,
  };
  return { page: 'governance/large-download.njk', model, shows };
}

async function receive(request: One<z.infer<typeof form>>): Promise<Answer> {
  const { db, viewer, parts: { id }, form: given, now } = request;
  const one = await downloadAsked(db, viewer, id, now);
  if (one === null) return NOT_FOUND;
  if (!given.ok) return showOne(request, { errors: given.errors, chosen: given.typed['answer'], note: given.typed['note'] });
  const back = largeDownloadAddress({ id });
  if (one.askedBy === viewer.staffId) return showOne(request, { errors: [{ field: '', message: 'You asked for this file yourself. Somebody else has to agree' }] }, { what: 'own large download refused', children: [] });
  const proof = await askForProof(db, request, { address: back, fields: given.typed });
  if (proof !== null) return proof;
  const agreed = given.values.answer === 'agree';
  const done = await answerDownload(db, viewer, { id, agreed, note: given.values.note }, now);
  return { goTo: back, notice: done ? `${one.asker} is told on their page of large downloads.` : 'Nothing was changed: somebody else has answered before you, or it has lapsed.' };
}
