import { sql } from 'kysely';
import type { Entry } from '../case-history/entry.ts';
import { readableTo } from '../case-history/field-classes.ts';
import { joinedEntries, joinsOf } from '../case-history/joins.ts';
import { settle } from '../case-history/settle.ts';
import { currentDerivation } from '../casework/current-derivation.sql.ts';
import type { Derive } from '../casework/derivation.ts';
import { childChains } from '../casework/entries.sql.ts';
import { emergencyEnd } from '../casework/emergency.sql.ts';
import { accessTo } from '../casework/may-see.sql.ts';
import type { Cell } from '../case-history/derived-table.ts';
import type { Database } from '../platform/database.ts';
import type { Viewer } from '../platform/viewer.ts';
import type { CaseFile, ClosedCase } from './case-file.ts';
import { type Duty, dutyOf } from './duty.ts';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Everything on record about a child that `viewer` may read at the instant `now`, in one snapshot; closed to them, or where there is no such record. */
export async function caseFile(db: Database, viewer: Viewer, childId: string, now: string): Promise<CaseFile | ClosedCase> {
  const access = await accessTo(db, viewer, childId, now);
  if (!access.sees) return { closed: access.known ? [...new Set([childId, access.mergedInto ?? childId])] : [] };
  const { chains, dates } = await db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (tx) => {
    // Before the snapshot is taken: from here on the derived tables are not swapped.
    await sql`LOCK TABLE derivation IN ACCESS SHARE MODE`.execute(tx);
    return {
      chains: await childChains(tx, [childId]),
      dates: await sql<Record<string, Cell>>`SELECT * FROM deadline WHERE child_id = ${childId} ORDER BY deadline_no`.execute(tx),
    };
  });
  const own = chains.get(childId) ?? [];
  const entries = readableTo(viewer, joinedEntries(childId, chains));
  const lastSeq = own.at(-1)?.seq ?? 0;
  const settled = settle(entries);
  const { caseworker = null, team = null } = settled.allocation ?? {};
  const names = await staffAndTeams(db, [caseworker ?? team ?? '']);
  const worker = names.get(caseworker ?? team ?? '') ?? null;
  return { childId, entries, lastSeq, mergedInto: joinsOf(own).into, settled, worker, duties: dates.rows.map(dutyOf), mayRecord: access.records, emergencyUntil: await emergencyEnd(db, viewer, childId, now) };
}

/** The dates that a case with these entries has under the law and the council's settings of now; nothing is stored. */
export async function dutiesWith(db: Database, derive: Derive, entries: readonly Entry[]): Promise<Duty[]> {
  const derivation = await currentDerivation(db, derive);
  const at = derivation.tables.findIndex((table) => table.name === 'deadline');
  const columns = Object.keys(derivation.tables[at]?.columns ?? {});
  const rows = derivation.rowsOf(entries)[at] ?? [];
  return rows.map((cells) => dutyOf(Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? null]))));
}

/** The names of those who recorded these entries, by what `recordedBy` holds; an operator's name stands for itself. */
export async function recordersOf(db: Database, entries: readonly Pick<Entry, 'recordedBy'>[]): Promise<Map<string, string>> {
  const ids = [...new Set(entries.map((entry) => entry.recordedBy))];
  const { rows } = await sql<{ id: string; name: string }>`SELECT id::text, name FROM staff WHERE id::text = ANY(${ids}::text[])`.execute(db);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return new Map(ids.map((id) => [id, names.get(id) ?? (ID.test(id) ? 'somebody no longer listed' : id)]));
}

/** The names of the members of staff and the teams with these ids; other texts have none. */
export async function staffAndTeams(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT id::text, name FROM staff WHERE id::text = ANY(${[...ids]}::text[])
    UNION ALL SELECT id::text, name FROM team WHERE id::text = ANY(${[...ids]}::text[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
