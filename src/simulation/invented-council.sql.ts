// Fills an empty database with an invented council: its children, and what its people recorded of them, all from a seed.
import { sql } from 'kysely';
import type { NewEntry } from '../case-history/entry.ts';
import type { Derive } from '../casework/derivation.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import { lockImports } from '../exchange/import-batch.sql.ts';
import type { Database } from '../platform/database.ts';
import type { InventedCouncil } from './invented-council.ts';
import { inventEntries } from './live-council.ts';
import type { MadeEntry } from './recording.ts';
import { seededBytes, seededId } from './seeded-ids.ts';

/** A child at a time would be slow, all at once large: this many together. An even number, so that no pair is parted. */
const batchSize = 500;

/** Hears after each batch how many children there are. */
type Progress = (children: number) => void;

/**
 * Records the invented council, a batch of children in each transaction. Ids, salts, instants and people come from the
 * seed, so that the same arguments give the same history. Returns how many children there are; null where the record is
 * not empty; `busy` where a file or another invented council is being loaded: it holds the lock of imports meanwhile.
 */
export function inventCouncil(db: Database, derive: Derive, council: InventedCouncil, progress: Progress = () => {}): Promise<number | 'busy' | null> {
  return withLock(db, async (held) => (held > 0 ? null : fill(db, derive, { council, held }, progress)));
}

/** The same, but goes on where a filling with the same arguments was ended. */
export function goOnInventing(db: Database, derive: Derive, council: InventedCouncil, progress: Progress = () => {}): Promise<number | 'busy' | null> {
  return withLock(db, (held) => fill(db, derive, { council, held }, progress));
}

function withLock(db: Database, act: (held: number) => Promise<number | null>): Promise<number | 'busy' | null> {
  return db.transaction().execute(async (guard) => (await lockImports(guard) ? act(await childrenHeld(guard)) : 'busy'));
}

async function fill(db: Database, derive: Derive, { council, held }: { council: InventedCouncil; held: number }, progress: Progress): Promise<number> {
  let batch: MadeEntry[][] = [];
  let done = 0;
  const write = async (): Promise<void> => {
    const first = done;
    done += batch.length;
    const entries = batch.flat();
    batch = [];
    if (done > held) await db.transaction().execute((tx) => recordBatch(tx, derive, { seed: council.seed, entries, first }));
    progress(done);
  };
  for (const entries of inventEntries(council)) {
    batch.push(entries);
    if (batch.length === batchSize) await write();
  }
  if (batch.length > 0) await write();
  return done;
}

/** How many children there are on record. */
export async function childrenHeld(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM subject WHERE subject_kind = 'child'`.execute(db);
  return rows[0]?.count ?? 0;
}

interface Batch { readonly seed: number; readonly entries: readonly MadeEntry[]; readonly first: number }

async function recordBatch(tx: Database, derive: Derive, { seed, entries, first }: Batch): Promise<void> {
  let salts = 0;
  const by = {
    recordedBy: 'Invented council', source: 'staff', operationId: seededId(seed, `batch ${first}`),
    salt: () => seededBytes(seed, `salt ${first} ${(salts += 1)}`).slice(0, 32),
    instantOf: (entry: NewEntry) => (entry as MadeEntry).recordedAt, recorderOf: (entry: NewEntry) => (entry as MadeEntry).recordedBy,
  };
  const subjects = [...new Set(entries.map((entry) => entry.subjectId))].map((id) => ({ kind: 'child' as const, id }));
  await record(tx, derive, await beginRecording(tx, by, subjects), entries);
}
