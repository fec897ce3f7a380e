// The main module of the process that reads a file from outside. It gets what to read as one JSON argument and writes one
// line of JSON a step to its output. It has no environment, network, database or children, little memory, and may read
// only the program and the files named: see `read-return.file.ts`.
import './no-network.file.ts';
import { readHere } from './read-here.file.ts';
import type { ReturnKind, ReturnOptions } from './sen2-reading.ts';

/** Writes a line and waits until the parent has taken enough of what came before. */
function write(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(line, (error) => (error ? reject(error) : resolve()));
  });
}

const { kind, paths, options } = JSON.parse(process.argv[2] ?? '{}') as { kind: ReturnKind; paths: string[]; options: ReturnOptions };
for await (const step of readHere(kind, paths, options)) await write(`${JSON.stringify(step)}\n`);
await write(`${JSON.stringify({ done: true })}\n`);
