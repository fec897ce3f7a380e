// A file as it goes out: whoever asked for it may have the next of it only as long as they may see what they saw (SEC-06).
import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import type { FastifyReply } from 'fastify';
import { errorFields } from './logging.ts';
import type { Viewer } from './viewer.ts';
import type { WebParts } from './web-parts.ts';

/** Whoever asked for a file. */
interface Reader { readonly viewer: Viewer | null; readonly signInToken: string | null }

/** Pieces between two looks: some hundred rows, less than a second’s worth. */
const BETWEEN_LOOKS = 4;

/** The file, which breaks off where it cannot be made, and where what its reader may see has changed since it was asked for. */
export function goingOut(parts: WebParts, reply: FastifyReply, reader: Reader, file: Readable): Readable {
  const { request } = reply;
  // Once the first byte is sent no page can say that the rest failed: whoever looks after the program has to be told.
  return Readable.from(whilstAllowed(file, () => isAllowed(parts, reader, reply.elapsedTime)), { objectMode: false })
    .once('error', (error) => parts.log.error('A file broke off while it was sent.', { reference: request.id, route: `${request.method} ${request.routeOptions.url ?? ''}`, ...errorFields(error) }));
}

async function* whilstAllowed(file: Readable, allowed: () => Promise<boolean>): AsyncGenerator<unknown> {
  let pieces = 0;
  for await (const piece of file) {
    if (pieces % BETWEEN_LOOKS === 0 && !(await allowed())) throw new Error('what its reader may see has changed since it was asked for');
    pieces += 1;
    yield piece;
  }
}

async function isAllowed({ signIns, closedWithin, now }: WebParts, { viewer, signInToken }: Reader, milliseconds: number): Promise<boolean> {
  if (viewer === null || signInToken === null) return true;
  const open = await signIns.open(signInToken, now(), true);
  return isDeepStrictEqual(open?.viewer, viewer) && !(await closedWithin(milliseconds));
}
