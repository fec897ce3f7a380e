// Reading all that is stored, as at one instant, whilst others go on writing.
import { sql } from 'kysely';
import { copyOut, type Database } from '../platform/database.ts';
import type { RowsDigest } from './as-it-stood.ts';
import { rowsDigest, tablesIn } from './as-it-stood.sql.ts';
import { storedTables } from './backup-tables.ts';

const turns = { 'one backup': 3, 'one night': 5 } as const;

/** Runs `make` whilst nobody else has the same turn in this database; `busy` where somebody has. */
export async function takingTurns<T>(db: Database, turn: keyof typeof turns, make: () => Promise<T>): Promise<T | 'busy'> {
  return db.connection().execute(async (one) => {
    const { rows } = await sql<{ mine: boolean }>`SELECT pg_try_advisory_lock(85, ${turns[turn]}) AS mine`.execute(one);
    if (rows[0]?.mine !== true) return 'busy';
    try {
      return await make();
    } finally {
      await sql`SELECT pg_advisory_unlock(85, ${turns[turn]})`.execute(one);
    }
  });
}

/**
 * Runs two readers side by side that see the same snapshot, and may write nothing. `judge` may ask of the derived tables;
 * those are not swapped until it has ended. `db` speaks as the owner.
 */
export async function inSnapshot<A, B>(db: Database, judge: (tx: Database) => Promise<A>, copy: (tx: Database) => Promise<B>): Promise<[A, B]> {
  const begin = () => db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
  const [first, second] = [await begin(), await begin()];
  const leave = (tx: typeof first): Promise<void> => tx.rollback().execute().catch(() => {});
  try {
    // Before the snapshot is taken: then the derived tables that it sees are the live ones.
    await sql`LOCK TABLE derivation IN ACCESS SHARE MODE`.execute(first);
    const { rows } = await sql<{ id: string }>`SELECT pg_export_snapshot() AS id`.execute(first);
    await sql`SET TRANSACTION SNAPSHOT ${sql.lit(rows[0]?.id ?? '')}`.execute(second);
    const both = await Promise.allSettled([judge(first).finally(() => leave(first)), copy(second)]);
    for (const one of both) if (one.status === 'rejected') throw one.reason;
    return both.map((one) => (one.status === 'fulfilled' ? one.value : null)) as [A, B];
  } finally {
    await leave(second);
    if (!first.isRolledBack) await leave(first);
  }
}

/** A table to keep, with its columns. */
export interface KeptTable { readonly table: string; readonly columns: readonly string[] }

/** The tables that a backup holds. What somebody else made in the same database is none of ours. */
export async function tablesToKeep(tx: Database): Promise<KeptTable[]> {
  return (await tablesIn(tx, 'public')).filter(({ table }) => storedTables[table] === 'kept');
}

/** Digests of the rows of tables of the schema `public`. */
export async function digestsOf(tx: Database, tables: readonly KeptTable[]): Promise<RowsDigest[]> {
  const digests: RowsDigest[] = [];
  for (const { table, columns } of tables) digests.push(await rowsDigest(tx, 'public', table, columns));
  return digests;
}

/** Hands the rows of a table to `take`, in the text form of COPY. Returns how many there are. */
export function rowsInto(tx: Database, { table, columns }: KeptTable, take: (text: AsyncIterable<Uint8Array>) => Promise<void>): Promise<number> {
  return copyOut(tx, { table: `public.${table}`, columns }, take);
}

export interface Sequence { readonly name: string; readonly value: number }

/** How far each sequence has come. Sequences are in no snapshot: to be asked after one was taken. */
export async function sequencesNow(tx: Database): Promise<Sequence[]> {
  const { rows } = await sql<Sequence>`
    SELECT sequencename AS name, last_value AS value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1`.execute(tx);
  return rows;
}

/** The version of the server, in words and as a number: 150018 for 15.18. */
export async function serverOf(db: Database): Promise<{ version: string; number: number }> {
  const { rows } = await sql<{ version: string; number: number }>`
    SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number`.execute(db);
  return rows[0] as { version: string; number: number };
}

/** The changes of form that the database has had. */
export async function migrationsHad(tx: Database): Promise<{ name: string; digest: string }[]> {
  const { rows } = await sql<{ name: string; digest: string }>`SELECT name, digest FROM public.migration ORDER BY name`.execute(tx);
  return rows;
}
