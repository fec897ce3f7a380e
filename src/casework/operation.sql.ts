import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { canonical } from '../case-history/canonical.ts';
import type { Json } from '../case-history/entry.ts';
import type { Database } from '../platform/database.ts';

/** A change as asked for. The same id with the same content is the same change, however often it comes. */
export interface Operation {
  /** A UUID that came with the request. */
  readonly id: string;
  readonly recordedBy: string;
  /** All that was asked. */
  readonly content: Json;
}

function digestOf(operation: Operation): string {
  return `\\x${hash('sha256', canonical([operation.recordedBy, operation.content]), 'hex')}`;
}

/** The operation's id was used for something else, or by somebody else. */
export interface Reused {
  readonly reused: true;
}

/**
 * Does `work` in a transaction, once: where it comes to `done`, that is kept with the operation, and the same operation
 * again, also at the same time, is answered with it and does nothing. Any other outcome of `work` leaves nothing behind.
 */
export async function once<Done, Other extends object>(
  db: Database, operation: Operation, work: (tx: Database) => Promise<{ done: Done } | Other>,
): Promise<{ done: Done } | Other | Reused> {
  const tx = await db.startTransaction().execute();
  try {
    const earlier = await earlierOutcome<Done>(tx, operation);
    const outcome = earlier ?? await work(tx);
    const isNew = earlier === null && 'done' in outcome;
    if (isNew) await keepOutcome(tx, operation, outcome.done as Json);
    await (isNew ? tx.commit() : tx.rollback()).execute();
    return outcome;
  } catch (error) {
    if (!tx.isCommitted && !tx.isRolledBack) await tx.rollback().execute().catch(() => {});
    throw error;
  }
}

/** Waits until nobody else is doing the same operation, and says what became of it; null where it is new. */
async function earlierOutcome<Done>(tx: Database, operation: Operation): Promise<{ done: Done } | Reused | null> {
  await sql`SELECT pg_advisory_xact_lock(84, hashtext(${operation.id}))`.execute(tx);
  const { rows } = await sql<{ outcome: Done; same: boolean }>`
    SELECT outcome, digest = ${digestOf(operation)}::bytea AS same FROM operation WHERE id = ${operation.id}`.execute(tx);
  const [found] = rows;
  if (found === undefined) return null;
  return found.same ? { done: found.outcome } : { reused: true };
}

async function keepOutcome(tx: Database, operation: Operation, outcome: Json): Promise<void> {
  await sql`INSERT INTO operation (id, recorded_by, digest, outcome)
    VALUES (${operation.id}, ${operation.recordedBy}, ${digestOf(operation)}::bytea, ${canonical(outcome)}::json)`.execute(tx);
}
