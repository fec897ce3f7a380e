// Fills an empty database with an invented council: its children, and what its people recorded of them, all from a seed.
import { sql } from 'kysely';
import { addDays, dayOfInstant } from '../calendar/day.ts';
import type { NewEntry } from '../case-history/entry.ts';
import type { Derive } from '../casework/derivation.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import { lockImports } from '../exchange/import-batch.sql.ts';
import type { Database } from '../platform/database.ts';
import { seatInvented, seatInventedStaff } from '../staff/invented-people.sql.ts';
import type { SeatedPerson } from '../staff/invented-staff.ts';
import { type InventedCouncil, lookRound } from './invented-council.ts';
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
  const batchSize = batchSizeFor(council.children);
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
  const { people, entries: told } = tellCouncil(council);
  await db.transaction().execute((tx) => seat(tx, people, `${council.until}T00:00:00Z`));
  for (const entries of told) {
    batch.push(entries);
    if (batch.length === batchSize) await write();
  }
  if (batch.length > 0) await write();
  return done;
}

async function seat(tx: Database, people: readonly SeatedPerson[], now: string): Promise<void> {
  await seatInventedStaff(tx, now);
  await seatInvented(tx, people, now);
}

/** How many children are on record. */
export async function childrenHeld(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM subject WHERE subject_kind = 'child'`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The council to look round, told up to the day before the database was made a demo one; null where it is not one. */
export async function councilToLookRound(db: Database): Promise<InventedCouncil | null> {
  const { rows } = await sql<{ at: string }>`SELECT set_up_at AS at FROM installation WHERE kind = 'demo'`.execute(db);
  return rows[0] === undefined ? null : { ...lookRound, until: addDays(dayOfInstant(rows[0].at), -1) };
}

/** How far the council to look round is. */
export interface Inventing {
  readonly children: number;
  readonly of: number;
  /** At work or about to be; otherwise, unless all children are there, it has stopped. */
  readonly queued: boolean;
  /** It failed and will be tried again. */
  readonly failed: boolean;
}

/** How far it is, and whether the job of this name is still to be done. */
export async function inventingProgress(db: Database, job: string): Promise<Inventing> {
  const { rows } = await sql<{ failed: boolean }>`SELECT last_error IS NOT NULL AND locked_at IS NULL AS failed FROM graphile_worker.jobs
    WHERE task_identifier = ${job} AND attempts < max_attempts`.execute(db);
  return { children: await childrenHeld(db), of: lookRound.children, queued: rows.length > 0, failed: rows[0]?.failed ?? false };
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
