// Checks the access log against its own chain, against what its entries commit to, and against checkpoints.
import { type RawBuilder, sql } from 'kysely';
import { commitmentTo } from '../case-history/chain.ts';
import { type Database, rowsOf } from '../platform/database.ts';
import { begun, type Last, NOTHING_SEALED, SEAL, SEALED_TEXT, type Seal } from './access-chain.sql.ts';
import { DISPOSED, idsNamedIn } from './access-disposal.sql.ts';
import type { AccessHead } from './checkpoint.ts';

/** What is found of the access log. */
export interface AccessVerdict {
  /** Of how many entries the content was disposed of. */
  readonly disposed: number;
  /** What is wrong, in words; null where all holds. */
  readonly fault: string | null;
  /** The first entry that is bad, where one can be told from the others. */
  readonly first: BadEntry | null;
}

interface BadEntry { readonly id: number; readonly seenAt: string; readonly message: string }

interface StoredEntry extends Omit<BadEntry, 'message'> {
  readonly line: string;
  readonly what: string;
  readonly commitment: string | null;
  readonly salt: string | null;
  readonly text: string | null;
}

/** Works out the chain of the access log anew, and compares with the heads that checkpoints have. Changes nothing. */
export async function verifyAccess(db: Database, heads: readonly AccessHead[]): Promise<AccessVerdict> {
  const contents = contentCheck();
  const seal = await firstBrokenSeal(db, contents.see);
  const { disposed, first } = contents.found();
  const faults = [
    ...(first === null ? [] : [`Access log, entry ${first.id} of ${first.seenAt}: ${first.message}.`]),
    ...(seal === null ? [] : [`Access log: seal ${seal} does not hold. An entry that it covers was changed, added or taken away.`]),
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

const ENTRIES: RawBuilder<StoredEntry> = sql<StoredEntry>`
  SELECT id, seen_at AS "seenAt", what, ${SEALED_TEXT} AS line, encode(commitment, 'hex') AS commitment, encode(salt, 'hex') AS salt, text
  FROM access_view LEFT JOIN access_content ON view_id = id ORDER BY id`;

/** The first seal that does not hold, or null where all do. `see` is shown every entry, in order, also those not sealed yet. */
async function firstBrokenSeal(db: Database, see: (entry: StoredEntry) => void): Promise<number | null> {
  let [last, broken]: [Last, number | null] = [NOTHING_SEALED, null];
  const entries = rowsOf(db, ENTRIES, 5000);
  try {
    let next: IteratorResult<StoredEntry> | null = null;
    for await (const seal of rowsOf(db, sql<Seal>`SELECT ${SEAL} FROM access_seal ORDER BY seq`, 5000)) {
      // Asked for after the seals were: then every entry that one of them covers is there to see.
      next ??= await entries.next();
      const hash = begun(seal);
      for (; next.done !== true && next.value.id <= seal.upTo; next = await entries.next()) {
        hash.update(`\n${next.value.line}`);
        see(next.value);
      }
      if (seal.seq !== last.seq + 1 || !seal.previous.equals(last.digest) || !seal.digest.equals(hash.digest())) broken ??= seal.seq;
      last = seal;
    }
    for (next ??= await entries.next(); next.done !== true; next = await entries.next()) see(next.value);
    return broken;
  } finally {
    await entries.return(undefined);
  }
}

/** Compares what entries commit to with the content that is there. Where there is none, a later entry must say that it was disposed of. */
function contentCheck(): { see: (entry: StoredEntry) => void; found: () => Pick<AccessVerdict, 'disposed' | 'first'> } {
  let bad: BadEntry | null = null;
  let disposed = 0;
  const gone = new Map<number, BadEntry>();
  const see = ({ id, seenAt, what, commitment, salt, text }: StoredEntry): void => {
    if (commitment === null) return;
    if (text === null) gone.set(id, { id, seenAt, message: 'its content is gone, and no entry says that it was disposed of' });
    else if (commitmentTo(salt ?? '', text) !== commitment) bad ??= { id, seenAt, message: 'the content is not what the entry commits to' };
    else if (what === DISPOSED) for (const named of idsNamedIn(text)) disposed += gone.delete(named) ? 1 : 0;
  };
  const found = (): Pick<AccessVerdict, 'disposed' | 'first'> => {
    const [lost = null] = gone.values();
    return { disposed, first: bad === null || (lost !== null && lost.id < bad.id) ? lost : bad };
  };
  return { see, found };
}
