import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The private key in a file (PKCS #8, PEM), made on first use and readable by its owner alone. Ed25519. */
export function signingKey(path: string): KeyObject {
  if (!existsSync(path)) makeKey(path);
  return createPrivateKey(readFileSync(path, 'utf8'));
}

function makeKey(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    // Another process made it just now: that one counts.
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
}

function publicPart(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
}

const earlierKeys = (path: string): string => join(dirname(path), 'earlier');

/** The public keys, PEM, that checkpoints here may be signed with: first that of the file, then those of where the record was before. */
export function trustedKeys(path: string): [string, ...string[]] {
  const folder = earlierKeys(path);
  const earlier = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.pem')) : [];
  return [publicPart(signingKey(path)), ...earlier.sort().map((name) => readFileSync(join(folder, name), 'utf8'))];
}

/** Lets checkpoints be signed with these public keys too: the record was brought here from where they belong. */
export function trustEarlierKeys(path: string, publicKeys: readonly string[]): void {
  const folder = earlierKeys(path);
  const trusted = trustedKeys(path);
  for (const key of publicKeys.filter((each) => !trusted.includes(each))) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, `${hash('sha256', key).slice(0, 32)}.pem`), key, { mode: 0o600, flush: true });
  }
}
