import type { FastifyInstance } from 'fastify';
import type { Asset, Assets } from './layout/assets.ts';

/** Serves the built styles, script and icons. Their addresses change with their content, so browsers keep them. */
export function serveAssets(app: FastifyInstance, assets: Assets): void {
  for (const [address, asset] of assets.files) {
    app.get(address, { config: { who: 'anyone' } }, (request, reply) => {
      const { body, encoding } = bestFor(asset, request.headers['accept-encoding'] ?? '');
      if (encoding !== null) reply.header('content-encoding', encoding);
      reply.headers({ 'content-type': asset.contentType, vary: 'accept-encoding' });
      return reply.header('cache-control', 'public, max-age=31536000, immutable').send(body);
    });
  }
}

function bestFor(asset: Asset, accepted: string): { body: Buffer; encoding: 'br' | 'gzip' | null } {
  if (/\bbr\b/.test(accepted)) return { body: asset.br, encoding: 'br' };
  if (/\bgzip\b/.test(accepted)) return { body: asset.gzip, encoding: 'gzip' };
  return { body: asset.plain, encoding: null };
}
