// Builders for tests of the record: a derivation without the law, live tables, and small recordings.
import { randomUUID } from 'node:crypto';
import type { Day } from '../src/calendar/day.ts';
import { caseTables } from '../src/case-history/case-tables.ts';
import { rowsOf } from '../src/case-history/derived-table.ts';
import type { Entry, Facts, NewEntry } from '../src/case-history/entry.ts';
import { settle } from '../src/case-history/settle.ts';
import type { Derive } from '../src/casework/derivation.ts';
import { beginRecording, type By, record } from '../src/casework/record.sql.ts';
import { rebuild } from '../src/casework/rebuild.sql.ts';
import type { Database } from '../src/platform/database.ts';
import { testDatabase, type TestDatabase } from './database.ts';

/** Derives the tables of the case alone. Its fingerprint changes with the number of the council's entries. */
export const deriveCases: Derive = (council) => ({
  fingerprint: 1 + council.length,
  tables: caseTables,
  rowsOf: (entries) => {
    const settled = settle(entries);
    return caseTables.map((table) => rowsOf(table, settled));
  },
});

/** A fresh database with empty derived tables of the case. */
export async function recordDatabase(...args: Parameters<typeof testDatabase>): Promise<TestDatabase> {
  const database = await testDatabase(...args);
  await rebuild(database.owner, deriveCases);
  return database;
}

/** Somebody, and an operation of their own. */
export function by(more: Partial<By> = {}): By {
  return { recordedBy: 'officer', source: 'staff', operationId: randomUUID(), ...more };
}

/** An entry about a child, of `kind`, on `on`. */
export function of(child: string, kind: string, on: string | null, facts: Facts | null = {}): NewEntry {
  return { subjectKind: 'child', subjectId: child, kind, occurredOn: on as Day | null, facts };
}

/** Records the entries in a transaction of their own. */
export function recordNow(db: Database, entries: readonly NewEntry[], who: By = by()): Promise<Entry[]> {
  return db.transaction().execute(async (tx) => {
    const subjects = entries.map(({ subjectKind: kind, subjectId: id }) => ({ kind, id }));
    return record(tx, deriveCases, await beginRecording(tx, who, subjects), entries);
  });
}
