// The chain over the access log: seals, each over the entries since the one before.
import { createHash, type Hash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { type Database, rowsOf } from '../platform/database.ts';
import { entryDigest } from './access-checks.ts';
import type { AccessHead, AccessLine } from './checkpoint.ts';

const WRITERS_LOCK = 7_305_010;
const SEALER_LOCK = 7_305_016;

/** A link of the chain. */
export interface Seal {
  readonly seq: number;
  readonly upTo: number;
  readonly sealedAt: string;
  readonly previous: Buffer;
  readonly digest: Buffer;
}

/** What the next link follows from. */
export type Last = Pick<Seal, 'seq' | 'upTo' | 'digest'>;

/** Before the first link. */
export const NOTHING_SEALED: Last = { seq: 0, upTo: 0, digest: Buffer.alloc(32) };

/**
 * Seals every entry committed so far into the chain. Returns how many it sealed; 0 also where another process is
 * sealing, or a writer kept its lock too long: the next time will do.
 */
export async function sealAccess(db: Database, now: string): Promise<number> {
  const highest = await highestCommitted(db);
  if (highest === null) return 0;
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ mine: boolean; sealedAt: string }>`
      SELECT pg_try_advisory_xact_lock(${SEALER_LOCK}::bigint) AS mine, ${now}::timestamptz AS "sealedAt"`.execute(tx);
    const [turn] = rows;
    if (turn?.mine !== true) return 0;
    const last = await lastSeal(tx);
    if (highest <= last.upTo) return 0;
    const seal = { seq: last.seq + 1, upTo: highest, sealedAt: turn.sealedAt, previous: last.digest };
    const { digest, count } = await digestOf(tx, seal, last.upTo);
    await sql`INSERT INTO access_seal (seq, up_to, sealed_at, previous, digest)
      VALUES (${seal.seq}, ${seal.upTo}, ${now}, ${seal.previous}, ${digest})`.execute(tx);
    return count;
  });
}

/** The last seal, for checkpoints; null where nothing is sealed yet. */
export async function accessHead(db: Database): Promise<AccessHead & { upTo: number } | null> {
  const { seq, upTo, digest } = await lastSeal(db);
  return seq === 0 ? null : { seq, upTo, digest: digest.toString('hex') };
}

// While the lock is held whole nobody is between taking an id and committing, so none below the highest is missing.
async function highestCommitted(db: Database): Promise<number | null> {
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`SET LOCAL lock_timeout = '200ms'`.execute(tx);
      await sql`SELECT pg_advisory_xact_lock(${WRITERS_LOCK}::bigint)`.execute(tx);
      const { rows } = await sql<{ highest: number | null }>`SELECT max(id) AS highest FROM access_view`.execute(tx);
      return rows[0]?.highest ?? null;
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '55P03') return null;
    throw error;
  }
}

/** The columns of `access_seal` under the names of `Seal`. */
export const SEAL = sql`seq, up_to AS "upTo", sealed_at AS "sealedAt", previous, digest`;

async function lastSeal(db: Database): Promise<Last> {
  const { rows } = await sql<Seal>`SELECT ${SEAL} FROM access_seal ORDER BY seq DESC LIMIT 1`.execute(db);
  return rows[0] ?? NOTHING_SEALED;
}

interface LogLine { readonly id: number; readonly seenAt: string; readonly line: string }

/** An entry as the text that is sealed: with the commitment to what was typed, or, from before that stood apart, with the words themselves. */
export const SEALED_TEXT = sql<string>`json_build_array(id, extract(epoch FROM seen_at)::text, viewer, what, route,
  ARRAY(SELECT child_id::text FROM access_child WHERE view_id = id ORDER BY child_id))::text
  || coalesce(to_json(criteria)::text, '') || coalesce(encode(commitment, 'hex'), '')`;

function linesBetween(after: number, upTo: number): RawBuilder<LogLine> {
  return sql<LogLine>`SELECT id, seen_at AS "seenAt", ${SEALED_TEXT} AS line FROM access_view WHERE id > ${after} AND id <= ${upTo} ORDER BY id`;
}

/** The entries after one and up to another, in order, as a checkpoint lists them. */
export async function* accessLinesBetween(db: Database, after: number, upTo: number): AsyncGenerator<AccessLine> {
  for await (const { id, seenAt, line } of rowsOf(db, linesBetween(after, upTo), 5000)) yield { id, seenAt, digest: entryDigest(line) };
}

/** The hash of a seal before the entries that it covers. */
export function begun({ seq, upTo, sealedAt, previous }: Omit<Seal, 'digest'>): Hash {
  return createHash('sha256').update(JSON.stringify([seq, upTo, sealedAt])).update(previous);
}

/** SHA-256 over the seal, the seal before and every entry after `from` up to its last, in order. */
async function digestOf(db: Database, seal: Omit<Seal, 'digest'>, from: number): Promise<{ digest: Buffer; count: number }> {
  const hash = begun(seal);
  let count = 0;
  for await (const { line } of rowsOf(db, linesBetween(from, seal.upTo))) {
    hash.update(`\n${line}`);
    count += 1;
  }
  return { digest: hash.digest(), count };
}
