// sightline doctor: what the installation is set to, read back from the running parts, and what of it is unsafe.
import { statfsSync, statSync } from 'node:fs';
import { sql } from 'kysely';
import { inHouse, printJson, readArguments, type Run } from './command.ts';
import type { Scanning } from './config.ts';
import type { Database } from './database.ts';
import type { House } from './house.ts';
import { providerTrouble } from './identity-provider.ts';
import type { SignOnSettings } from './sign-on-settings.ts';
import { scannerInWords, scannerTrouble } from './virus-scanner.ts';

/** One setting as found. `problem` says why it is unsafe and what to do; null where it is well. */
export type Checked = { what: string; found: string; problem: string | null };

const LEAST_FREE_GB = 2;

type ServerSettings = { database: string; version: string; number: number; fsync: string; commit: string; pages: string };

async function server(db: Database, embedded: boolean): Promise<Checked[]> {
  const { rows } = await sql<ServerSettings>`
    SELECT current_database() AS database, current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
      current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
      current_setting('full_page_writes') AS pages`.execute(db);
  const [found] = rows;
  if (found === undefined) return [];
  const unsafe = 'A power cut can lose or break what was saved: set it to on in the database server.';
  return [
    { what: 'database', found: `${found.database} (${embedded ? 'embedded' : 'DATABASE_URL'})`, problem: null },
    { what: 'PostgreSQL', found: found.version, problem: found.number >= 150_000 ? null : 'Use PostgreSQL 15 or later.' },
    { what: 'fsync', found: found.fsync, problem: found.fsync === 'on' ? null : unsafe },
    { what: 'full_page_writes', found: found.pages, problem: found.pages === 'on' ? null : unsafe },
    { what: 'synchronous_commit', found: found.commit, problem: found.commit === 'off' ? unsafe : null },
  ];
}

async function appRole(db: Database): Promise<Checked> {
  const { rows } = await sql<{ role: string; superuser: boolean; owned: number }>`
    SELECT current_user AS role, rolsuper AS superuser,
      (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid AND relnamespace = 'public'::regnamespace) AS owned
    FROM pg_roles WHERE rolname = current_user`.execute(db);
  const { role, superuser, owned } = rows[0] ?? { role: 'unknown', superuser: true, owned: 0 };
  const problem = superuser || owned > 0
    ? 'The program must not be an administrator or an owner there: it could change what was recorded.'
    : null;
  return { what: 'database role', found: role, problem };
}

function disk(dataDir: string): Checked {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = (bavail * bsize) / 1024 ** 3;
  const problem = free < LEAST_FREE_GB ? `Less than ${LEAST_FREE_GB} GB: free some space.` : null;
  return { what: 'free space', found: `${free.toFixed(1)} GB`, problem };
}

function directory(dataDir: string): Checked {
  const mode = statSync(dataDir).mode & 0o777;
  const problem = (mode & 0o066) === 0 ? null : `Others on this machine can look into it. Run: chmod go-rw ${dataDir}`;
  return { what: 'data directory', found: `${dataDir} (mode ${mode.toString(8)})`, problem };
}

const unscanned = {
  elsewhere: { found: 'none: files are checked before they arrive, as the setting says', problem: null },
  nowhere: { found: 'none: files are not checked for viruses; only this machine reaches Sightline', problem: null },
  missing: {
    found: 'none',
    problem: 'Other machines reach Sightline, so files that they send are not read. Set SIGHTLINE_VIRUS_SCANNER to the address of clamd, or to none where files are checked before they arrive.',
  },
};

async function scanner(scanning: Scanning): Promise<Checked> {
  if (typeof scanning === 'string') return { what: 'virus scanner', ...unscanned[scanning] };
  const trouble = await scannerTrouble(scanning);
  const problem = trouble === null ? null : `It cannot be asked: ${trouble}. Until it can, files that are sent here wait unread.`;
  return { what: 'virus scanner', found: scannerInWords(scanning), problem };
}

function closed(secretFile: string): Checked {
  const isOpen = (statSync(secretFile).mode & 0o077) !== 0;
  return { what: 'secret of single sign-on', found: secretFile, problem: isOpen ? `Others on this machine can read it. Run: chmod 600 ${secretFile}` : null };
}

async function signOnWith(signOn: SignOnSettings | null): Promise<Checked[]> {
  if (signOn === null) return [{ what: 'single sign-on', found: 'off: everybody signs in with a password and second step of Sightline’s own (set SIGHTLINE_OIDC_ISSUER)', problem: null }];
  const trouble = await providerTrouble(signOn);
  const problem = trouble === null ? null : `It cannot be asked: ${trouble}. Until it can, only accounts of Sightline’s own let people in.`;
  const strengths = signOn.strengths.map(({ claim, value }) => `${claim}=${value}`).join(' or ');
  return [
    ...(signOn.secretFile === null ? [] : [closed(signOn.secretFile)]),
    { what: 'single sign-on', found: `${signOn.issuer} (Sightline is ${signOn.clientId} there)`, problem },
    { what: 'second step of single sign-on', found: `taken where a token says ${strengths}`, problem: null },
    { what: 'accounts of Sightline’s own', found: `for ${signOn.localAccounts}`, problem: null },
  ];
}

async function examine(house: House): Promise<Checked[]> {
  const db = house.database('app');
  const { dataDir, databaseUrl, publicAddress, host, port, operator, scanning, signOn } = house.config;
  const told = (what: string, found: string): Checked => ({ what, found, problem: null });
  return [
    told('Node', process.version),
    ...(await server(db, databaseUrl === null)),
    await appRole(db),
    directory(dataDir),
    disk(dataDir),
    told('address', publicAddress ?? `http://${host}:${port} (this machine only)`),
    await scanner(scanning),
    ...(await signOnWith(signOn)),
    told('operator', operator),
  ];
}

/** The command `doctor`, which also checks what `more` does. It ends with 0 where all settings are safe, 1 where one is not. */
export const doctorWith = (more: (house: House) => Promise<Checked[]>): Run => async (args, io) => {
  const { values } = readArguments(args, { json: { type: 'boolean' } });
  return inHouse(io, async (house) => {
    const checked = [...await examine(house), ...await more(house)];
    const ok = checked.every(({ problem }) => problem === null);
    if (values.json === true) printJson(io, { ok, settings: checked });
    else for (const { what, found, problem } of checked) io.out(`${what}: ${found}${problem === null ? '' : `\n  ! ${problem}`}`);
    return ok ? 0 : 1;
  });
};
