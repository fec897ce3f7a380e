// Checks the access log against its own chain and against checkpoints.
import { sql } from 'kysely';
import { type Database, rowsOf } from '../platform/database.ts';
import { begun, type Last, linesBetween, type LogLine, NOTHING_SEALED, SEAL, type Seal } from './access-chain.sql.ts';
import type { AccessHead } from './checkpoint.ts';

/** What is wrong with the access log, by its own chain and by the heads that checkpoints have; null where all holds. */
export async function accessFault(db: Database, heads: readonly AccessHead[]): Promise<string | null> {
  const broken = await firstBrokenSeal(db);
  if (broken !== null) return `Access log: seal ${broken} does not hold. An entry that it covers was changed, added or taken away.`;
  const { rows } = await sql<{ seq: number }>`
    SELECT seq FROM unnest(${heads.map(({ seq }) => seq)}::int[], ${heads.map(({ digest }) => digest)}::text[]) AS head (seq, digest)
    LEFT JOIN access_seal USING (seq) WHERE encode(access_seal.digest, 'hex') IS DISTINCT FROM head.digest ORDER BY seq LIMIT 1`.execute(db);
  return rows[0] === undefined ? null : `Access log: seal ${rows[0].seq} is not the one that a checkpoint has.`;
}

/** The first seal that does not hold, or null where all do. */
async function firstBrokenSeal(db: Database): Promise<number | null> {
  let last: Last = NOTHING_SEALED;
  let entries: AsyncGenerator<LogLine> | null = null;
  try {
    let next: IteratorResult<LogLine> | null = null;
    for await (const seal of rowsOf(db, sql<Seal>`SELECT ${SEAL} FROM access_seal ORDER BY seq`, 5000)) {
      // Begun after the seals were: then every entry that one of them covers is there to see.
      entries ??= rowsOf(db, linesBetween(0, null), 5000);
      next ??= await entries.next();
      const hash = begun(seal);
      for (; next.done !== true && next.value.id <= seal.upTo; next = await entries.next()) hash.update(`\n${next.value.line}`);
      const holds = seal.seq === last.seq + 1 && seal.previous.equals(last.digest) && seal.digest.equals(hash.digest());
      if (!holds) return seal.seq;
      last = seal;
    }
    return null;
  } finally {
    await entries?.return(undefined);
  }
}
