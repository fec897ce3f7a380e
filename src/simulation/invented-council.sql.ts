// Fills an empty database with an invented council: its children, and what its people recorded of them, all from a seed.
import { sql } from 'kysely';
import type { NewEntry } from '../case-history/entry.ts';
import type { Derive } from '../casework/derivation.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import { lockImports } from '../exchange/import-batch.sql.ts';
import type { Database } from '../platform/database.ts';
import { firstDay } from './arrivals.ts';
import type { ChildFile, CouncilLife } from './council-life.ts';
import type { InventedCouncil } from './invented-council.ts';
import { liveCouncil } from './live-council.ts';
import { broughtOverOn, entriesOf, type MadeEntry, type Office } from './recording.ts';
import { seededBytes, seededId } from './seeded-ids.ts';
import { inventWorkforce } from './workforce.ts';

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
  const life = liveCouncil(council);
  const office = officeOf(life, council);
  const files = copiesFirst(life.files);
  for (let first = 0; first < files.length; first += batchSize) {
    const batch = files.slice(first, first + batchSize);
    if (first >= held) await db.transaction().execute((tx) => recordBatch(tx, derive, { office, batch, first }));
    progress(first + batch.length);
  }
  return files.length;
}

/** How many children there are on record. */
export async function childrenHeld(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM subject WHERE subject_kind = 'child'`.execute(db);
  return rows[0]?.count ?? 0;
}

function officeOf(life: CouncilLife, { seed }: InventedCouncil): Office {
  const from = firstDay(life.until);
  const cases = life.files.filter(({ closed }) => !closed).length;
  return { life, workforce: inventWorkforce(seed, { from, until: life.until, cases }), begun: broughtOverOn(from) };
}

/** Each record that was made twice beside its copy, then the others: joined ones are worked out together, so in one batch. */
function copiesFirst(files: readonly ChildFile[]): ChildFile[] {
  const pairs = files.flatMap((file) => (file.copyOf === null ? [] : [file.copyOf, file]));
  const paired = new Set(pairs);
  return [...pairs, ...files.filter((file) => !paired.has(file))];
}

interface Batch { readonly office: Office; readonly batch: readonly ChildFile[]; readonly first: number }

async function recordBatch(tx: Database, derive: Derive, { office, batch, first }: Batch): Promise<void> {
  const { seed } = office.life;
  const entries = batch.flatMap((file) => entriesOf(office, file));
  let salts = 0;
  const by = {
    recordedBy: 'Invented council', source: 'staff', operationId: seededId(seed, `batch ${first}`),
    salt: () => seededBytes(seed, `salt ${first} ${(salts += 1)}`).slice(0, 32),
    instantOf: (entry: NewEntry) => (entry as MadeEntry).recordedAt, recorderOf: (entry: NewEntry) => (entry as MadeEntry).recordedBy,
  };
  const subjects = [...new Set(entries.map((entry) => entry.subjectId))].map((id) => ({ kind: 'child' as const, id }));
  await record(tx, derive, await beginRecording(tx, by, subjects), entries);
}
