// A process that records until it is killed: single changes and long recordings in turn. It prints each operation once
// that is acknowledged.
import { randomUUID } from 'node:crypto';
import { act } from '../src/casework/act.sql.ts';
import { openDatabase } from '../src/platform/database.ts';
import { by, deriveCases, of, recordNow } from './casework.ts';

const [url = ''] = process.argv.slice(2);
const db = openDatabase({ url }, 'app', 2);

async function change(): Promise<string> {
  const [child, id] = [randomUUID(), randomUUID()];
  const asked = { id, recordedBy: 'officer', content: { child }, child, expectedSeq: 0 };
  await act(db, deriveCases, asked, () => ({
    entries: [{ kind: 'REQUEST_RECEIVED', occurredOn: null, facts: {} }, { kind: 'PERSON', occurredOn: null, facts: { surname: 'Zzyzx' } }],
  }));
  return id;
}

async function file(): Promise<string> {
  const who = by({ source: 'batch' });
  await recordNow(db, Array.from({ length: 500 }, () => of(randomUUID(), 'REQUEST_RECEIVED', '2026-03-01')), who);
  return who.operationId;
}

for (;;) {
  process.stdout.write(`${await change()}\n`);
  process.stdout.write(`${await file()}\n`);
}
