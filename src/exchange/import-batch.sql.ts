import { type RawBuilder, sql } from 'kysely';
import type { Day } from '../calendar/day.ts';
import { enterChange } from '../casework/change-entry.sql.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { Balance } from './import-balance.ts';
import type { AskedBatch, BatchState, ImportBatch, KeptFiles } from './import-batch.ts';
import type { Progress } from './import-progress.ts';
import type { FileHeader } from './reading.ts';
import type { TrackerMapping } from './tracker-mapping.ts';

// One import or roll-back at a time: the pair (86, 1), held until its transaction ends, however it ends.
const held = sql`EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 86 AND objid = 1 AND objsubid = 2 AND granted AND mode = 'ExclusiveLock'
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

// How long files that were not loaded are kept, so that whoever sent them can start again.
const keptUntil = sql`coalesce(ended_at, asked_at) + CASE WHEN state = 'matching' THEN interval '7 days' ELSE interval '1 day' END`;

const columns: RawBuilder<unknown> = sql`id, kind, files, asked_by AS "askedBy", asked_at AS "askedAt", ended_at AS "endedAt", digest, year,
  census_day AS "censusDay", lea, progress, balance, problems, same_as AS "sameAs", trouble, rolled_back_by AS "rolledBackBy", mapping, ${keptUntil} AS "keptUntil",
  CASE WHEN state = 'running' AND NOT ${held} THEN 'interrupted' ELSE state END AS state`;

/** Takes the lock of imports for this transaction. Where another one holds it: waits, or without `wait` says false. */
export async function lockImports(tx: Database, wait = false): Promise<boolean> {
  if (wait) await sql`SELECT pg_advisory_xact_lock(86, 1)`.execute(tx);
  const { rows } = await sql<{ taken: boolean }>`SELECT pg_try_advisory_xact_lock(86, 1) AS taken`.execute(tx);
  return rows[0]?.taken === true;
}

/** Makes a change of a batch that somebody asks for, with its entry in the access log: what was and is of its state and mapping. */
export function enterBatch<Done>(db: Database, viewer: Viewer, { id, what, route }: { readonly id: string; readonly what: string; readonly route: string }, work: (tx: Database) => Promise<Done>): Promise<Done> {
  return enterChange(db, viewer, { what, route, whose: id, of: sql`SELECT state, files, mapping, trouble AS because FROM import_batch WHERE id = ${id}::uuid` }, work);
}

/** Keeps that somebody asked for files to be loaded, unless they are. */
export async function askBatch(db: Database, batch: AskedBatch, state: 'matching' | 'waiting' | 'running' = 'waiting'): Promise<void> {
  await sql`INSERT INTO import_batch (id, kind, state, files, asked_by, asked_at, year, mapping)
    VALUES (${batch.id}, ${batch.kind}, ${state}, ${[...batch.files]}, ${batch.askedBy}, clock_timestamp(), ${batch.year ?? null}, ${batch.mapping == null ? null : JSON.stringify(batch.mapping)}::json)
    ON CONFLICT (id) DO UPDATE SET state = ${state}, kind = ${batch.kind}, mapping = EXCLUDED.mapping, trouble = NULL, progress = '{}'
      WHERE import_batch.state NOT IN ('done', 'rolled-back')`.execute(db);
}

/** Whether a batch was loaded, also where it was rolled back since. */
export async function isLoaded(db: Database, id: string): Promise<boolean> {
  const state = await stateOf(db, id);
  return state === 'done' || state === 'rolled-back';
}

/** Marks a batch as being loaded. Whoever holds the lock of imports knows that others that say so were interrupted. */
export async function beginBatch(db: Database, batch: AskedBatch): Promise<void> {
  await sql`UPDATE import_batch SET state = 'interrupted' WHERE state = 'running' AND id <> ${batch.id}`.execute(db);
  await askBatch(db, batch, 'running');
}

/** Keeps how far a batch has come. */
export async function keepProgress(db: Database, id: string, progress: Progress): Promise<void> {
  await sql`UPDATE import_batch SET progress = ${JSON.stringify(progress)}::json WHERE id = ${id} AND state IN ('matching', 'waiting', 'running')`.execute(db);
}

/** What a batch came to. */
export interface BatchEnd {
  readonly digest: string;
  readonly header: FileHeader;
  readonly balance: Balance;
  readonly problems: number;
  readonly sameAs: string | null;
}

/** Marks a batch as loaded, in the transaction of its rows. */
export async function endBatch(tx: Database, id: string, end: BatchEnd): Promise<void> {
  const { digest, header, balance, problems, sameAs } = end;
  await sql`UPDATE import_batch SET state = 'done', ended_at = clock_timestamp(), digest = ${digest}, year = ${header.year},
    census_day = ${header.referenceDate}, lea = ${header.lea}, balance = ${JSON.stringify(balance)}::json, problems = ${problems},
    same_as = ${sameAs} WHERE id = ${id}`.execute(tx);
}

/** Marks a batch as refused, or as not loaded for another reason, unless it is loaded. */
export async function failBatch(db: Database, id: string, trouble: string, state: 'failed' | 'interrupted' | 'unscanned' = 'failed'): Promise<void> {
  await sql`UPDATE import_batch SET state = ${state}, ended_at = clock_timestamp(), trouble = ${trouble}
    WHERE id = ${id} AND state NOT IN ('done', 'rolled-back')`.execute(db);
}

/** Marks a batch as rolled back by somebody. */
export async function markRolledBack(tx: Database, id: string, by: string): Promise<void> {
  await sql`UPDATE import_batch SET state = 'rolled-back', ended_at = clock_timestamp(), rolled_back_by = ${by} WHERE id = ${id}`.execute(tx);
}

/** Keeps what the columns of a tracker mean, while it is being prepared. */
export async function keepMapping(db: Database, id: string, mapping: TrackerMapping): Promise<void> {
  await sql`UPDATE import_batch SET mapping = ${JSON.stringify(mapping)}::json WHERE id = ${id} AND state = 'matching'`.execute(db);
}

/** What the columns of every tracker were said to mean last, the latest first; that of a batch left out. */
export async function mappingsBefore(db: Database, but: string): Promise<TrackerMapping[]> {
  const { rows } = await sql<{ mapping: TrackerMapping }>`
    SELECT mapping FROM (SELECT DISTINCT ON (mapping->>'tracker') mapping, asked_at FROM import_batch
      WHERE kind = 'tracker' AND mapping IS NOT NULL AND id <> ${but} ORDER BY mapping->>'tracker', asked_at DESC) latest
    ORDER BY asked_at DESC LIMIT 50`.execute(db);
  return rows.map(({ mapping }) => mapping);
}

/** Ends the preparing of a file: it waits to be loaded. Whether it was still being prepared. */
export async function approveBatch(db: Database, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`UPDATE import_batch SET state = 'waiting', trouble = NULL, progress = '{}'
    WHERE id = ${id} AND state = 'matching' AND (kind <> 'tracker' OR mapping IS NOT NULL)`.execute(db);
  return numAffectedRows === 1n;
}

/** Whether a file is being prepared still: where it was given up meanwhile, it is gone, and that it cannot be read is no fault. */
export async function isBeingPrepared(db: Database, id: string): Promise<boolean> {
  return await stateOf(db, id) === 'matching';
}

/** Has a return compared anew that was compared before another file came, or was approved then; `why` stands on its page. */
export async function compareAnew(db: Database, id: string, why: string): Promise<void> {
  await sql`UPDATE import_batch SET state = 'matching', trouble = ${why}, progress = '{}' WHERE id = ${id} AND state IN ('matching', 'waiting')`.execute(db);
}

/** The batch with this id, or whose id alone begins with this text (six letters or digits at least); null without one. */
export async function batchNamed(db: Database, name: string): Promise<ImportBatch | null> {
  if (!/^[0-9a-f-]{6,36}$/.test(name)) return null;
  const { rows } = await sql<ImportBatch>`
    SELECT ${columns} FROM import_batch WHERE starts_with(id::text, ${name}) LIMIT 2`.execute(db);
  return rows.length === 1 ? (rows[0] ?? null) : null;
}

/** Of files that are kept, those that nobody will load any more: of no batch for a day, or of one whose time is over. */
export async function filesToRemove(db: Database, kept: readonly KeptFiles[]): Promise<string[]> {
  const [batches, moments] = [kept.map(({ batch }) => batch), kept.map(({ cameAt }) => cameAt / 1000)];
  const { rows } = await sql<{ batch: string }>`
    SELECT kept.batch FROM unnest(${batches}::text[], ${moments}::float8[]) AS kept (batch, came_at)
    LEFT JOIN import_batch b ON b.id::text = kept.batch
    WHERE CASE WHEN b.id IS NULL THEN to_timestamp(came_at) < now() - interval '1 day'
      ELSE state NOT IN ('waiting', 'running') AND ${keptUntil} < now() END`.execute(db);
  return rows.map(({ batch }) => batch);
}

/** All batches, the latest first. */
export async function allBatches(db: Database): Promise<ImportBatch[]> {
  const { rows } = await sql<ImportBatch>`SELECT ${columns} FROM import_batch ORDER BY asked_at DESC`.execute(db);
  return rows;
}

/** The returns that the record holds: their collection years, and the latest census day among them; null without one. */
export interface ReturnsLoaded { readonly years: readonly number[]; readonly censusDay: Day | null }

/** The returns that were loaded by the instant `knownAt`, or by now, and not rolled back since. */
export async function returnsLoaded(db: Database, knownAt: string | undefined): Promise<ReturnsLoaded> {
  const { rows } = await sql<ReturnsLoaded>`SELECT coalesce(array_agg(DISTINCT year ORDER BY year), '{}') AS years, max(census_day) AS "censusDay"
    FROM import_batch WHERE state = 'done' AND year IS NOT NULL AND ended_at <= coalesce(${knownAt ?? null}::timestamptz, 'infinity')`.execute(db);
  return rows[0] ?? { years: [], censusDay: null };
}

/** The state of a batch as kept, without looking whether it still runs. */
export async function stateOf(db: Database, id: string): Promise<BatchState | null> {
  const { rows } = await sql<{ state: BatchState }>`SELECT state FROM import_batch WHERE id = ${id}`.execute(db);
  return rows[0]?.state ?? null;
}
