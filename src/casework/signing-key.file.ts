import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

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
