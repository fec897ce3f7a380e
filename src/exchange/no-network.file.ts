// Importing this file shuts the network for the rest of the process: Node 24's permission model does not cover it.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

function refuse(): never {
  throw new Error('The reading process has no network.');
}

Object.assign(net.Socket.prototype, { connect: refuse });
Object.assign(net.Server.prototype, { listen: refuse });
Object.assign(dgram.Socket.prototype, { bind: refuse, send: refuse, connect: refuse });
Object.assign(dns, { lookup: refuse, resolve: refuse });
Object.assign(globalThis, { fetch: refuse, WebSocket: refuse });
syncBuiltinESMExports();
