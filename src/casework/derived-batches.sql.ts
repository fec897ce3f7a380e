// Rows of many children: read, worked out and handed on a batch at a time, so that no more than a few batches are held.
import { sql } from 'kysely';
import { copyIn, copyOutAll, type Database } from '../platform/database.ts';
import type { Batch, BatchRows, Derivation } from './derivation.ts';
import { batchRows } from './derive-batch.ts';
import { columnsOf } from './derived.sql.ts';
import { childChains } from './entries.sql.ts';

const batchSize = 125;
/** How many batches are worked out, or wait to be, whilst the next one is read. */
const ahead = 4;

/** Whose rows, as known when. */
export interface Whose {
  readonly children: readonly string[];
  readonly knownAt?: string;
}

/**
 * Hands on the rows of `children`, batch after batch in their order. More than one batch is
 * worked out apart, where the derivation can be.
 */
export async function eachBatch(
  db: Database, derivation: Derivation, whose: Whose, take: (rows: BatchRows, children: readonly string[]) => Promise<void>,
): Promise<void> {
  const { apart } = derivation;
  if (apart === undefined || whose.children.length <= batchSize) return inTurn(db, async (batch) => batchRows(derivation, batch), whose, take);
  return apart((workOut) => inTurn(db, workOut, whose, take));
}

async function inTurn(
  db: Database, workOut: (batch: Batch) => Promise<BatchRows>, { children, knownAt }: Whose, take: Parameters<typeof eachBatch>[3],
): Promise<void> {
  const waiting: (() => Promise<void>)[] = [];
  for (let at = 0; at < children.length; at += batchSize) {
    const some = children.slice(at, at + batchSize);
    const rows = workOut({ children: some, knownAt, chains: await chainsText(db, some) });
    // Whoever waits for it hears of a failure, when its turn has come.
    rows.catch(() => {});
    waiting.push(async () => take(await rows, some));
    if (waiting.length > ahead) await waiting.shift()?.();
  }
  for (const next of waiting) await next();
}

/** These children and everybody who was ever joined with one of them, directly or through another. */
export async function withJoined(db: Database, children: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ child: string }>`
    SELECT DISTINCT subject_id AS child FROM history
    WHERE subject_kind = 'child' AND subject_id = ANY(${children}::uuid[]) AND kind = 'CHILD_MERGED'`.execute(db);
  const joined = rows.length === 0 ? [] : (await childChains(db, rows.map(({ child }) => child))).keys();
  return [...new Set([...children, ...joined])];
}

const instant = (column: string): ReturnType<typeof sql> => sql`to_char(${sql.ref(column)}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const batchColumns = sql`
  h.subject_id, h.seq, h.kind, h.shape, h.occurred_on, ${instant('h.occurred_at')}, ${instant('h.recorded_at')}, h.recorded_by, h.source,
  h.operation_id, h.corrects_seq, c.text`;

async function chainsText(db: Database, children: readonly string[]): Promise<Uint8Array> {
  const ids = await withJoined(db, children);
  return copyOutAll(db, sql`
    SELECT ${batchColumns} FROM history h LEFT JOIN history_content c USING (subject_kind, subject_id, seq)
    WHERE h.subject_kind = 'child' AND h.subject_id = ANY(${sql.lit(`{${ids.join(',')}}`)}::uuid[]) ORDER BY h.subject_id, h.seq`);
}

/** Writes the rows of a batch; `place` gives each table the name, with its schema, under which it is written. */
export async function writeBatch(tx: Database, { tables }: Derivation, rows: BatchRows, place: (name: string) => string): Promise<void> {
  for (const [at, text] of rows.entries()) {
    const table = tables[at];
    if (table === undefined || text.length === 0) continue;
    await copyIn(tx, { table: place(table.name), columns: columnsOf(table) }, [text]);
  }
}
