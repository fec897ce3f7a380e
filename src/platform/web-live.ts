// The stream of server-sent events that tells open pages to fetch their figures anew.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LivePages } from './live.ts';
import type { Viewer } from './viewer.ts';
import { address } from './web-address.ts';
import type { WebParts } from './web-parts.ts';
import { page, type Route } from './web-route.ts';

declare module 'fastify' {
  interface FastifyInstance {
    live: LivePages;
  }
}

/** Where pages hear of changes. It tells nothing else, so everybody signed in may hear it. */
export const liveRoute: Route = page({ address: address('/live'), who: 'signed-in', answer: async () => ({ live: true, shows: 'nobody' }) });

/** Keeps the live pages of this server, until it is stopped. */
export function keepLivePages(app: FastifyInstance, { changes, signIns, now }: WebParts): void {
  app.decorate('live', new LivePages({ ...changes, standing: (tokens, at) => signIns.standing(tokens, at), now }));
  app.addHook('preClose', () => app.live.stop());
}

/** Opens a stream for a page; 429 where somebody has too many. */
export function sendLive(request: FastifyRequest, reply: FastifyReply, { viewer, signInToken }: { readonly viewer: Viewer | null; readonly signInToken: string | null }): FastifyReply {
  const stream = viewer === null || signInToken === null ? null : request.server.live.open({ token: signInToken, staffId: viewer.staffId });
  if (stream === null) return reply.status(429).type('text/plain; charset=utf-8').send('Too many live pages are open.');
  // Proxies in between are asked not to hold back what is sent; the connection is for nothing else.
  return reply.headers({ 'x-accel-buffering': 'no', connection: 'close' }).type('text/event-stream; charset=utf-8').send(stream);
}

/** Whether a page was fetched by its own script and by nobody: that is no use of a sign-in, nor reads its notice. */
export function isUnattended({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  return method === 'GET' && (headers['x-unattended'] !== undefined || headers.accept === 'text/event-stream');
}
