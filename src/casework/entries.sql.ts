import { sql } from 'kysely';
import { contentOf, type StoredEntry } from '../case-history/chain.ts';
import type { Entry, SubjectKind } from '../case-history/entry.ts';
import type { Database } from '../platform/database.ts';

/** The columns of `history h` and `history_content c` under the names of `StoredEntry`. */
export const storedColumns = sql`
  h.subject_kind AS "subjectKind", h.subject_id AS "subjectId", h.seq, h.kind, h.shape, h.occurred_on AS "occurredOn",
  h.occurred_at AS "occurredAt", h.recorded_at AS "recordedAt", h.recorded_by AS "recordedBy", h.source,
  h.operation_id AS "operationId", h.corrects_seq AS "correctsSeq", encode(h.commitment, 'hex') AS commitment,
  encode(h.previous, 'hex') AS previous, encode(h.digest, 'hex') AS digest, encode(c.salt, 'hex') AS salt, c.text`;

/** `history h` with the content `c` that is left of it. */
export const storedFrom = sql`history h LEFT JOIN history_content c USING (subject_kind, subject_id, seq)`;

/** An entry with its digest, which the next one of its chain follows from. */
export type ChainedEntry = Entry & Pick<StoredEntry, 'digest'>;

/** The entry that a stored one holds. */
function entryOf(stored: StoredEntry): ChainedEntry {
  const { salt: _salt, text, commitment: _commitment, previous: _previous, ...header } = stored;
  return { ...header, ...contentOf(text) };
}

/** The chains of these subjects, by id. A subject without entries is left out. */
export async function chainsOf(db: Database, kind: SubjectKind, ids: readonly string[]): Promise<Map<string, ChainedEntry[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<StoredEntry>`
    SELECT ${storedColumns} FROM ${storedFrom}
    WHERE h.subject_kind = ${kind} AND h.subject_id = ANY(${ids}::uuid[]) ORDER BY h.subject_id, h.seq`.execute(db);
  return bySubject(rows);
}

/** The last entry of a child's own chain; 0 where there is none. */
export async function lastSeqOf(db: Database, child: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`SELECT coalesce(max(seq), 0)::int AS seq FROM history WHERE subject_kind = 'child' AND subject_id = ${child}::uuid`.execute(db);
  return rows[0]?.seq ?? 0;
}

/** Stored entries in the order of subject and seq, as chains by subject. */
export function bySubject(rows: readonly StoredEntry[]): Map<string, ChainedEntry[]> {
  const chains = new Map<string, ChainedEntry[]>();
  for (const row of rows) {
    const chain = chains.get(row.subjectId);
    if (chain === undefined) chains.set(row.subjectId, [entryOf(row)]);
    else chain.push(entryOf(row));
  }
  return chains;
}

/**
 * The chains of these children and of every record joined with one of them, ever: what `joinedEntries` needs for any
 * known-at. `had` holds chains already read.
 */
export async function childChains(
  db: Database, ids: readonly string[], had: ReadonlyMap<string, ChainedEntry[]> = new Map(),
): Promise<Map<string, ChainedEntry[]>> {
  const chains = new Map(had);
  for (;;) {
    const wanted = [...ids, ...othersNamedIn(chains)].filter((id) => !chains.has(id));
    if (wanted.length === 0) return chains;
    const read = await chainsOf(db, 'child', wanted);
    for (const id of wanted) chains.set(id, read.get(id) ?? []);
  }
}

function othersNamedIn(chains: ReadonlyMap<string, readonly Entry[]>): string[] {
  const named = new Set<string>();
  for (const chain of chains.values()) {
    for (const entry of chain) {
      if (entry.kind !== 'CHILD_MERGED') continue;
      const other = entry.facts?.['with'];
      if (typeof other === 'string' && !chains.has(other)) named.add(other);
    }
  }
  return [...named];
}

/** The council's own entries: settings, calendar, horizon; all of them, or those known at an instant. */
export async function councilEntries(db: Database, councilId: string, knownAt?: string): Promise<Entry[]> {
  const chain = (await chainsOf(db, 'council', [councilId])).get(councilId) ?? [];
  return knownAt === undefined ? chain : chain.filter((entry) => entry.recordedAt <= knownAt);
}
