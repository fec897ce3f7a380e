// Fills an empty database with an invented council: children, and what staff recorded of them, all from a seed.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { addDays, type Day } from '../calendar/day.ts';
import type { NewEntry } from '../case-history/entry.ts';
import type { Derive } from '../casework/derivation.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import { lockImports } from '../exchange/import-batch.sql.ts';
import type { Database } from '../platform/database.ts';
import { inventCase, type InventedEntry } from './invented-case.ts';
import { seeded } from './seeded.ts';

export interface InventedCouncil {
  /** How many children were ever known. */
  readonly children: number;
  readonly seed: number;
  /** The last day on which anything happened. */
  readonly until: Day;
  /** Share of the plans in force that end besides (0 where left out): a council has known more children than it has plans. */
  readonly plansEnded?: number;
}

/** The council that somebody who looks round first sees. */
export const lookRound = { children: 240, seed: 2026 } as const;

/** A child at a time would be slow, all at once large: this many together. */
const batchSize = 500;

/**
 * Records the invented council in one transaction. Ids, salts and instants come from the seed, so that the same
 * arguments give the same history. Returns how many children there are; null where the record is not empty; `busy` where
 * a file or another invented council is being loaded: it takes the lock of imports.
 */
export async function inventCouncil(
  db: Database, derive: Derive, council: InventedCouncil, progress: (children: number) => void = () => {},
): Promise<number | 'busy' | null> {
  return db.transaction().execute(async (tx) => {
    if (!await lockImports(tx)) return 'busy';
    const { rows } = await sql`SELECT FROM subject WHERE subject_kind = 'child' LIMIT 1`.execute(tx);
    if (rows.length > 0) return null;
    for (let first = 0; first < council.children; first += batchSize) {
      await recordBatch(tx, derive, council, first);
      progress(Math.min(first + batchSize, council.children));
    }
    return council.children;
  });
}

async function recordBatch(tx: Database, derive: Derive, council: InventedCouncil, first: number): Promise<void> {
  const serials = Array.from({ length: Math.min(batchSize, council.children - first) }, (_, i) => first + i);
  const instants = new Map<NewEntry, string>();
  const entries = serials.flatMap((serial) => {
    const id = uuidOf(council.seed, `child ${serial}`);
    const decided = storyOf(council, serial);
    const made = decided.map((entry): NewEntry => ({ ...entry, subjectKind: 'child', subjectId: id }));
    recordedAts(decided, council, serial).forEach((instant, i) => instants.set(made[i] as NewEntry, instant));
    return made;
  });
  let salts = 0;
  const by = {
    recordedBy: 'Invented officer', source: 'staff', operationId: uuidOf(council.seed, `batch ${first}`),
    salt: () => bytes(council.seed, `salt ${first} ${(salts += 1)}`).slice(0, 32),
    instantOf: (entry: NewEntry) => instants.get(entry) as string,
  };
  const subjects = [...new Set(entries.map((entry) => entry.subjectId))].map((id) => ({ kind: 'child' as const, id }));
  await record(tx, derive, await beginRecording(tx, by, subjects), entries);
}

function storyOf({ seed, until, plansEnded = 0 }: InventedCouncil, serial: number): InventedEntry[] {
  const story = inventCase(seeded(seed, serial), serial, until);
  const has = (...kinds: string[]): boolean => story.some(({ kind }) => kinds.includes(kind));
  const chance = seeded(seed, 2_000_000 + serial);
  if (!has('FINAL_PLAN_SENT', 'PLAN_TRANSFERRED_IN') || has('PLAN_CEASED') || !chance.yes(plansEnded)) return story;
  return [...story, { kind: 'PLAN_CEASED', occurredOn: chance.day(story.at(-1)?.occurredOn ?? until, until), facts: { reason: '5' } }];
}

/** Recorded on the day or some days later, never after the last day, never before an earlier entry of the same child. */
function recordedAts(entries: readonly InventedEntry[], { seed, until }: InventedCouncil, serial: number): string[] {
  const chance = seeded(seed, 1_000_000 + serial);
  const first = entries.find((entry) => entry.occurredOn !== null)?.occurredOn ?? until;
  let latest = '';
  return entries.map(({ occurredOn }, i) => {
    const recordedOn = addDays(occurredOn ?? first, chance.yes(0.8) ? 0 : chance.whole(1, 30));
    const on = recordedOn > until ? until : recordedOn;
    const time = `${String(8 + chance.whole(0, 8)).padStart(2, '0')}:${String(chance.whole(0, 59)).padStart(2, '0')}:00.${String(serial % 1000).padStart(3, '0')}${String(i % 1000).padStart(3, '0')}Z`;
    const instant = `${on}T${time}`;
    latest = instant > latest ? instant : latest;
    return latest;
  });
}

function bytes(seed: number, what: string): string {
  return createHash('sha256').update(`${seed}/${what}`).digest('hex');
}

function uuidOf(seed: number, what: string): string {
  const hex = bytes(seed, what);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
