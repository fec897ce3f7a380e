// Changes by officers to a process that is killed again and again. They ask again whatever they heard nothing of.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import type { Outcome } from '../../src/casework/act.sql.ts';
import { knownAt } from '../../src/casework/known-at.sql.ts';
import { ownDerive } from '../../src/casework/own-derive.file.ts';
import { rebuild } from '../../src/casework/rebuild.sql.ts';
import { seeded } from '../../src/simulation/seeded.ts';
import { testDatabase } from '../database.ts';
import { type AskedChange, Book } from './asked-changes.ts';
import { checkSound } from './soundness.ts';
import { environmentOf, untilForgotten } from './victim.ts';

const KILLS = 30;
const SEED = 20261121;
const CHILDREN = 6;
const SCRIPT = join(import.meta.dirname, 'acting-process.ts');

const database = await testDatabase();
const { db, owner } = database;
const folder = mkdtempSync(join(tmpdir(), 'sightline-killing-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const env = environmentOf(database, folder);
const chance = seeded(SEED);
const book = new Book(CHILDREN, chance);

/**
 * Lets a process work, and kills it some milliseconds after so many answers; without `answers` it comes to its end once
 * it has answered what is open. Every answer that came is in the book, also those after the kill.
 */
async function work(answers: number | null, milliseconds = 0): Promise<void> {
  const child = spawn(process.execPath, [SCRIPT, env['DATABASE_URL'] ?? ''], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  child.stdin.on('error', () => {});
  const ask = (asked: AskedChange): void => void child.stdin.write(`${JSON.stringify(asked)}\n`);
  const old = book.some();
  for (const asked of [...book.open.values(), ...(old === null ? [] : [old.asked])]) ask(asked);
  if (answers === null) child.stdin.end();
  let heard = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const { id, outcome } = JSON.parse(line) as { id: string; outcome: Outcome };
    if (id === old?.asked.id) assert.deepEqual(outcome, old.outcome, 'the same change again gets the same answer');
    const next = book.hear(id, outcome);
    heard += 1;
    if (heard === answers) setTimeout(() => child.kill('SIGKILL'), milliseconds);
    if (next !== null && answers !== null) ask(next);
  }
  await closed;
  assert.equal(child.signalCode, answers === null ? null : 'SIGKILL');
}

test(`changes by a process killed ${KILLS} times are all there, once`, async (t) => {
  await rebuild(owner, ownDerive());
  for (let kill = 0; kill < KILLS; kill += 1) await work(chance.whole(1, 12), chance.whole(0, 25));
  await work(null);
  await untilForgotten(owner);
  const all = [...book.acknowledged.values()];
  const done = all.flatMap(({ asked, outcome }) => ('done' in outcome ? [{ ...asked, ...outcome.done }] : []));
  t.diagnostic(`${done.length} changes done, ${all.length - done.length} refused`);
  assert.ok(all.every(({ asked: { texts }, outcome }) => (texts.length === 0 ? 'refused' in outcome : 'done' in outcome)));
  const { rows: kept } = await sql<{ id: string; child: string; seqs: number[]; texts: string[] }>`
    SELECT operation_id AS id, subject_id AS child, json_agg(seq ORDER BY seq) AS seqs, json_agg(text::json -> 'facts' ->> 'text' ORDER BY seq) AS texts
    FROM history JOIN history_content USING (subject_kind, subject_id, seq) GROUP BY 1, 2 ORDER BY 1`.execute(db);
  const told = done.map(({ id, child, seqs, texts }) => ({ id, child, seqs, texts })).sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(kept, told, 'the record holds what was acknowledged, and nothing else');
  const ids = told.map(({ id }) => id);
  const { rows: operations } = await sql<{ id: string }>`SELECT id FROM operation ORDER BY id`.execute(db);
  assert.deepEqual(operations.map(({ id }) => id), ids);
  const { rows: jobs } = await sql<{ id: string }>`SELECT payload ->> 'id' AS id FROM graphile_worker._private_jobs ORDER BY 1`.execute(owner);
  assert.deepEqual(jobs.map(({ id }) => id).sort(), ids, 'each has queued its job once');
  await checkSound(env);
  assert.ok(await knownAt(db) >= done.map(({ recordedAt }) => recordedAt).reduce((a, b) => (a > b ? a : b)), 'no write of a killed process is left unfinished');
});
