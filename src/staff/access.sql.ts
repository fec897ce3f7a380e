import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Database, rowsOf } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';

const WRITERS_LOCK = 7_305_010;
const SEALER_LOCK = 7_305_016;

/** What was looked at: in a word, by the pattern of its address or the command, and the children shown. */
interface AccessNote {
  readonly what: string;
  readonly route: string;
  readonly children: readonly string[];
}

/**
 * Writes one row for the view and one for each child shown, committed when this returns. Pages do not call it: they
 * say what they show, and the framework does. Commands call it, in the name of the operator, before they print.
 */
export async function recordView(db: Database, viewer: Pick<Viewer, 'staffId'>, { what, route, children }: AccessNote): Promise<void> {
  await sql`
    WITH view AS (
      INSERT INTO access_view (viewer, what, route) VALUES (${viewer.staffId}, ${what}, ${route}) RETURNING id
    )
    INSERT INTO access_child (view_id, child_id)
    SELECT DISTINCT view.id, child FROM view, unnest(${[...children]}::uuid[]) AS child`.execute(db);
}

/** One look at a child. */
export interface Look {
  readonly seenAt: string;
  /** Name of the member of staff, or the operator named to the command line. */
  readonly viewer: string;
  readonly what: string;
}

/** Who looked at a child, newest first (AUD-08). */
export async function looksAt(db: Database, _viewer: Viewer, child: string, most: number): Promise<Look[]> {
  const { rows } = await sql<Look>`
    SELECT seen_at AS "seenAt", coalesce(staff.name, access_view.viewer) AS viewer, what
    FROM access_child JOIN access_view ON access_view.id = view_id
    LEFT JOIN staff ON staff.id::text = access_view.viewer
    WHERE child_id = ${child} ORDER BY access_view.id DESC LIMIT ${most}`.execute(db);
  return rows;
}

interface Seal {
  readonly seq: number;
  readonly upTo: number;
  readonly sealedAt: string;
  readonly previous: Buffer;
  readonly digest: Buffer;
}

const NOTHING_SEALED: Pick<Seal, 'seq' | 'upTo' | 'digest'> = { seq: 0, upTo: 0, digest: Buffer.alloc(32) };

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

/** The last link of the chain over the access log, for checkpoints; null where nothing is sealed yet. */
export async function accessHead(db: Database): Promise<{ seq: number; digest: Buffer } | null> {
  const { seq, digest } = await lastSeal(db);
  return seq === 0 ? null : { seq, digest };
}

/** Checks the chain over the access log. Returns the first seal that does not hold, or null where all do. */
export async function firstBrokenSeal(db: Database): Promise<number | null> {
  let last: Pick<Seal, 'seq' | 'upTo' | 'digest'> = NOTHING_SEALED;
  for await (const seal of rowsOf(db, sql<Seal>`SELECT ${SEAL} FROM access_seal ORDER BY seq`)) {
    const { digest } = await digestOf(db, seal, last.upTo);
    const holds = seal.seq === last.seq + 1 && seal.previous.equals(last.digest) && seal.digest.equals(digest);
    if (!holds) return seal.seq;
    last = seal;
  }
  return null;
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

const SEAL = sql`seq, up_to AS "upTo", sealed_at AS "sealedAt", previous, digest`;

async function lastSeal(db: Database): Promise<Pick<Seal, 'seq' | 'upTo' | 'digest'>> {
  const { rows } = await sql<Seal>`SELECT ${SEAL} FROM access_seal ORDER BY seq DESC LIMIT 1`.execute(db);
  return rows[0] ?? NOTHING_SEALED;
}

type Sealed = Omit<Seal, 'digest'>;

/** SHA-256 over the seal, the seal before and every entry after `from` up to its last, in order. */
async function digestOf(db: Database, seal: Sealed, from: number): Promise<{ digest: Buffer; count: number }> {
  const hash = createHash('sha256').update(JSON.stringify([seal.seq, seal.upTo, seal.sealedAt])).update(seal.previous);
  const entries = sql<{ line: string }>`
    SELECT json_build_array(id, extract(epoch FROM seen_at)::text, viewer, what, route,
      ARRAY(SELECT child_id::text FROM access_child WHERE view_id = id ORDER BY child_id))::text AS line
    FROM access_view WHERE id > ${from} AND id <= ${seal.upTo} ORDER BY id`;
  let count = 0;
  for await (const { line } of rowsOf(db, entries)) {
    hash.update(`\n${line}`);
    count += 1;
  }
  return { digest: hash.digest(), count };
}
