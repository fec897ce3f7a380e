import type { FastifyReply, FastifyRequest } from 'fastify';
import { numberText, waitText } from './layout/format.ts';
import type { Viewer } from './viewer.ts';
import { isRenewed } from './web-cookie.ts';
import { goingOut } from './web-file.ts';
import { formToken } from './web-form.ts';
import { downloadHeaders, FORGET } from './web-headers.ts';
import { isUnattended, sendLive } from './web-live.ts';
import type { AccessNote, Guide, NavigationLine, WebParts } from './web-parts.ts';
import { allows, type Answer, type Shows, type Site } from './web-route.ts';

/** What is known of the request by the time that it is answered. */
export interface Visit {
  readonly viewer: Viewer | null;
  readonly signInToken: string | null;
  /** The cookie that forms of this visitor are bound to. */
  readonly cookie: string;
  readonly notice: string | null;
  /** Seconds until the sign-in ends if nothing more is done; 0 without one. */
  readonly secondsLeft: number;
  readonly site: Site;
  readonly now: string;
  readonly nonce: string;
}

/** An answer that could not be given because its access entry could not be written: nothing is shown (AUD-02). */
export class NotRecorded extends Error {}

/** The navigation with its counts where they are being counted already; null where that could not be done. */
type Counting = Promise<object[] | null> | null;

interface Told { readonly visit: Visit; readonly answer: Answer; readonly navigation: Counting }

/** Sends an answer: first the access entry, then the first byte. */
export async function send(parts: WebParts, request: FastifyRequest, reply: FastifyReply, told: Told): Promise<FastifyReply> {
  const { visit, answer, navigation } = told;
  if ('notFound' in answer) return refuse(parts, request, reply, { visit, navigation, what: answer.refused.length > 0 ? 'refused' : 'nothing there', children: answer.refused });
  if ('wait' in answer) return sendTrouble(parts, request, reply.header('retry-after', String(Math.ceil(answer.wait))), { visit, status: 429, reason: waitText(answer.wait) });
  if ('goTo' in answer) return sendOn(parts, request, reply, { visit, answer });
  if ('live' in answer) return sendLive(request, reply, visit);
  await recordRefused(parts, request, visit, answer);
  await recordShown(parts, request, visit, answer.shows);
  if ('download' in answer) {
    const { fileName, contentType, body } = answer.download;
    return reply.headers(downloadHeaders(fileName, contentType)).send(typeof body === 'function' ? await goingOut(parts, reply, visit, body) : body);
  }
  // Of what a page fetches by itself it takes its own parts: what waits elsewhere is not counted for it.
  const more = isUnattended(request) ? {} : { navigation: (await navigation) ?? await navigationOf(parts, request, visit), guide: await guideOf(parts, request, visit) };
  const html = parts.render(answer.page, { ...frame(parts, request, visit), ...more, ...answer.model });
  if (answer.signIn !== undefined) reply.header('set-cookie', parts.jar.write(answer.signIn));
  if (visit.notice !== null && visit.signInToken !== null) await parts.signIns.setNotice(visit.signInToken, null);
  return reply.status(statusOf(answer)).type('text/html; charset=utf-8').send(html);
}

/** The page of what does not exist, once the access log has what was refused: a route, or a child's record; or that there was nothing. */
export async function refuse(
  parts: WebParts, request: FastifyRequest, reply: FastifyReply,
  { visit, what, children, navigation = null }: { visit: Visit; what: 'refused' | 'nothing there'; children: readonly string[]; navigation?: Counting },
): Promise<FastifyReply> {
  if (visit.viewer !== null) await recordOrRefuse(parts, visit.viewer, { what, route: routeOf(request), children, now: visit.now });
  return sendTrouble(parts, request, reply, { visit, status: 404, navigation });
}

// A form shown again because of errors is not a success: tools and tests can tell.
function statusOf({ status, model }: Extract<Answer, { page: string }>): number {
  return status ?? ('errors' in model && Array.isArray(model.errors) && model.errors.length > 0 ? 422 : 200);
}

/** Enters that a page tells somebody who is signed in that it is not as they asked: an impossible filter, say. What a page asks again by itself was entered. */
async function recordRefused(parts: WebParts, request: FastifyRequest, { viewer, now }: Visit, answer: Extract<Answer, { shows: Shows }>): Promise<void> {
  const status = 'page' in answer ? statusOf(answer) : 200;
  if (viewer === null || status < 400 || request.method !== 'GET' || isUnattended(request) || ('page' in answer && answer.refusalEntered)) return;
  await recordOrRefuse(parts, viewer, { what: status === 404 ? 'nothing there' : 'question refused', route: routeOf(request), children: [], now });
}

async function recordShown(parts: WebParts, request: FastifyRequest, visit: Visit, shows: Shows): Promise<void> {
  if (shows === 'nobody') return;
  if (visit.viewer === null) throw new Error(`${routeOf(request)} shows children to somebody who is not signed in`);
  await recordOrRefuse(parts, visit.viewer, { ...shows, route: routeOf(request), now: visit.now });
}

/**
 * Enters that somebody asked what is not understood, or sent a form that no page of theirs sends, or one that is too big. Of those who are not signed in
 * no more than so many are entered. Gives back why it cannot be entered.
 */
export async function noteRefusal(parts: WebParts, request: FastifyRequest, { visit: { viewer, now }, status }: { visit: Visit; status: number }): Promise<NotRecorded | null> {
  const note = { what: status === 400 ? 'question refused' : 'form refused', route: routeOf(request) };
  const entered = viewer === null ? orRefuse(parts.recordRefusal({ ...note, from: request.ip, now })) : recordOrRefuse(parts, viewer, { ...note, children: [], now });
  return entered.then(() => null, (lost: NotRecorded) => lost);
}

const recordOrRefuse = (parts: WebParts, viewer: Viewer, note: AccessNote): Promise<void> => orRefuse(parts.recordAccess(viewer, note));

/** Waits for an access entry; where it cannot be written, throws `NotRecorded`, which becomes a 503. */
async function orRefuse(entering: Promise<unknown>): Promise<void> {
  try {
    await entering;
  } catch (cause) {
    throw new NotRecorded('the access entry could not be written', { cause });
  }
}

interface GoingOn { readonly visit: Visit; readonly answer: Extract<Answer, { goTo: string }> }

async function sendOn(parts: WebParts, request: FastifyRequest, reply: FastifyReply, { visit, answer }: GoingOn): Promise<FastifyReply> {
  await recordShown(parts, request, visit, answer.shows ?? 'nobody');
  const { signInToken: before } = visit;
  if (answer.signIn !== undefined && before !== null && isRenewed(answer.signIn, before)) request.server.live.goOn(before, answer.signIn);
  const token = answer.signIn ?? before;
  if (answer.notice !== undefined && token !== null) await parts.signIns.setNotice(token, answer.notice);
  if (answer.signIn !== undefined) reply.header('set-cookie', parts.jar.write(answer.signIn));
  if (answer.signOut) reply.headers({ ...FORGET, 'set-cookie': parts.jar.remove() });
  return reply.redirect(answer.goTo, 303);
}

/** Sends the page that says what went wrong, with a reference and nothing of the inside (SEC-74). */
export async function sendTrouble(
  parts: WebParts,
  request: FastifyRequest,
  reply: FastifyReply,
  told: { visit: Visit; status: number; reason?: string; anew?: string | null; navigation?: Counting },
): Promise<FastifyReply> {
  const known = [400, 403, 404, 413, 429, 503].includes(told.status) ? told.status : 500;
  // What is wrong is told also where what waits cannot be counted.
  const uncounted = linesFor(parts, request, told.visit).map(({ line }) => line);
  const counted = async (): Promise<object[]> => (await told.navigation) ?? navigationOf(parts, request, told.visit);
  const navigation = known < 500 ? await counted().catch(() => uncounted) : uncounted;
  const names = { ...frame(parts, request, told.visit), navigation, reference: request.id, reason: told.reason, anew: told.anew };
  const html = parts.render(`platform/layout/trouble-${known}.njk`, names);
  return reply.status(told.status).type('text/html; charset=utf-8').send(html);
}

/** The lines of the navigation that the viewer's rights allow, each with what counts it. */
function linesFor(parts: WebParts, request: FastifyRequest, { viewer }: Visit): { line: { text: string; href: string; current: boolean; active: boolean }; count: NavigationLine['count'] }[] {
  const path = request.url.split('?')[0] ?? '/';
  return parts.navigation.filter(({ who }) => viewer !== null && allows(who, viewer))
    .map(({ text, href, count }) => ({ line: { text, href, current: path === href, active: path.startsWith(`${href}/`) }, count }));
}

/** The navigation with its counts: those who wait are told on every page, as things are when it is asked for. */
export async function navigationOf(parts: WebParts, request: FastifyRequest, visit: Visit): Promise<object[]> {
  const { viewer, now } = visit;
  const counted = await Promise.all(linesFor(parts, request, visit).map(async ({ line, count }) => {
    const waiting = viewer === null || count === undefined ? 0 : await count(parts.db, viewer, now);
    return { line, waiting };
  }));
  return counted.flatMap(({ line, waiting }) => (waiting === null ? [] : [{ ...line, text: waiting > 0 ? `${line.text} (${numberText(waiting)})` : line.text }]));
}

// A form that is shown again has errors to speak of, and needs no guide as well.
async function guideOf(parts: WebParts, request: FastifyRequest, { viewer }: Visit): Promise<Guide | null> {
  return viewer === null || request.method !== 'GET' ? null : parts.help.guide(viewer, request.routeOptions.url ?? '');
}

/** The names that the frame of every page needs, beside those of its own model. */
function frame(parts: WebParts, request: FastifyRequest, visit: Visit): object {
  const { css, js, icon } = parts.assets;
  return {
    viewer: visit.viewer,
    site: visit.site,
    now: visit.now,
    nonce: visit.nonce,
    notice: visit.notice,
    token: formToken(visit.cookie),
    assets: { css, js, icon },
    secondsLeft: visit.secondsLeft,
    helpLink: parts.help.link(request.routeOptions.url ?? ''),
    here: request.url,
    origin: parts.publicAddress ?? `http://${request.headers.host ?? ''}`,
  };
}

/** The pattern of the address of a request: what the access log keeps, since it holds no reference. */
export function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? ''}`;
}
