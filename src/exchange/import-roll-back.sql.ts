// Rolling a batch back: what it asserted is retracted, and the derived rows are those that would be there without it.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Entry, NewEntry } from '../case-history/entry.ts';
import type { Derive } from '../casework/derivation.ts';
import { chainsOf } from '../casework/entries.sql.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import type { Database } from '../platform/database.ts';
import type { ImportBatch } from './import-batch.ts';
import { lockImports, markRolledBack, stateOf } from './import-batch.sql.ts';
import { busy, type NotTaken } from './import.sql.ts';

/** What a roll-back retracted. */
export interface RolledBack {
  readonly batch: string;
  /** Entries that no longer hold. */
  readonly retracted: number;
  readonly children: number;
}

/** What a roll-back would do. */
export interface Consequences {
  readonly children: number;
  /** Children of whom nothing else is recorded: they disappear from all lists and figures. */
  readonly onlyFromHere: number;
  /** Rows that still wait for a decision, and are dropped. */
  readonly waiting: number;
  /** Later batches with rows that were found to be the same as in this one, and so asserted nothing. */
  readonly sameFiles: readonly string[];
  /** Later batches of other files that repeat rows of this one, and did not assert them again. */
  readonly leaning: readonly Leaning[];
}

/** A batch that leans on another one, and with how many rows. */
export interface Leaning { readonly batch: string; readonly files: readonly string[]; readonly rows: number }

// Also by source: an entry may since have been put into the record of another child.
const touched = (batch: string) => sql`
  SELECT child_id AS child FROM import_row WHERE batch = ${batch} AND digest IS NOT NULL AND child_id IS NOT NULL
  UNION SELECT decided_child FROM quarantine WHERE batch = ${batch} AND decided_child IS NOT NULL
  UNION SELECT subject_id FROM history WHERE subject_kind = 'child' AND source = ${batch}`;

/** What rolling the batch back would do. */
export async function consequencesOf(db: Database, batch: string): Promise<Consequences> {
  const { rows } = await sql<Omit<Consequences, 'leaning'>>`
    WITH touched AS (${touched(batch)})
    SELECT (SELECT count(*) FROM touched) AS children,
      (SELECT count(*) FROM touched WHERE NOT EXISTS (
        SELECT FROM history h WHERE h.subject_kind = 'child' AND h.subject_id = touched.child AND h.source <> ${batch})) AS "onlyFromHere",
      (SELECT count(*) FROM quarantine WHERE batch = ${batch} AND state = 'waiting') AS waiting,
      (SELECT coalesce(array_agg(id::text), '{}') FROM import_batch WHERE state = 'done' AND same_as = ${batch}) AS "sameFiles"`.execute(db);
  return { ...rows[0] as Omit<Consequences, 'leaning'>, leaning: await leaningOn(db, batch) };
}

async function leaningOn(db: Database, batch: string): Promise<Leaning[]> {
  const { rows } = await sql<Leaning>`
    SELECT b.id AS batch, b.files, count(*) AS rows FROM import_row r JOIN import_batch b ON b.id = r.batch
    WHERE r.leans_on = ${batch} AND b.state = 'done' AND b.same_as IS DISTINCT FROM ${batch} GROUP BY b.id ORDER BY b.asked_at DESC`.execute(db);
  return rows;
}

/** Why a batch that others lean on stays, and what to do. */
function leanedOn(leaning: readonly Leaning[]): NotTaken {
  const names = leaning.map(({ batch, rows }) => `${batch} (${rows} rows)`).join(', ');
  return { refused: `Files loaded later repeat rows of this one, and did not record them again: batch ${names}. `
    + 'Roll them back first, the latest first; then this one; then load them again.' };
}

const windowSize = 2000;

/** The entries of a chain that came with the batch and still hold. */
function standing(chain: readonly Entry[], batch: string): Entry[] {
  const corrected = new Set(chain.map((entry) => entry.correctsSeq));
  return chain.filter((entry) => entry.source === batch && entry.facts !== null && !corrected.has(entry.seq));
}

function retraction(entry: Entry): NewEntry {
  const { subjectKind, subjectId, kind, occurredOn, seq } = entry;
  return { subjectKind, subjectId, kind, occurredOn, facts: null, correctsSeq: seq, reason: 'The file that it came with was rolled back' };
}

/**
 * Retracts every entry of the batch that still holds. What was recorded since stays, and the file may be loaded again.
 * Refused where the batch is not loaded, where a later one leans on it, or while another file is loaded.
 */
export async function rollBack(db: Database, derive: Derive, batch: ImportBatch, by: string): Promise<RolledBack | NotTaken> {
  return db.transaction().execute(async (tx) => {
    if (!await lockImports(tx)) return busy;
    if (await stateOf(tx, batch.id) !== 'done') return { refused: `Batch ${batch.id} is not loaded, so there is nothing to roll back.` };
    const leaning = await leaningOn(tx, batch.id);
    if (leaning.length > 0) return leanedOn(leaning);
    const { rows } = await sql<{ child: string }>`${touched(batch.id)}`.execute(tx);
    const children = rows.map(({ child }) => child);
    const retracted = await retractAll(tx, derive, { batch: batch.id, by, children });
    await sql`UPDATE quarantine SET state = 'rolled-back', record = NULL, source_row = NULL WHERE batch = ${batch.id} AND state = 'waiting'`.execute(tx);
    await markRolledBack(tx, batch.id, by);
    return { batch: batch.id, retracted, children: children.length };
  });
}

async function retractAll(tx: Database, derive: Derive, what: { batch: string; by: string; children: string[] }): Promise<number> {
  const { batch, by, children } = what;
  const made = (await chainsOf(tx, 'source', [batch])).get(batch) ?? [];
  const subjects = [...made.slice(0, 1).map(() => ({ kind: 'source' as const, id: batch })), ...children.map((id) => ({ kind: 'child' as const, id }))];
  const recording = await beginRecording(tx, { recordedBy: by, source: batch, operationId: randomUUID() }, subjects);
  let retracted = 0;
  for (let at = 0; at < children.length; at += windowSize) {
    const chains = await chainsOf(tx, 'child', children.slice(at, at + windowSize));
    const entries = [...chains.values()].flatMap((chain) => standing(chain, batch)).map(retraction);
    retracted += (await record(tx, derive, recording, entries)).length;
  }
  await record(tx, derive, recording, standing(made, batch).map(retraction));
  return retracted;
}
