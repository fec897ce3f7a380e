import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
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

/** The public half of a key in PEM. */
export function publicPart(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
}

const earlierKeys = (path: string): string => join(dirname(path), 'earlier');

/** The public keys, PEM, that checkpoints here may be signed with: that of the file, and those of where the record was before. */
export function trustedKeys(path: string): string[] {
  const folder = earlierKeys(path);
  const earlier = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.pem')) : [];
  return [publicPart(signingKey(path)), ...earlier.sort().map((name) => readFileSync(join(folder, name), 'utf8'))];
}

/** Lets checkpoints be signed with this public key too: the record was brought here from where it belongs. */
export function trustEarlierKey(path: string, publicKey: string): void {
  const folder = earlierKeys(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, `${readdirSync(folder).length + 1}.pem`), publicKey, { mode: 0o600, flush: true });
}
