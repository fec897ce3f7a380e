// Fills an empty database with an invented council: its children, and what its people recorded of them, all from a seed.
import { sql } from 'kysely';
import type { NewEntry } from '../case-history/entry.ts';
import type { Derive } from '../casework/derivation.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import { lockImports } from '../exchange/import-batch.sql.ts';
import type { Database } from '../platform/database.ts';
import { seatInvented, seatInventedStaff } from '../staff/invented-people.sql.ts';
import type { SeatedPerson } from '../staff/invented-staff.ts';
import type { InventedCouncil } from './invented-council.ts';
import { childrenHeld } from './inventing.sql.ts';
import { tellCouncil } from './live-council.ts';
import type { MadeEntry } from './recording.ts';
import { seededBytes, seededId } from './seeded-ids.ts';

/** A child at a time would be slow, all at once large; a small council shows how far it is more often. Even, so that no pair is parted. */
const batchSizeFor = (children: number): number => (children < 5000 ? 100 : 500);

/** Hears after each batch how many children there are. */
type Progress = (children: number) => void;

/**
 * Records the invented council, a batch of children in each transaction. Ids, salts, instants and people come from the
 * seed, so that the same arguments give the same history. Returns how many children there are; null where the record is
 * not empty; `busy` where a file or another invented council is being loaded: it holds the lock of imports meanwhile.
 */
export function inventCouncil(db: Database, derive: Derive, council: InventedCouncil, progress: Progress = () => {}): Promise<number | 'busy' | 'other' | null> {
  return withLock(db, async (held) => (held > 0 ? null : fill(db, derive, { council, held }, progress)));
}

/** The same, but goes on where a filling was ended; `other` where what is there was made with other arguments: nothing is added to it. */
export function goOnInventing(db: Database, derive: Derive, council: InventedCouncil, progress: Progress = () => {}): Promise<number | 'busy' | 'other' | null> {
  return withLock(db, (held) => fill(db, derive, { council, held }, progress));
}

function withLock<T>(db: Database, act: (held: number) => Promise<T>): Promise<T | 'busy'> {
  return db.transaction().execute(async (guard) => (await lockImports(guard) ? act(await childrenHeld(guard)) : 'busy'));
}

async function fill(db: Database, derive: Derive, { council, held }: { council: InventedCouncil; held: number }, progress: Progress): Promise<number | 'other'> {
  const batchSize = batchSizeFor(council.children);
  let batch: MadeEntry[][] = [];
  let done = 0;
  let seated: Promise<void> | undefined;
  const { people, entries: told } = tellCouncil(council);
  const write = async (): Promise<boolean> => {
    const first = done;
    done += batch.length;
    const made = { seed: council.seed, entries: batch.flat(), first };
    batch = [];
    if (done <= held && !(await isHeld(db, made))) return false;
    if (done > held) {
      // Not before what is there is known to be of this council.
      await (seated ??= db.transaction().execute((tx) => seat(tx, people, `${council.until}T00:00:00Z`)));
      await db.transaction().execute((tx) => recordBatch(tx, derive, made));
    }
    progress(done);
    return true;
  };
  for (const entries of told) {
    batch.push(entries);
    if (batch.length === batchSize && !(await write())) return 'other';
  }
  return batch.length === 0 || await write() ? done : 'other';
}

async function seat(tx: Database, people: readonly SeatedPerson[], now: string): Promise<void> {
  await seatInventedStaff(tx, now);
  await seatInvented(tx, people, now);
}

/** Whether the entries of a batch are on record, as many as they are. */
async function isHeld(db: Database, { seed, entries, first }: Batch): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM history
    WHERE subject_kind = 'child' AND subject_id = ANY(${[...new Set(entries.map((entry) => entry.subjectId))]}::uuid[]) AND operation_id = ${operationOf(seed, first)}`.execute(db);
  return rows[0]?.count === entries.length;
}

const operationOf = (seed: number, first: number): string => seededId(seed, `batch ${first}`);

interface Batch { readonly seed: number; readonly entries: readonly MadeEntry[]; readonly first: number }

async function recordBatch(tx: Database, derive: Derive, { seed, entries, first }: Batch): Promise<void> {
  let salts = 0;
  const by = {
    recordedBy: 'Invented council', source: 'staff', operationId: operationOf(seed, first),
    salt: () => seededBytes(seed, `salt ${first} ${(salts += 1)}`).slice(0, 32),
    instantOf: (entry: NewEntry) => (entry as MadeEntry).recordedAt, recorderOf: (entry: NewEntry) => (entry as MadeEntry).recordedBy,
  };
  const subjects = [...new Set(entries.map((entry) => entry.subjectId))].map((id) => ({ kind: 'child' as const, id }));
  await record(tx, derive, await beginRecording(tx, by, subjects), entries);
}
