import { codeDigest } from './code-digest.file.ts';
import type { Derive } from './derivation.ts';
import { withThread } from './derive-apart.file.ts';
import { deriveWith } from './derive.ts';

let own: Derive | undefined;

/** How this program derives rows, in a thread where they are many: the same function at every call, for the life of the process. */
export function ownDerive(): Derive {
  return (own ??= inThread(deriveWith(codeDigest())));
}

function inThread(derive: Derive): Derive {
  return (council) => {
    const derivation = derive(council);
    const { fingerprint } = derivation;
    return { ...derivation, apart: (use) => withThread((ask) => use((batch) => ask({ council, fingerprint, batch }))) };
  };
}
