import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { sql } from 'kysely';
import { deriveCases, recordDatabase } from '../../test/casework.ts';
import { checkDerived } from './rebuild-check.sql.ts';
import { knownAt } from './known-at.sql.ts';
import { verifyHistory } from './verify.sql.ts';

const { db, address } = await recordDatabase();
const script = join(import.meta.dirname, '../../test/recording-process.ts');

async function* nothing(): AsyncGenerator<never> {}

/** Lets a process record, kills it after some acknowledgements and some thousand turns of the loop more. */
async function killAfter(acknowledgements: number, turns: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, address.url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const told: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(line);
    if (told.length !== acknowledgements) continue;
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => { setImmediate(resolve); });
    child.kill('SIGKILL');
  }
  await exited;
  return told;
}

test('a process killed at any moment loses nothing acknowledged and leaves nothing half done', async () => {
  const told: string[] = [];
  for (let round = 0; round < 20; round += 1) told.push(...await killAfter(1 + (round % 4), round * 400));
  const { rows: lost } = await sql`SELECT id FROM unnest(${told}::uuid[]) AS told (id)
    WHERE NOT EXISTS (SELECT FROM history WHERE operation_id = told.id)`.execute(db);
  assert.deepEqual(lost, []);
  const { rows: partial } = await sql`SELECT operation_id, count(*) FROM history GROUP BY 1 HAVING count(*) NOT IN (2, 500)`.execute(db);
  assert.deepEqual(partial, []);
  const { rows: unkept } = await sql`SELECT DISTINCT operation_id FROM history WHERE source = 'staff'
    EXCEPT SELECT id FROM operation`.execute(db);
  assert.deepEqual(unkept, []);
  const verdict = await verifyHistory(db, { lines: nothing(), upTo: null });
  assert.deepEqual([verdict.bad, verdict.disposed], [[], 0]);
  assert.deepEqual((await checkDerived(db, deriveCases)).differences, []);
  const { rows: latest } = await sql<{ at: string }>`SELECT max(recorded_at) AS at FROM history`.execute(db);
  assert.ok(await knownAt(db) >= (latest[0]?.at ?? ''), 'no write of a killed process is left unfinished');
});
