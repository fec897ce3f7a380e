import { codeDigest } from './code-digest.file.ts';
import type { Derive } from './derivation.ts';
import { withHelpers } from './derive-apart.file.ts';
import { deriveWith } from './derive.ts';

let own: Derive | undefined;

/** How this program derives rows, in processes beside where they are many: the same function at every call, for the life of the process. */
export function ownDerive(): Derive {
  return (own ??= apart(deriveWith(codeDigest())));
}

function apart(derive: Derive): Derive {
  return (council) => {
    const derivation = derive(council);
    const { fingerprint } = derivation;
    return { ...derivation, apart: (use) => withHelpers((ask) => use((batch) => ask({ council, fingerprint, batch }))) };
  };
}
