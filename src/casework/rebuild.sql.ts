// Rebuilding: all derived tables anew beside the live ones, then the two are swapped.
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import type { StoredEntry } from '../case-history/chain.ts';
import type { Database } from '../platform/database.ts';
import { currentDerivation } from './current-derivation.sql.ts';
import type { Derivation, Derive } from './derivation.ts';
import { deleteRows, derivedRows, standingChildren } from './derived.sql.ts';
import { createIndexes, createTables, shapeOf } from './derived-tables.sql.ts';
import { bySubject, type ChainedEntry, storedColumns, storedFrom } from './entries.sql.ts';
import { knownAt } from './known-at.sql.ts';
import { RECORDED } from './recorded.ts';
import { writeRows } from './rows.sql.ts';

/** Hears how many children are done. */
export type Progress = (children: number) => void;

/** What the live derived tables were made by. */
export interface Live {
  /** The tables are as the derivation declares them. */
  readonly sameTables: boolean;
  /** Their rows were derived by the same code under the same settings. */
  readonly sameRows: boolean;
}

const next = 'derived_next';
const batchSize = 2000;
/** Seconds between two tries to swap. */
const REST = 1;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Compares what made the live derived tables with `derive`. */
export async function liveDerivation(db: Database, derive: Derive): Promise<Live> {
  const derivation = await currentDerivation(db, derive);
  const { rows } = await sql<{ shape: string; fingerprint: number }>`SELECT shape, fingerprint FROM derivation`.execute(db);
  const sameTables = rows[0]?.shape === shapeHash(derivation);
  return { sameTables, sameRows: sameTables && rows[0]?.fingerprint === derivation.fingerprint };
}

export interface RebuildOptions {
  readonly progress?: Progress;
  /** Asked once nobody else is rebuilding: true where there is nothing left to do. */
  readonly unless?: (db: Database) => Promise<boolean>;
}

/**
 * Derives all rows of all children into new tables, whilst others go on reading and writing the live ones, and swaps.
 * `db` must speak as the owner. One rebuild at a time: another one waits. Returns the number of children.
 */
export async function rebuild(db: Database, derive: Derive, options: RebuildOptions = {}): Promise<number> {
  return db.connection().execute(async (one) => {
    await sql`SELECT pg_advisory_lock(85, 1)`.execute(one);
    try {
      if (await options.unless?.(one) === true) return 0;
      return await rebuildAll(db, await currentDerivation(one, derive), options.progress ?? (() => {}));
    } finally {
      await sql`SELECT pg_advisory_unlock(85, 1)`.execute(one);
    }
  });
}

async function rebuildAll(db: Database, derivation: Derivation, progress: Progress): Promise<number> {
  await db.transaction().execute(async (tx) => {
    await sql`DROP SCHEMA IF EXISTS ${sql.id(next)} CASCADE`.execute(tx);
    await sql`CREATE SCHEMA ${sql.id(next)}`.execute(tx);
    await createTables(tx, next, derivation.tables);
  });
  const begun = await knownAt(db);
  const children = await fill(db, derivation, progress);
  await createIndexes(db, next, derivation.tables);
  await swapInAGap(db, derivation, begun);
  return children;
}

// A return that is tried, a backup or a file that is being loaded goes on for minutes, and whoever comes waits behind a lock that waits for
// those: so it is given up soon, and tried again.
async function swapInAGap(db: Database, derivation: Derivation, begun: string): Promise<void> {
  for (let since = begun; ; await sql`SELECT pg_sleep(${REST})`.execute(db)) {
    since = await catchUp(db, derivation, since);
    if (await db.transaction().execute((tx) => swap(tx, derivation, since)).then(() => true, unlessInTheWay)) return;
  }
}

function unlessInTheWay(error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === '55P03') return false;
  throw error;
}

/** The chains of children with ids after `after` up to `upTo`. */
export interface Batch {
  readonly after: string;
  readonly upTo: string;
  readonly chains: Map<string, ChainedEntry[]>;
}

/** The chains of all children, some thousand at a time, in the order of their ids. */
export async function* allChains(db: Database): AsyncGenerator<Batch> {
  for (let after = beforeAll, upTo = await endOfBatch(db, after); upTo !== null; upTo = await endOfBatch(db, after)) {
    const { rows } = await sql<StoredEntry>`
      SELECT ${storedColumns} FROM ${storedFrom}
      WHERE h.subject_kind = 'child' AND h.subject_id > ${after}::uuid AND h.subject_id <= ${upTo}::uuid
      ORDER BY h.subject_id, h.seq`.execute(db);
    yield { after, upTo, chains: bySubject(rows) };
    after = upTo;
  }
}

async function endOfBatch(db: Database, after: string): Promise<string | null> {
  const { rows } = await sql<{ upTo: string | null }>`
    SELECT max(subject_id::text) AS "upTo" FROM (
      SELECT subject_id FROM subject WHERE subject_kind = 'child' AND subject_id > ${after}::uuid
      ORDER BY subject_id LIMIT ${batchSize}) AS batch`.execute(db);
  return rows[0]?.upTo ?? null;
}

/** Whilst one batch is being written, the next one is read and derived. */
async function fill(db: Database, derivation: Derivation, progress: Progress): Promise<number> {
  let children = 0;
  let writing: Promise<void> = Promise.resolve();
  for await (const { chains } of allChains(db)) {
    const { standing } = await standingChildren(db, [...chains.keys()], chains);
    const rows = derivedRows(derivation, next, standing.filter(([child]) => chains.has(child)));
    await writing;
    writing = db.transaction().execute((tx) => writeRows(tx, rows));
    writing.catch(() => {});
    children += chains.size;
    progress(children);
  }
  await writing;
  return children;
}

/** Derives again the children that were written to since; returns the instant up to which that is now done. */
async function catchUp(db: Database, derivation: Derivation, since: string): Promise<string> {
  const until = await knownAt(db);
  await db.transaction().execute((tx) => renew(tx, derivation, since));
  return until;
}

async function renew(tx: Database, derivation: Derivation, since: string): Promise<void> {
  const { rows } = await sql<{ child: string }>`
    SELECT DISTINCT subject_id AS child FROM history
    WHERE subject_kind = 'child' AND recorded_at > ${since}::timestamptz`.execute(tx);
  const children = rows.map((row) => row.child);
  for (let at = 0; at < children.length; at += batchSize) {
    const { gone, standing } = await standingChildren(tx, children.slice(at, at + batchSize), new Map());
    await deleteRows(tx, next, derivation.tables, gone);
    await writeRows(tx, derivedRows(derivation, next, standing));
  }
}

async function swap(tx: Database, derivation: Derivation, since: string): Promise<void> {
  await sql`SET LOCAL lock_timeout = '200ms'`.execute(tx);
  // Nobody may be in the middle of a question, and nobody may write, whilst the one set of tables becomes the other.
  await sql`LOCK TABLE derivation IN ACCESS EXCLUSIVE MODE`.execute(tx);
  await sql`LOCK TABLE subject IN EXCLUSIVE MODE`.execute(tx);
  await renew(tx, derivation, since);
  await sql`DELETE FROM derivation`.execute(tx);
  await sql`INSERT INTO derivation (shape, fingerprint, derived_at)
    VALUES (${shapeHash(derivation)}, ${derivation.fingerprint}, clock_timestamp())`.execute(tx);
  await sql`DROP SCHEMA derived CASCADE`.execute(tx);
  await sql`ALTER SCHEMA ${sql.id(next)} RENAME TO derived`.execute(tx);
  await sql`COMMENT ON SCHEMA derived IS 'Tables worked out from the record: rebuilt, never migrated'`.execute(tx);
  await sql`SELECT pg_notify(${RECORDED}, '')`.execute(tx);
}

function shapeHash(derivation: Derivation): string {
  return hash('sha256', shapeOf(derivation.tables), 'hex');
}
