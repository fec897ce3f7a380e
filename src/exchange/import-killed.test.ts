import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { sql } from 'kysely';
import { deriveCases, recordDatabase } from '../../test/casework.ts';
import { derivedContents, killedReturns, load, sourceOf, tryLoad } from '../../test/imports.ts';
import { checkDerived } from '../casework/rebuild-check.sql.ts';
import { allBatches } from './import-batch.sql.ts';
import { rollBack } from './import-roll-back.sql.ts';
import { busy } from './import.sql.ts';

const { db, address } = await recordDatabase();
const script = join(import.meta.dirname, '../../test/import-process.ts');

/** Lets a process load, and kills it after some steps and some turns of the loop more. True where it came to its end. */
async function killAfter(steps: number, turns: number): Promise<boolean> {
  const child = spawn(process.execPath, [script, address.url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let told = 0;
  let done = false;
  for await (const line of createInterface({ input: child.stdout })) {
    done ||= line === 'done';
    told += 1;
    if (told !== steps) continue;
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => { setImmediate(resolve); });
    child.kill('SIGKILL');
  }
  await exited;
  return done;
}

/** Rolls back every batch of the second year that is loaded. */
async function clear(): Promise<void> {
  for (const batch of await allBatches(db)) if (batch.state === 'done' && batch.year === 2026) await rollBack(db, deriveCases, batch, 'officer');
}

test('an import killed at any moment is whole or nothing, and loads again to the same result', async () => {
  const returns = killedReturns();
  await load(db, 2025, returns.get(2025) ?? []);
  const before = await derivedContents(db);
  const { balance } = await load(db, 2026, returns.get(2026) ?? []);
  const after = await derivedContents(db);
  await clear();
  let whole = 0;
  for (let round = 0; round < 20; round += 1) {
    const done = await killAfter(1 + (round % 9), round * 150);
    const again = await load(db, 2026, returns.get(2026) ?? []);
    const loadedBefore = again.sameAs !== null;
    if (done) assert.ok(loadedBefore, 'what was acknowledged is there');
    if (loadedBefore) whole += 1;
    assert.deepEqual(again.balance, loadedBefore ? { ...balance, new: 0, changed: 0, quarantined: 0, merged: 0, unchanged: balance.in - balance.excluded } : balance);
    assert.deepEqual(await derivedContents(db), after);
    await clear();
    assert.deepEqual(await derivedContents(db), before);
  }
  const states = new Set((await allBatches(db)).map(({ state }) => state));
  assert.deepEqual([...states].sort(), ['done', 'interrupted', 'rolled-back'], `${whole} of 20 came to their end`);
  const { rows: orphans } = await sql`SELECT DISTINCT source FROM history WHERE source NOT IN (
    SELECT id::text FROM import_batch WHERE state IN ('done', 'rolled-back'))`.execute(db);
  assert.deepEqual(orphans, []);
  assert.deepEqual((await checkDerived(db, deriveCases)).differences, []);
});

test('two imports do not run at once: the second is told so, and nothing of it is kept', async () => {
  const { length } = await allBatches(db);
  await db.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(86, 1)`.execute(tx);
    assert.equal(await tryLoad(db, sourceOf(2024, [])), busy);
  });
  assert.equal((await allBatches(db)).length, length);
});
