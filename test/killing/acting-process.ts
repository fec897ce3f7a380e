// A process that changes children's records as it is told, one line of JSON a change on its input, and tells what became
// of each on its output once that is acknowledged. It ends with its input, or when it is killed.
import { createInterface } from 'node:readline';
import { act, type DecidedEntry, type Decision } from '../../src/casework/act.sql.ts';
import { ownDerive } from '../../src/casework/own-derive.file.ts';
import { openDatabase } from '../../src/platform/database.ts';
import type { AskedChange } from './asked-changes.ts';

const [url = ''] = process.argv.slice(2);
const db = openDatabase({ url }, 'app', 6);
const derive = ownDerive();

function decide({ id, texts }: AskedChange): Decision {
  if (texts.length === 0) return { refused: ['There is nothing to record.'] };
  const entries = texts.map((text): DecidedEntry => ({ kind: 'REPRESENTATIONS_RECEIVED', occurredOn: null, facts: { text } }));
  return { entries, jobs: [{ task: 'told of a change', payload: { id } }] };
}

async function carryOut(asked: AskedChange): Promise<void> {
  const { id, child, expectedSeq, texts } = asked;
  const change = { id, recordedBy: 'officer', content: { child, texts: [...texts] }, child, expectedSeq };
  const outcome = await act(db, derive, change, () => decide(asked));
  process.stdout.write(`${JSON.stringify({ id, outcome })}\n`);
}

const running = new Set<Promise<void>>();
for await (const line of createInterface({ input: process.stdin })) {
  const one = carryOut(JSON.parse(line) as AskedChange);
  running.add(one);
  void one.finally(() => running.delete(one));
}
await Promise.all(running);
await db.destroy();
