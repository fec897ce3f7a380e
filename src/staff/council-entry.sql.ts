import { randomUUID } from 'node:crypto';
import type { NewEntry } from '../case-history/entry.ts';
import type { Derive } from '../casework/derivation.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import type { Database } from '../platform/database.ts';

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
