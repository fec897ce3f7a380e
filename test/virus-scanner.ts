// A scanner for tests: a server that speaks the protocol of clamd over TCP, and knows one virus, the EICAR test file.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Ending } from './visitor.ts';

/** The harmless text that every scanner takes for a virus (eicar.org), put together here so that this file is none. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('-');

/** What the scanner does once it has a whole file: looks, says nothing, or ends the call; `small` takes 1,000 bytes at most. */
export type Behaviour = 'looks' | 'silent' | 'hangs up' | 'small';

/** A scanner at work. `behaviour` may be changed; `scanned` counts whole files. */
export interface TestScanner { readonly address: { host: string; port: number }; behaviour: Behaviour; scanned: number; close(): Promise<void> }

/** Starts a scanner, which ends after the test. */
export async function startScanner(t: Ending): Promise<TestScanner> {
  const calls = new Set<Socket>();
  const server = createServer((call) => {
    calls.add(call);
    call.on('error', () => {}).on('close', () => calls.delete(call));
    let come = Buffer.alloc(0);
    call.on('data', (piece: Buffer) => {
      come = Buffer.concat([come, piece]);
      answer(scanner, call, come);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    for (const call of calls) call.destroy();
    if (server.listening) await once(server.close(), 'close');
  };
  const scanner: TestScanner = { address: { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, behaviour: 'looks', scanned: 0, close };
  t.after(close);
  return scanner;
}

const COMMAND = 'zINSTREAM\0';

/** The pieces of a file put together, and whether that is all of it. */
function fileIn(come: Buffer): { file: Buffer; whole: boolean } {
  const pieces: Buffer[] = [];
  for (let at = COMMAND.length; at + 4 <= come.length;) {
    const length = come.readUInt32BE(at);
    if (length === 0) return { file: Buffer.concat(pieces), whole: true };
    pieces.push(come.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { file: Buffer.concat(pieces), whole: false };
}

function answer(scanner: TestScanner, call: Socket, come: Buffer): void {
  if (scanner.behaviour === 'silent' || call.writableEnded) return;
  if (come.toString().startsWith('zPING\0')) return void call.end('PONG\0');
  const { file, whole } = fileIn(come);
  if (scanner.behaviour === 'small' && file.length > 1000) return void call.end('INSTREAM size limit exceeded. ERROR\0');
  if (!whole) return;
  scanner.scanned += 1;
  if (scanner.behaviour === 'hangs up') call.end();
  else call.end(file.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
}
