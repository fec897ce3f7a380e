import { randomUUID } from 'node:crypto';
import type { Day } from '../calendar/day.ts';
import type { Derive } from '../casework/derivation.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import type { Database } from '../platform/database.ts';

/** Records, as an officer would, that a request was received on a day for a child not known before. */
export async function receiveRequest(db: Database, derive: Derive, on: Day): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const child = { kind: 'child', id: randomUUID() } as const;
    const by = { recordedBy: 'Invented officer', source: 'staff', operationId: randomUUID() };
    const received = { subjectKind: child.kind, subjectId: child.id, kind: 'REQUEST_RECEIVED', occurredOn: on, facts: {} };
    await record(tx, derive, await beginRecording(tx, by, [child]), [received]);
  });
}
