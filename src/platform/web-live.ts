import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LivePages } from './live.ts';
import type { WebParts } from './web-parts.ts';

/** Where pages hear of changes. */
const LIVE = '/live';

/** Serves the stream that tells pages to fetch their figures anew. It tells nothing else, so everybody signed in may hear it. */
export function serveLive(app: FastifyInstance, parts: WebParts): void {
  const { changes, signIns, now } = parts;
  const pages = new LivePages({ ...changes, standing: (tokens, at) => signIns.standing(tokens, at), now });
  app.addHook('preClose', () => pages.stop());
  app.get(LIVE, { config: { who: 'signed-in' } }, (request: FastifyRequest, reply: FastifyReply) => {
    const { viewer = null, signInToken = null } = request.visit ?? {};
    if (viewer === null || signInToken === null) return reply.status(401).type('text/plain; charset=utf-8').send('Sign in to see live pages.');
    const stream = pages.open({ token: signInToken, staffId: viewer.staffId });
    if (stream === null) return reply.status(429).type('text/plain; charset=utf-8').send('Too many live pages are open.');
    // Proxies in between are asked not to hold back what is sent; the connection is for nothing else.
    return reply.headers({ 'x-accel-buffering': 'no', connection: 'close' }).type('text/event-stream; charset=utf-8').send(stream);
  });
}

/** Whether a page was fetched by its own script and by nobody: that is no use of a sign-in, nor reads its notice. */
export function isUnattended({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  return method === 'GET' && (headers['x-unattended'] !== undefined || headers.accept === 'text/event-stream');
}
