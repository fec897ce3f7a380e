// What would come of entries, without recording them: the derived rows of their children as they would be, for one transaction.
import { sql } from 'kysely';
import type { NewEntry } from '../case-history/entry.ts';
import type { Database } from '../platform/database.ts';
import { currentDerivation } from './current-derivation.sql.ts';
import type { Derivation, Derive } from './derivation.ts';
import { derivedRows, standingChildren } from './derived.sql.ts';
import { childChains, type ChainedEntry } from './entries.sql.ts';
import { hide, insteadOf, makeTables, showInstead } from './rows-instead.sql.ts';
import { writeRows } from './rows.sql.ts';

type Chains = ReadonlyMap<string, ChainedEntry[]>;

/** Entries that are tried together, as if they were recorded at one instant. */
export interface Trial {
  readonly derivation: Derivation;
  readonly recordedAt: string;
  /** Entries of records that were ever joined with another one: worked out at the end, when all of both are there. */
  readonly joined: NewEntry[];
  /** How many children were tried so far. */
  children: number;
}

/** Begins a trial, before anything else in a transaction that is to see one state of the record throughout. It locks nothing that a recording needs. */
export async function beginTrial(tx: Database, derive: Derive): Promise<Trial> {
  // Before the snapshot is taken: from here on the derived tables are not swapped.
  await sql`LOCK TABLE derivation IN ACCESS SHARE MODE`.execute(tx);
  const { rows } = await sql<{ recordedAt: string }>`SELECT greatest(instant_of(last_value + 1), clock_timestamp()) AS "recordedAt" FROM last_instant`.execute(tx);
  const derivation = await currentDerivation(tx, derive);
  await makeTables(tx, derivation);
  return { derivation, recordedAt: rows[0]?.recordedAt ?? '', joined: [], children: 0 };
}

/** Works out what the rows of children would be with one more entry each. `had` holds chains already read. */
export async function tryEntries(tx: Database, trial: Trial, entries: readonly NewEntry[], had: Chains): Promise<void> {
  const chains = await childChains(tx, entries.map(({ subjectId }) => subjectId), had);
  const isJoined = ({ subjectId }: NewEntry): boolean => chains.get(subjectId)?.some(({ kind }) => kind === 'CHILD_MERGED') === true;
  trial.joined.push(...entries.filter(isJoined));
  await workOut(tx, trial, entries.filter((entry) => !isJoined(entry)), chains);
}

/** From here on in the transaction the unqualified names of the derived tables stand for what would be, had all that was tried been recorded. */
export async function showTrial(tx: Database, trial: Trial): Promise<void> {
  await workOut(tx, trial, trial.joined, await childChains(tx, trial.joined.map(({ subjectId }) => subjectId)));
  await showInstead(tx, trial.derivation, trial.children > 1000);
}

async function workOut(tx: Database, trial: Trial, entries: readonly NewEntry[], before: Chains): Promise<void> {
  if (entries.length === 0) return;
  const after = new Map(before);
  for (const entry of entries) after.set(entry.subjectId, [...after.get(entry.subjectId) ?? [], asRecorded(trial, entry, after.get(entry.subjectId)?.at(-1)?.seq ?? 0)]);
  const { gone, standing } = await standingChildren(tx, [...new Set(entries.map(({ subjectId }) => subjectId))], after);
  await hide(tx, gone);
  const rows = derivedRows(trial.derivation, 'derived', standing);
  await writeRows(tx, rows.map((one, at) => ({ ...one, table: `pg_temp.${insteadOf(trial.derivation.tables[at]?.name ?? '')}` })));
  trial.children += gone.length;
}

function asRecorded({ recordedAt }: Trial, entry: NewEntry, before: number): ChainedEntry {
  const open = { shape: 1, occurredAt: null, correctsSeq: null, reason: null, sourceRow: null, source: '' };
  return { ...open, ...entry, seq: before + 1, recordedAt, recordedBy: '', operationId: '', digest: '' };
}
