// The main module of a thread that works out rows: see `derive-apart.file.ts`.
import { parentPort } from 'node:worker_threads';
import { codeDigest } from './code-digest.file.ts';
import type { Derivation } from './derivation.ts';
import type { Asked } from './derive-apart.file.ts';
import { batchRows } from './derive-batch.ts';
import { deriveWith } from './derive.ts';

const derive = deriveWith(codeDigest());
let last: Derivation | undefined;

function derivationFor({ council, fingerprint }: Asked): Derivation {
  const derivation = last?.fingerprint === fingerprint ? last : derive(council);
  if (derivation.fingerprint !== fingerprint) throw new Error('The program on disk is not the one that was started. Start it again.');
  return (last = derivation);
}

parentPort?.on('message', (asked: Asked) => {
  const rows = batchRows(derivationFor(asked), asked.batch);
  // Handed over, not copied.
  parentPort?.postMessage(rows, rows.map(({ buffer }) => buffer as ArrayBuffer));
});
