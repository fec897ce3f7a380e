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

/** The file that `make` begins, which breaks off where it cannot be made, and where what its reader may see has changed since it was asked for. */
export async function goingOut(parts: WebParts, reply: FastifyReply, reader: Reader, make: () => Promise<Readable>): Promise<Readable> {
  const { request } = reply;
  const changed = await parts.watchRestrictions(reply.elapsedTime);
  // Once the first byte is sent no page can say that the rest failed: whoever looks after the program has to be told.
  return Readable.from(whilstAllowed(await make(), async () => await standsAsBefore(parts, reader) && !(await changed())), { objectMode: false })
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

/** Whether the sign-in is open, with the role and rights that it had. */
async function standsAsBefore({ signIns, now }: WebParts, { viewer, signInToken }: Reader): Promise<boolean> {
  if (viewer === null || signInToken === null) return true;
  return isDeepStrictEqual((await signIns.open(signInToken, now(), true))?.viewer, viewer);
}
