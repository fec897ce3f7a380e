import { sql } from 'kysely';
import type { Database } from '../platform/database.ts';
import { councilId, type Derivation, type Derive } from './derivation.ts';
import { councilEntries } from './entries.sql.ts';

const remembered = new WeakMap<Derive, { head: string; derivation: Derivation }>();

/** The derivation under the council's settings as they stand now. Remembered until the council's chain grows. */
export async function currentDerivation(db: Database, derive: Derive): Promise<Derivation> {
  const { rows } = await sql<{ head: string }>`
    SELECT encode(digest, 'hex') AS head FROM history
    WHERE subject_kind = 'council' AND subject_id = ${councilId} ORDER BY seq DESC LIMIT 1`.execute(db);
  const head = rows[0]?.head ?? '';
  const had = remembered.get(derive);
  if (had?.head === head) return had.derivation;
  const derivation = derive(await councilEntries(db, councilId));
  remembered.set(derive, { head, derivation });
  return derivation;
}

/** The derivation under the council's settings as known at an instant. */
export async function derivationKnownAt(db: Database, derive: Derive, knownAt: string): Promise<Derivation> {
  return derive(await councilEntries(db, councilId, knownAt));
}
