import { codeDigest } from './code-digest.file.ts';
import type { Derive } from './derivation.ts';
import { deriveWith } from './derive.ts';

let own: Derive | undefined;

/** How this program derives rows: the same function at every call, for the life of the process. */
export function ownDerive(): Derive {
  return (own ??= deriveWith(codeDigest()));
}
