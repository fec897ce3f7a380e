// What somebody had typed when their sign-in had ended: kept for an hour, and offered to be sent again (SEC-35).
import { z } from 'zod';
import { safeNext } from '../platform/web-guard.ts';
import { type Answer, NOT_FOUND, page, type PageRequest, post, type Route } from '../platform/web-route.ts';
import { discardFormAddress, keepFormAddress, keptFormAddress } from './addresses.ts';
import { discardForm, keepFormOfSignIn, type KeptForm, keptFormOf } from './kept-form.sql.ts';

const MOST_CHARACTERS = 500_000;
const value = z.union([z.string(), z.array(z.string())]);
const handed = z.object({
  address: z.string().max(2000),
  fields: z.string().max(MOST_CHARACTERS).transform((text, context) => {
    const read = z.record(z.string().max(200), value).safeParse(parsed(text));
    if (read.success) return read.data;
    context.addIssue({ code: 'custom', message: 'Not fields' });
    return z.NEVER;
  }),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Handing over what was typed, looking at it again, and throwing it away. `start` is where people begin. */
export function keptFormRoutes(start: string): Route[] {
  return [
    page({ address: keptFormAddress, who: 'signed-in', answer: show }),
    post({ address: keepFormAddress, who: 'anyone', form: handed, answer: keep }),
    post({ address: discardFormAddress, who: 'signed-in', form: z.object({}), answer: (request) => discard(request, start) }),
  ];
}

/** What the script hands over when it leaves a page whose sign-in is about to be over. It is never sent on from here. */
async function keep({ db, cookie, form, now }: PageRequest<string, 'anyone', object, z.infer<typeof handed>>): Promise<Answer> {
  if (!form.ok || safeNext(form.values.address, '') === '') return NOT_FOUND;
  const kept = await keepFormOfSignIn(db, { token: cookie, now }, form.values);
  return kept ? { goTo: keptFormAddress() } : NOT_FOUND;
}

async function show({ db, viewer, now }: PageRequest<string, 'signed-in', object, never>): Promise<Answer> {
  const kept = await keptFormOf(db, viewer.staffId, now);
  if (kept === null) return { page: 'staff/kept-form.njk', model: { kept: null }, shows: 'nobody' };
  const children = kept.address.match(/(?<=^\/children\/)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/)?.slice(0, 1) ?? [];
  return { page: 'staff/kept-form.njk', model: { kept: { address: kept.address, fields: fieldsOf(kept) } }, shows: { what: 'form kept', children } };
}

function fieldsOf({ fields }: KeptForm): { name: string; value: string }[] {
  return Object.entries(fields).flatMap(([name, given]) => [given].flat().map((one) => ({ name, value: String(one) })));
}

async function discard({ db, viewer }: PageRequest<string, 'signed-in', object, object>, start: string): Promise<Answer> {
  await discardForm(db, viewer.staffId);
  return { goTo: start, notice: 'What you had typed is thrown away.' };
}
