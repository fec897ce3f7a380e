import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { NewEntry } from '../case-history/entry.ts';
import { councilId, type Derive } from '../casework/derivation.ts';
import { chainsOf } from '../casework/entries.sql.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import type { Database } from '../platform/database.ts';
import { type CouncilChange, councilChanges, type NamesById } from './council-history.ts';

/** In whose name people, teams and settings are changed. */
export interface Recorder {
  readonly derive: Derive;
  /** A staff id, or the operator named to the command line. */
  readonly by: string;
}

/** An entry about a member of staff or the council, with why it was made where a reason was given. */
export type CouncilEntry = Pick<NewEntry, 'subjectKind' | 'subjectId' | 'kind' | 'facts'> & { readonly reason?: string | null };

/** Records entries about staff or the council in the caller's transaction, beside the rows that they change. Once in each. */
export async function recordCouncil(tx: Database, { derive, by }: Recorder, entries: readonly CouncilEntry[]): Promise<void> {
  const subjects = entries.map(({ subjectKind, subjectId }) => ({ kind: subjectKind, id: subjectId }));
  const recording = await beginRecording(tx, { recordedBy: by, source: 'staff', operationId: randomUUID() }, subjects);
  await record(tx, derive, recording, entries.map((entry) => ({ occurredOn: null, ...entry })));
}

async function namesById(db: Database): Promise<NamesById> {
  const { rows } = await sql<{ id: string; name: string }>`SELECT id, name FROM staff UNION ALL SELECT id, name FROM team`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What was changed of a member of staff, the latest first. */
export async function changesOfPerson(db: Database, id: string): Promise<CouncilChange[]> {
  return councilChanges((await chainsOf(db, 'staff', [id])).get(id) ?? [], await namesById(db));
}

/** What was changed of the council by entries of these kinds, the latest first. */
export async function changesOfCouncil(db: Database, kinds: readonly string[]): Promise<CouncilChange[]> {
  const chain = (await chainsOf(db, 'council', [councilId])).get(councilId) ?? [];
  const thread = (entry: (typeof chain)[number]): string => `${entry.kind} ${String(entry.facts?.['team'] ?? '')}`;
  return councilChanges(chain.filter(({ kind }) => kinds.includes(kind)), await namesById(db), thread);
}
