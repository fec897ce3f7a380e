import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { connectionOf, type Database, type DatabaseAddress, sessionOf } from './database.ts';
import { Trouble } from './trouble.ts';

/** The folder of the program's own migrations. */
export const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');

const LOCK = 7_305_012;

/** One migration: its file's name without `.sql`, its text, and the text's SHA-256. */
export type Migration = { name: string; text: string; digest: string };

/** The migrations in a folder, in the order of their numbers. */
export function migrationsIn(folder: string): Migration[] {
  const files = readdirSync(folder).filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file));
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return { name: file.slice(0, -4), text, digest: createHash('sha256').update(text).digest('hex') };
  });
}

const RECORD = `
  CREATE TABLE IF NOT EXISTS public.migration (
    name text PRIMARY KEY,
    digest text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
  COMMENT ON TABLE public.migration IS 'The changes of form that this database has had, one row for each file.';
  COMMENT ON COLUMN public.migration.name IS 'The file in migrations/, without .sql.';
  COMMENT ON COLUMN public.migration.digest IS 'SHA-256 of the file as it was when applied, in hexadecimal.';
  COMMENT ON COLUMN public.migration.applied_at IS 'When it was applied.'`;

async function makeRecord(client: pg.Client): Promise<void> {
  try {
    await client.query(RECORD);
  } catch (cause) {
    if ((cause as { code?: string }).code !== '42501') throw cause;
    const { rows } = await client.query<{ name: string; user: string }>('SELECT current_database() AS name, current_user AS user');
    const { name, user } = rows[0] ?? { name: '', user: '' };
    throw new Trouble(
      `The user ${user} may not make tables in the database ${name}. Give Sightline a database that its user owns: `
        + `as an administrator of the server, run: ALTER DATABASE ${name} OWNER TO ${user};`,
      { cause },
    );
  }
}

/** The migrations still to apply. Throws `Trouble` where the database is newer, or a file was changed since. */
function pending(known: readonly Migration[], applied: readonly { name: string; digest: string }[]): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { name, digest } of applied) {
    const file = byName.get(name);
    if (file === undefined) {
      throw new Trouble(
        `This database was last used by a newer version of Sightline: it has had "${name}", which this version does `
          + 'not know. Nothing was changed. Install that version or a later one.',
      );
    }
    if (file.digest !== digest) {
      throw new Trouble(
        `The file migrations/${name}.sql is not the one that was applied to this database. Nothing was changed. `
          + 'Put the file back as it was; a change of form is a new file.',
      );
    }
  }
  const done = new Set(applied.map(({ name }) => name));
  return known.filter(({ name }) => !done.has(name));
}

function failure(migration: Migration, error: unknown): Trouble {
  const { message, hint, position } = error as { message: string; hint?: string; position?: string };
  const line = position === undefined ? '' : `, line ${migration.text.slice(0, Number(position)).split('\n').length}`;
  const advice = hint === undefined ? '' : ` ${hint}`;
  return new Trouble(
    `The database could not be brought up to date: migrations/${migration.name}.sql${line}: ${message}.${advice} `
      + 'What this file would have changed was not changed.',
    { cause: error },
  );
}

/** Puts a statement, or several without values, to the database as its owner. */
type Ask = (text: string, values?: string[]) => Promise<unknown>;

async function change(ask: Ask, { name, text, digest }: Migration): Promise<void> {
  await ask(text);
  await ask('INSERT INTO public.migration (name, digest) VALUES ($1, $2)', [name, digest]);
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await change((text, values) => client.query(text, values), migration);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw failure(migration, error);
  }
}

/**
 * Brings a database up to date: applies each migration that it has not had, in order, each in a transaction of its
 * own, under a lock that lets one program at a time do so. Returns the names of those applied. `say` hears what the
 * server remarks (an extension that it lacks, say). Throws `Trouble` where the database is newer than the program.
 */
export async function migrate(
  address: DatabaseAddress,
  folder: string = MIGRATIONS,
  say: (remark: string) => void = () => {},
): Promise<string[]> {
  const client = new pg.Client(connectionOf(address, 'migrate'));
  client.on('error', () => {});
  client.on('notice', (notice) => {
    if (notice.severity === 'WARNING') say(notice.message ?? '');
  });
  await client.connect();
  try {
    await client.query(`${sessionOf(address, 'migrate')}; SET search_path = public`);
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await makeRecord(client);
    const { rows } = await client.query<{ name: string; digest: string }>('SELECT name, digest FROM public.migration');
    const todo = pending(migrationsIn(folder), rows);
    for (const migration of todo) await apply(client, migration);
    return todo.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/**
 * Applies migrations, in the order given, in the transaction `tx` of the owner, to a database that has had none of
 * them.
 * Until the transaction ends no other program migrates.
 */
export async function migrateWithin(tx: Database, migrations: readonly Migration[]): Promise<void> {
  const ask: Ask = (text, values = []) => tx.executeQuery(CompiledQuery.raw(text, values));
  await ask(`SELECT pg_advisory_xact_lock(${LOCK})`);
  await ask('SET LOCAL search_path = public');
  await ask(RECORD).catch((cause: unknown) => {
    if ((cause as { code?: string }).code !== '42501') throw cause;
    throw new Trouble('The user in DATABASE_URL may not make tables in that database. Give Sightline a database that its user owns.', { cause });
  });
  for (const migration of migrations) {
    await change(ask, migration).catch((error: unknown) => {
      throw failure(migration, error);
    });
  }
  await ask('SET LOCAL search_path = derived, public');
}
