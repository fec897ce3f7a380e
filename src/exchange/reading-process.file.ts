// The main module of the process that reads a file from outside. It gets what to read as one JSON argument and writes one
// line of JSON a step to its output. It has no environment, network, database or children, little memory, and may read
// only the program and the files named: see `read-return.file.ts`.
import fs from 'node:fs';
import './no-network.file.ts';
import { readHere } from './read-here.file.ts';
import type { ReturnKind, ReturnOptions } from './sen2-reading.ts';

const OUTPUT = 1;

async function writeAll(line: Buffer): Promise<void> {
  for (let from = 0; from < line.length;) from += await new Promise<number>((resolve, reject) => {
    fs.write(OUTPUT, line, from, (error, written) => (error === null ? resolve(written) : reject(error)));
  });
}

// Standard output on a pipe blocks the process. Writing from the pool of threads, one line at a time, lets the next batch
// be read meanwhile, and still waits when the parent is slow.
let writing = Promise.resolve();
async function write(step: unknown): Promise<void> {
  const line = Buffer.from(`${JSON.stringify(step)}\n`);
  await writing;
  writing = writeAll(line);
}

const { kind, paths, options } = JSON.parse(process.argv[2] ?? '{}') as { kind: ReturnKind; paths: string[]; options: ReturnOptions };
for await (const step of readHere(kind, paths, options)) await write(step);
await write({ done: true });
await writing;
