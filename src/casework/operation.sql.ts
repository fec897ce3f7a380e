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

export type Earlier = { answered: Json } | { differs: true } | null;

function digestOf(operation: Operation): string {
  return `\\x${hash('sha256', canonical([operation.recordedBy, operation.content]), 'hex')}`;
}

/**
 * Waits until nobody else is making the same operation, and says what became of it: its outcome where it was made
 * before, `differs` where another content or another person used its id, null where it is new.
 */
export async function earlierOutcome(tx: Database, operation: Operation): Promise<Earlier> {
  await sql`SELECT pg_advisory_xact_lock(84, hashtext(${operation.id}))`.execute(tx);
  const { rows } = await sql<{ outcome: Json; same: boolean }>`
    SELECT outcome, digest = ${digestOf(operation)}::bytea AS same FROM operation WHERE id = ${operation.id}`.execute(tx);
  const [found] = rows;
  if (found === undefined) return null;
  return found.same ? { answered: found.outcome } : { differs: true };
}

/** Keeps the outcome of an operation that was made, in its transaction. */
export async function keepOutcome(tx: Database, operation: Operation, outcome: Json): Promise<void> {
  await sql`INSERT INTO operation (id, recorded_by, digest, outcome)
    VALUES (${operation.id}, ${operation.recordedBy}, ${digestOf(operation)}::bytea, ${canonical(outcome)}::json)`.execute(tx);
}
