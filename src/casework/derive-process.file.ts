// The main module of a process that works out rows: see `derive-apart.file.ts`.
import { enableCompileCache } from 'node:module';
import type { Derivation } from './derivation.ts';
import type { Asked } from './derive-apart.file.ts';

// What the program that started it has compiled need not be compiled again.
if (process.argv[2] !== undefined) enableCompileCache(process.argv[2]);
const { codeDigest } = await import('./code-digest.file.ts');
const { batchRows } = await import('./derive-batch.ts');
const { deriveWith } = await import('./derive.ts');

const derive = deriveWith(codeDigest());
let last: Derivation | undefined;

function derivationFor({ council, fingerprint }: Asked): Derivation {
  const derivation = last?.fingerprint === fingerprint ? last : derive(council);
  if (derivation.fingerprint !== fingerprint) throw new Error('The program on disk is not the one that was started. Start it again.');
  return (last = derivation);
}

process.on('message', (asked: Asked) => process.send?.(batchRows(derivationFor(asked), asked.batch)));
