// Checks the access log against its own chain, against what its entries commit to, and against checkpoints.
import { type RawBuilder, sql } from 'kysely';
import { type Database, rowsOf } from '../platform/database.ts';
import { begun, type Last, NOTHING_SEALED, SEAL, SEALED_TEXT, type Seal } from './access-chain.sql.ts';
import { type BadLook, contentCheck, earlier, listedCheck, type StoredLook } from './access-checks.ts';
import type { AccessHead, AccessLine } from './checkpoint.ts';

/** What is found of the access log. */
export interface AccessVerdict {
  /** Of how many entries the content was disposed of. */
  readonly disposed: number;
  /** What is wrong, in words; null where all holds. */
  readonly fault: string | null;
  /** The first entry that is bad, where one can be told from the others: of what a checkpoint lists, always. */
  readonly first: BadLook | null;
}

async function* nothingListed(): AsyncGenerator<AccessLine> {}

/** Works out the chain of the access log anew, and compares with the heads that checkpoints have, and every entry with their `lines`. Changes nothing. */
export async function verifyAccess(db: Database, heads: readonly AccessHead[] = [], lines: AsyncIterable<AccessLine> = nothingListed()): Promise<AccessVerdict> {
  const contents = contentCheck();
  const listed = listedCheck(lines, heads.at(-1)?.upTo ?? 0);
  const seal = await firstBrokenSeal(db, async (entry) => {
    contents.see(entry);
    await listed.see(entry);
  });
  const { disposed, bad } = contents.found();
  const first = earlier(await listed.found(), bad);
  const faults = [
    ...(first === null ? [] : [`Access log, entry ${first.id} of ${first.seenAt}: ${first.message}.`]),
    ...(seal === null ? [] : [`Access log: seal ${seal.seq} does not hold. Of entries ${seal.from} to ${seal.upTo}, sealed at ${seal.sealedAt}, one was changed, added or taken away, or the seal was.`]),
    ...await strangeHeads(db, heads),
  ];
  return { disposed, first, fault: faults.length === 0 ? null : faults.join(' ') };
}

async function strangeHeads(db: Database, heads: readonly AccessHead[]): Promise<string[]> {
  const { rows } = await sql<{ seq: number }>`
    SELECT seq FROM unnest(${heads.map(({ seq }) => seq)}::int[], ${heads.map(({ digest }) => digest)}::text[]) AS head (seq, digest)
    LEFT JOIN access_seal USING (seq) WHERE encode(access_seal.digest, 'hex') IS DISTINCT FROM head.digest ORDER BY seq LIMIT 1`.execute(db);
  return rows.map(({ seq }) => `Access log: seal ${seq} is not the one that a checkpoint has.`);
}

const ENTRIES: RawBuilder<StoredLook> = sql<StoredLook>`
  SELECT id, seen_at AS "seenAt", what, ${SEALED_TEXT} AS line, encode(commitment, 'hex') AS commitment, encode(salt, 'hex') AS salt, text
  FROM access_view LEFT JOIN access_content ON view_id = id ORDER BY id`;

/** The first seal that does not hold, or null where all do. `see` is shown every entry, in order, also those not sealed yet. */
async function firstBrokenSeal(db: Database, see: (entry: StoredLook) => Promise<void>): Promise<Seal & { from: number } | null> {
  let [last, broken]: [Last, Seal & { from: number } | null] = [NOTHING_SEALED, null];
  const entries = rowsOf(db, ENTRIES, 5000);
  try {
    let next: IteratorResult<StoredLook> | null = null;
    for await (const seal of rowsOf(db, sql<Seal>`SELECT ${SEAL} FROM access_seal ORDER BY seq`, 5000)) {
      // Asked for after the seals were: then every entry that one of them covers is there to see.
      next ??= await entries.next();
      const hash = begun(seal);
      for (; next.done !== true && next.value.id <= seal.upTo; next = await entries.next()) {
        hash.update(`\n${next.value.line}`);
        await see(next.value);
      }
      if (seal.seq !== last.seq + 1 || !seal.previous.equals(last.digest) || !seal.digest.equals(hash.digest())) broken ??= { ...seal, from: last.upTo + 1 };
      last = seal;
    }
    for (next ??= await entries.next(); next.done !== true; next = await entries.next()) await see(next.value);
    return broken;
  } finally {
    await entries.return(undefined);
  }
}
