// Speaks to clamd, the daemon of ClamAV: sends it a file piece by piece (its command INSTREAM) and takes its verdict.
// See docs.clamav.net/manual/Usage/ClamdProtocol.html
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { ScannerAddress, Scanning } from './config.ts';

/** What became of a scan. Whatever is not a plain "clean" or a name is `unchecked`, with the reason: never clean. */
export type ScanVerdict = { readonly clean: true } | { readonly virus: string } | { readonly unchecked: string };

/** How many milliseconds the scanner may be silent, before it answers the call and after. */
export interface Patience { readonly toConnect: number; readonly toAnswer: number }

/** Three minutes: the scanner itself gives up on a file after two. */
const usual: Patience = { toConnect: 10_000, toAnswer: 180_000 };

/** Where the scanner is, in words. */
export function scannerInWords(scanner: ScannerAddress): string {
  return 'path' in scanner ? scanner.path : `${scanner.host}:${scanner.port}`;
}

/** Sends the file to the scanner. A scanner that cannot be asked is a verdict too. */
export async function scanFile(scanner: ScannerAddress, path: string, patience = usual): Promise<ScanVerdict> {
  const answer = await ask(scanner, (socket) => sendFile(socket, path), patience);
  return 'failed' in answer ? { unchecked: answer.failed } : verdictOf(answer.said);
}

/** What checks files before they are read: a scanner; nothing, where none is needed; or `missing`, where one is and is not set. */
export function scannerOf(scanning: Scanning): { where: string; scan: (path: string) => Promise<ScanVerdict> } | 'missing' | null {
  if (typeof scanning === 'string') return scanning === 'missing' ? 'missing' : null;
  return { where: scannerInWords(scanning), scan: (path) => scanFile(scanning, path) };
}

/** Asks the scanner whether it is there: null, or why not. */
export async function scannerTrouble(scanner: ScannerAddress, patience: Patience = { toConnect: 5000, toAnswer: 5000 }): Promise<string | null> {
  const answer = await ask(scanner, (socket) => Promise.resolve(socket.write('zPING\0')), patience);
  if ('failed' in answer) return answer.failed;
  return answer.said === 'PONG' ? null : 'what answers there is not clamd';
}

function verdictOf(said: string): ScanVerdict {
  if (said === 'stream: OK') return { clean: true };
  const found = /^stream: (.+) FOUND$/.exec(said)?.[1];
  // clamd can be set to tell of what it was too large to look into as if that were a virus.
  const tooLarge = /size limit exceeded|^Heuristics\.Limits\.Exceeded/.test(found ?? said);
  if (tooLarge) return { unchecked: 'the file is larger than it is set to take: raise StreamMaxLength, MaxFileSize and MaxScanSize in clamd.conf' };
  if (found !== undefined) return { virus: found };
  return { unchecked: said === '' ? 'it ended the call without an answer' : 'its answer is not one that clamd gives to a file' };
}

type Told = { readonly said: string } | { readonly failed: string };

/** What the scanner said, without the NUL that ends it. It may say it before all was sent, and end the call. */
function ask(scanner: ScannerAddress, send: (socket: Socket) => Promise<unknown>, patience: Patience): Promise<Told> {
  const socket = connect(scanner);
  let said = '';
  let failed: string | null = null;
  socket.setTimeout(patience.toConnect, () => socket.destroy(new Error('it gave no answer in time')));
  socket.once('connect', () => {
    socket.setTimeout(patience.toAnswer);
    // Where it was the call that broke, that is known already.
    send(socket).catch(() => socket.destroy(new Error('the file could not be read to its end')));
  });
  socket.setEncoding('utf8').on('data', (piece: string) => {
    said += piece;
    if (said.includes('\0')) socket.destroy();
  });
  socket.on('error', (error) => (failed ??= reasonOf(error)));
  return new Promise((resolve) => {
    socket.once('close', () => resolve(said.includes('\0') || failed === null ? { said: said.split('\0')[0] ?? '' } : { failed }));
  });
}

/** The file as the command wants it: pieces, each after its length, and an empty one at the end. */
async function* framed(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const piece of pieces) {
    yield lengthOf(piece.length);
    yield piece;
  }
  yield lengthOf(0);
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

function sendFile(socket: Socket, path: string): Promise<void> {
  return pipeline(createReadStream(path, { highWaterMark: 1 << 18 }), framed, socket, { end: false });
}

const brokenOff = 'it broke off the call, as it does where a file is larger than StreamMaxLength in clamd.conf';
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there', ENOENT: 'there is no such socket', ENOTFOUND: 'there is no machine of that name', EAI_AGAIN: 'there is no machine of that name',
  ETIMEDOUT: 'it gave no answer in time', EACCES: 'this user may not speak to it', ECONNRESET: brokenOff, EPIPE: brokenOff,
};

function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code === undefined ? error.message : reasons[error.code] ?? error.code;
}
