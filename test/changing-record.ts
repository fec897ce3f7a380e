// A record that changes, for tests of what changed: entries, corrections, files and settings on the program's own derivation.
import { randomUUID } from 'node:crypto';
import type { Day } from '../src/calendar/day.ts';
import type { Entry, Facts, NewEntry } from '../src/case-history/entry.ts';
import { liveEntries } from '../src/case-history/live-entries.ts';
import type { ReturnRecord } from '../src/case-history/return-record.ts';
import { councilId } from '../src/casework/derivation.ts';
import { chainsOf } from '../src/casework/entries.sql.ts';
import { mergeChildren, unmergeChildren } from '../src/casework/join.sql.ts';
import { knownAt } from '../src/casework/known-at.sql.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';
import { rebuild } from '../src/casework/rebuild.sql.ts';
import { beginRecording, record } from '../src/casework/record.sql.ts';
import { batchNamed } from '../src/exchange/import-batch.sql.ts';
import { rollBack } from '../src/exchange/import-roll-back.sql.ts';
import { takeIn } from '../src/exchange/import.sql.ts';
import type { Database } from '../src/platform/database.ts';
import { by } from './casework.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { sourceOf } from './imports.ts';

/** An event as a test writes it. */
export type Told = readonly [kind: string, on: string | null, facts?: Facts];

/** A fresh database with the empty derived tables of the program. */
export async function changingDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  await rebuild(database.owner, ownDerive());
  return database;
}

async function put(db: Database, entries: readonly NewEntry[]): Promise<void> {
  const subjects = entries.map(({ subjectKind: kind, subjectId: id }) => ({ kind, id }));
  await db.transaction().execute(async (tx) => record(tx, ownDerive(), await beginRecording(tx, by(), subjects), entries));
}

/** Records events of a child. */
export async function tell(db: Database, child: string, events: readonly Told[]): Promise<void> {
  await put(db, events.map(([kind, on, facts = {}]) => ({ subjectKind: 'child', subjectId: child, kind, occurredOn: on as Day | null, facts })));
}

/** What stands of a child's own entries. */
export async function standingOf(db: Database, child: string): Promise<Entry[]> {
  return liveEntries((await chainsOf(db, 'child', [child])).get(child) ?? []);
}

/** Says of the last entry of a kind that it was on another day; without a day takes it back. */
export async function putRight(db: Database, child: string, kind: string, on: string | null): Promise<void> {
  const entry = (await standingOf(db, child)).findLast((one) => one.kind === kind);
  if (entry === undefined) throw new Error(`nothing of kind ${kind} stands`);
  const { subjectKind, subjectId, seq, facts } = entry;
  await put(db, [{ subjectKind, subjectId, kind, occurredOn: on as Day | null, facts: on === null ? null : facts, correctsSeq: seq, reason: 'Put right' }]);
}

/** Joins the record `from` with `to`, or parts them. */
export async function join(db: Database, from: string, to: string, how: 'join' | 'part' = 'join'): Promise<void> {
  const chains = await chainsOf(db, 'child', [from, to]);
  const seen = (child: string): { child: string; expectedSeq: number } => ({ child, expectedSeq: chains.get(child)?.length ?? 0 });
  const change = { id: randomUUID(), recordedBy: 'officer', content: {}, from: seen(from), to: seen(to), reason: 'The same person' };
  await (how === 'join' ? mergeChildren : unmergeChildren)(db, ownDerive(), change);
}

/** Loads a return; gives the id of its batch. */
export async function loadReturn(db: Database, year: number, records: readonly ReturnRecord[]): Promise<string> {
  const batch = { id: randomUUID() as string, kind: 'sen2-xml', files: [`return-${year}.xml`], askedBy: 'data officer' };
  const taken = await takeIn(db, { batch, derive: ownDerive(), dryRun: false, wait: true, hear: () => {} }, sourceOf(year, records));
  if ('refused' in taken) throw new Error(taken.refused);
  return batch.id;
}

/** Rolls a batch back. */
export async function rollBackFile(db: Database, id: string): Promise<void> {
  const batch = await batchNamed(db, id);
  if (batch === null) throw new Error('there is no such batch');
  const done = await rollBack(db, ownDerive(), batch, 'data officer');
  if ('refused' in done) throw new Error(done.refused);
}

/** Changes how dates are worked out, and works them out anew as the job of that does. */
export async function setReadings({ db, owner }: TestDatabase, facts: Facts): Promise<void> {
  await put(db, [{ subjectKind: 'council', subjectId: councilId, kind: 'SETTINGS', occurredOn: null, facts }]);
  await rebuild(owner, ownDerive());
}

/** An instant after all that is recorded, and before all that will be. */
export function momentNow(db: Database): Promise<string> {
  return knownAt(db);
}
