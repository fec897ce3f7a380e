// A port of this machine that nobody listens at.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A port that was free just now: for an application whose own address has to be known before it listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
