import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const BYTES = 32;
const known = new Map<string, Buffer>();

const keyPath = (dataDir: string): string => join(dataDir, 'keys', 'second-factor.key');

/**
 * The key of second steps in a data directory: random bytes, made on first use and readable by their owner alone. Whoever
 * runs the web on several machines copies it to each. Throws where the file holds something else.
 */
export function secondFactorKey(dataDir: string): Buffer {
  const path = keyPath(dataDir);
  const had = known.get(path);
  if (had !== undefined) return had;
  if (!existsSync(path)) makeKey(path);
  const key = readFileSync(path);
  if (key.length !== BYTES) throw new Error(`${path} is not a key of ${BYTES} bytes: put it back from a copy`);
  known.set(path, key);
  return key;
}

/** How the key stands, without making one: in place, not there, not a key, or readable by others than its owner. */
export function secondFactorKeyState(dataDir: string): { readonly path: string; readonly state: 'in place' | 'missing' | 'spoilt' | 'open' } {
  const path = keyPath(dataDir);
  if (!existsSync(path)) return { path, state: 'missing' };
  const { mode, size } = statSync(path);
  return { path, state: size !== BYTES ? 'spoilt' : (mode & 0o077) === 0 ? 'in place' : 'open' };
}

function makeKey(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Written whole under another name first: nobody reads half a key.
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  writeFileSync(draft, randomBytes(BYTES), { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    // Another process made it just now: that one counts.
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}
