import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The user that the database server runs as. */
export type Account = { uid: number; gid: number; other: boolean };

function numberOf(flag: '-u' | '-g', name: string): number | null {
  try {
    return Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }));
  } catch {
    return null;
  }
}

/**
 * PostgreSQL refuses to run as root, so as root the server runs as `postgres` where the machine has that user, else as
 * `nobody` (`other` is true); else as the user who started the program.
 */
export function serverAccount(): Account {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  if (own.uid !== 0) return { ...own, other: false };
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [numberOf('-u', name), numberOf('-g', name)];
    if (uid !== null && gid !== null) return { uid, gid, other: true };
  }
  return { uid: 65534, gid: 65534, other: true };
}

/**
 * Whether the account may enter every directory above `path` and has the rights `bits` on `path` itself (1 enter or
 * run, 5 also read), by the plain file modes.
 */
export function canReach(path: string, account: Account, bits: 1 | 5 = 1): boolean {
  if (!account.other) return true;
  const allowed = (at: string, wanted: number): boolean => {
    const { uid, gid, mode } = statSync(at);
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
    return ((mode >> shift) & wanted) === wanted;
  };
  const full = resolve(path);
  if (!allowed(full, bits)) return false;
  for (let at = dirname(full); ; at = dirname(at)) {
    if (!allowed(at, 0o1)) return false;
    if (at === dirname(at)) return true;
  }
}
