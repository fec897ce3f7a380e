import { randomBytes, randomInt } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { addressAsked, besidesAsked, fieldsAsked, isAsked } from './asked-by-form.ts';
import { databaseTrouble } from './database-trouble.ts';
import { errorFields } from './logging.ts';
import { navigationOf, noteRefusal, NotRecorded, refuse, routeOf, send, sendTrouble, type Visit } from './web-answer.ts';
import { newToken } from './web-cookie.ts';
import { holdsNul, isFormToken, NotUnderstood, type Typed } from './web-form.ts';
import { isHttps, isOurHost, isOurOrigin } from './web-guard.ts';
import { KEEP_NOTHING, securityHeaders } from './web-headers.ts';
import type { WebParts } from './web-parts.ts';
import { allows, type Answer, isPolicy, type Policy, type RawRequest, type Route } from './web-route.ts';
import { serveAssets } from './web-assets.ts';
import { isUnattended, keepLivePages } from './web-live.ts';
import { forget, receiveUpload, type UploadedForm } from './web-upload.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may open the route. A route without it stops the server from starting (SEC-01). */
    who?: Policy;
  }
  interface FastifyRequest {
    visit: Visit | null;
  }
}

const MOST_FORM_BYTES = 1024 * 1024;
// Half an hour: 500 MB over a slow line.
const LONGEST_REQUEST = 30 * 60 * 1000;

/** A form that did not come from a page of ours for this visitor: 403. */
class Forged extends Error {}

/**
 * The web server, not yet listening. Throws where a route has no policy. Every request passes the same steps: host,
 * sign-in, policy, origin and token of forms, the page's own schemas, the page, the access entry, the first byte.
 */
export async function buildServer(parts: WebParts): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: MOST_FORM_BYTES,
    genReqId: newReference,
    requestTimeout: LONGEST_REQUEST,
    frameworkErrors: (_, __, reply) => void plainRefusal(reply, 400, 'This is not an address of Sightline.'),
    // One server in front: what it adds to X-Forwarded-For counts, and nothing that the sender wrote there before.
    trustProxy: parts.publicAddress !== null && ((_: string, hop: number) => hop === 0),
    routerOptions: { maxParamLength: 200 },
  });
  app.addHook('onRoute', (route) => {
    if (!isPolicy(route.config?.who)) throw new Error(`The route ${String(route.method)} ${route.url} says nobody who may open it.`);
  });
  app.removeAllContentTypeParsers();
  await app.register(formbody, { bodyLimit: MOST_FORM_BYTES });
  await app.register(multipart);
  app.decorateRequest('visit', null);
  app.addHook('onRequest', async (request, reply) => arrive(parts, request, reply));
  app.setErrorHandler<FastifyError>((error, request, reply) => sendError(parts, request, reply, error));
  app.setNotFoundHandler((request, reply) => sendTrouble(parts, request, reply, { visit: visitOf(request), status: 404 }));
  // What a process that was killed left of uploads goes.
  app.addHook('onReady', () => rm(parts.uploads, { recursive: true, force: true }));
  endWithTheLastAnswer(app);
  serveAssets(app, parts.assets);
  keepLivePages(app, parts);
  for (const route of parts.routes) addRoute(app, parts, route);
  return app;
}

// When the server is stopped, a connection without a request ends at once, also one over which none has come yet (browsers open
// such beforehand), and a busy one after its answer: nobody else would end them.
function endWithTheLastAnswer(app: FastifyInstance): void {
  const [open, busy] = [new Set<Socket>(), new Set<Socket>()];
  let stopping = false;
  app.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  app.server.on('request', ({ socket }, response) => {
    busy.add(socket);
    response.once('close', () => busy.delete(socket));
  });
  app.addHook('preClose', async () => {
    stopping = true;
    for (const socket of open) if (!busy.has(socket)) socket.destroy();
  });
  app.addHook('onResponse', async () => {
    if (stopping) setImmediate(() => app.server.closeIdleConnections());
  });
}

/** A refusal before anything is known of who asks: one line of text. */
function plainRefusal(reply: FastifyReply, status: number, text: string): FastifyReply {
  const headers = { ...securityHeaders('none', false), ...KEEP_NOTHING };
  return reply.headers(headers).status(status).type('text/plain; charset=utf-8').send(text);
}

function addRoute(app: FastifyInstance, parts: WebParts, route: Route): void {
  app.route({
    method: route.method,
    url: route.pattern,
    config: { who: route.who },
    ...(route.upload === null ? {} : { bodyLimit: route.upload.maxBytes + MOST_FORM_BYTES }),
    handler: (request, reply) => handle(parts, isAsked(request.query) ? askingAt(parts, route) : route, request, reply),
  });
}

/** The form that only asks, at the address of a page; else the page's own route. */
function askingAt({ routes }: WebParts, route: Route): Route {
  return routes.find(({ asks, pattern }) => asks === true && pattern === route.pattern) ?? route;
}

/** First step: headers, host, and who it is. */
async function arrive(parts: WebParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const nonce = randomBytes(16).toString('base64');
  reply.headers({ ...securityHeaders(nonce, isHttps(parts.publicAddress)), ...KEEP_NOTHING });
  if (!isOurHost(request.headers.host, parts.publicAddress)) {
    return plainRefusal(reply, 421, 'Sightline is not served under this name.');
  }
  const given = parts.jar.read(request.headers.cookie);
  const cookie = given ?? newToken();
  if (given === null && !request.url.startsWith('/assets/')) reply.header('set-cookie', parts.jar.write(cookie));
  const stranger = { viewer: null, signInToken: null, notice: null, secondsLeft: 0 };
  const visit: Visit = { ...stranger, cookie, nonce, now: parts.now(), site: { kind: 'empty', council: '' } };
  request.visit = visit;
  if (request.url.startsWith('/assets/')) return undefined;
  const site = await parts.site();
  const unattended = isUnattended(request);
  const open = given === null ? null : await parts.signIns.open(given, visit.now, unattended);
  request.visit = open === null ? { ...visit, site } : { ...visit, ...open, ...(unattended ? { notice: null } : {}), site, signInToken: given };
  // The script that warns of the end asks for it.
  if (open !== null) reply.header('x-seconds-left', String(open.secondsLeft));
  return undefined;
}

async function handle(parts: WebParts, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visit = visitOf(request);
  if (!allows(route.who, visit.viewer)) return turnAway(parts, request, reply, visit);
  const body = await bodyOf(parts, route, request);
  const asked = route.asks === true && request.method === 'POST' ? addressAsked(request.url, body.fields, visit.cookie) : null;
  if (asked !== null) return forget(body.files).then(() => reply.redirect(asked, 303));
  // What changes nothing does not change what waits either: that is counted meanwhile, and where it cannot be, afterwards.
  const navigation = request.method === 'GET' && !isUnattended(request) ? navigationOf(parts, request, visit).catch(() => null) : null;
  const answer = await run(route, rawRequest(parts, request, visit, body)).finally(() => forget(body.files));
  return send(parts, request, reply, { visit, answer, navigation });
}

/** The page's answer, once nothing that was sent holds what no column of the database can. */
async function run(route: Route, raw: RawRequest): Promise<Answer> {
  const names = Object.fromEntries(raw.files.map(({ name }, i) => [i, name]));
  if ([raw.parts, raw.query as Typed, raw.fields, names].some(holdsNul)) throw new NotUnderstood('There is a character in it that nobody can type.');
  return route.run(raw);
}

function rawRequest(parts: WebParts, request: FastifyRequest, visit: Visit, { fields, files }: UploadedForm): RawRequest {
  const { viewer, now, site, signInToken, cookie } = visit;
  const named = request.params as Record<string, string>;
  return { db: parts.db, viewer, parts: named, query: besidesAsked(request.query), fields, files, now, site, signInToken, cookie, from: request.ip };
}

/** Without a sign-in: to the sign-in page. Without the right: the page of what does not exist, and an access entry. */
async function turnAway(parts: WebParts, request: FastifyRequest, reply: FastifyReply, visit: Visit): Promise<FastifyReply> {
  if (visit.viewer === null) {
    const wanted = request.method === 'GET' ? request.url : await keepForm(parts, request, visit);
    return reply.redirect(parts.signInLink(wanted), 303);
  }
  return refuse(parts, request, reply, { visit, what: 'refused', children: [] });
}

/** Where a form leads whose sender's sign-in has ended: it is kept, if it came from a page of ours. Files are not. */
async function keepForm(parts: WebParts, request: FastifyRequest, visit: Visit): Promise<string | undefined> {
  const { token, ...fields } = (request.body ?? {}) as Record<string, unknown>;
  const { origin, host } = request.headers;
  if (request.isMultipart() || !isOurOrigin(origin, host, parts.publicAddress) || !isFormToken(visit.cookie, token) || holdsNul(fields)) return undefined;
  return await parts.signIns.keep(visit.cookie, { address: request.url, fields }, visit.now) ?? undefined;
}

/** The fields and files of a form, once it has proved that it comes from a page of ours for this visitor. */
async function bodyOf(parts: WebParts, route: Route, request: FastifyRequest): Promise<UploadedForm> {
  if (request.method !== 'POST') return { fields: route.asks === true ? fieldsAsked(request.url, visitOf(request).cookie) : {}, files: [] };
  const { headers } = request;
  if (!isOurOrigin(headers.origin, headers.host, parts.publicAddress)) throw new Forged();
  const cookie = parts.jar.read(headers.cookie);
  const admit = (fields: Record<string, unknown>): boolean => isFormToken(cookie, fields['token']);
  const form = request.isMultipart()
    ? await receiveUpload(request, parts.uploads, route.upload?.maxBytes ?? 0, admit)
    : { fields: (request.body ?? {}) as Record<string, unknown>, files: [] };
  if (form === null || !admit(form.fields)) {
    await forget(form?.files ?? []);
    throw new Forged();
  }
  const { token: _, ...fields } = form.fields;
  return { fields, files: form.files };
}

async function sendError(parts: WebParts, request: FastifyRequest, reply: FastifyReply, error: FastifyError): Promise<FastifyReply> {
  const status = statusOf(error);
  if (status >= 500) parts.log.error('A request failed.', { reference: request.id, route: routeOf(request), ...errorFields(rootOf(error)) });
  const told = { visit: visitOf(request), status };
  const lost = [400, 403, 413].includes(status) ? await noteRefusal(parts, request, { visit: told.visit, status }) : null;
  if (lost !== null) return sendError(parts, request, reply, lost as FastifyError);
  return sendTrouble(parts, request, reply, error instanceof NotUnderstood ? { ...told, reason: error.message, anew: error.anew } : told);
}

// The access entry's failure has a cause, and that is what the log has to tell.
function rootOf(error: Error): unknown {
  return error instanceof NotRecorded ? error.cause : error;
}

function statusOf(error: FastifyError): number {
  if (error instanceof NotUnderstood) return 400;
  if (error instanceof Forged) return 403;
  if (error instanceof NotRecorded || databaseTrouble(error) !== null) return 503;
  const status = error.statusCode ?? 500;
  // Whatever else is wrong with what was sent (a form of another kind, say) is not understood.
  return status >= 500 ? 500 : [403, 404, 413].includes(status) ? status : 400;
}

function visitOf(request: FastifyRequest): Visit {
  if (request.visit !== null) return request.visit;
  const site = { kind: 'empty' as const, council: '' };
  return { viewer: null, signInToken: null, notice: null, secondsLeft: 0, cookie: newToken(), nonce: '', now: '', site };
}

/** A reference that a person can read out: eight letters and digits that are hard to mistake. */
function newReference(): string {
  const letters = 'BCDFGHJKLMNPQRSTVWXZ23456789';
  return Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
}
