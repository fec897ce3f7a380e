// The main module of the process that reads a file from outside. It gets what to read as one JSON argument and writes one
// line of JSON a step to its output. It has no environment, network, database or children, little memory, and may read
// only the program and the files named: see `read-return.file.ts`.
import { once } from 'node:events';
import { Socket } from 'node:net';
import './no-network.file.ts';
import { readHere } from './read-here.file.ts';
import type { ReadKind, ReturnOptions } from './sen2-reading.ts';

const OUTPUT = 1;
const WAITING_BYTES = 4_000_000;

// `process.stdout` on a pipe blocks the process. A socket over it lets the next batches be read while the parent takes
// the last, and waits when some megabytes lie unread.
const output = new Socket({ fd: OUTPUT, readable: false, writable: true });
output.on('error', () => process.exit(1));

async function write(step: unknown): Promise<void> {
  output.write(`${JSON.stringify(step)}\n`);
  if (output.writableLength > WAITING_BYTES) await once(output, 'drain');
}

const { kind, paths, options } = JSON.parse(process.argv[2] ?? '{}') as { kind: ReadKind; paths: string[]; options: ReturnOptions };
for await (const step of readHere(kind, paths, options)) await write(step);
await write({ done: true });
output.end();
