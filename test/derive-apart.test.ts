import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fc } from './chances.ts';
import { sql } from 'kysely';
import { testDatabase } from './database.ts';
import type { Day } from '../src/calendar/day.ts';
import type { Database } from '../src/platform/database.ts';
import { inventCouncil } from '../src/simulation/invented-council.sql.ts';
import { currentDerivation } from '../src/casework/current-derivation.sql.ts';
import { withHelpers } from '../src/casework/derive-apart.file.ts';
import type { BatchRows, Derive } from '../src/casework/derivation.ts';
import { eachBatch } from '../src/casework/derived-batches.sql.ts';
import { knownAt, withKnownAt } from '../src/casework/known-at.sql.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';
import { rebuild } from '../src/casework/rebuild.sql.ts';

const inPlace: Derive = (council) => {
  const { apart: _apart, ...derivation } = ownDerive()(council);
  return derivation;
};

const { db, owner } = await testDatabase();
await rebuild(owner, inPlace);
await inventCouncil(db, ownDerive(), { children: 600, seed: 9, until: '2026-11-20' as Day });

const { rows: all } = await sql<{ child: string }>`SELECT subject_id AS child FROM subject WHERE subject_kind = 'child'`.execute(db);
const children = all.map(({ child }) => child);

async function rowsWith(derive: Derive, children: readonly string[], at?: string): Promise<string[]> {
  const lines: string[] = [];
  const take = async (rows: BatchRows): Promise<void> => {
    for (const text of rows) lines.push(...Buffer.from(text).toString().split('\n'));
  };
  await eachBatch(db, await currentDerivation(db, derive), { children, ...(at === undefined ? {} : { knownAt: at }) }, take);
  return lines.sort();
}

/** What a file of /proc says; nothing where what it tells of ended meanwhile. */
function said(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8').trim();
  } catch {
    return '';
  }
}

/** How many processes that this one started work out rows. */
function helpersRunning(): number {
  const started = readdirSync(`/proc/${process.pid}/task`).flatMap((task) => said(`${process.pid}/task/${task}/children`).split(' '));
  return started.filter((id) => id !== '' && said(`${id}/cmdline`).includes('derive-process')).length;
}

/** Waits until they are gone, which those that were killed may take a moment for; the time limit of the tests ends it. */
async function untilNoneRuns(): Promise<void> {
  while (helpersRunning() > 0) await new Promise((next) => setImmediate(next));
}

/** How many rows there are, and what stands for all of them with their fingerprints. */
async function allRows(on: Database): Promise<unknown> {
  const { rows } = await sql`
    SELECT count(*) AS rows, sum(hashtext(line)::bigint) AS sum FROM (
      SELECT d::text AS line FROM deadline d UNION ALL SELECT r::text FROM request r UNION ALL SELECT c::text FROM child c) AS lines`.execute(on);
  return rows;
}

test('rows worked out in processes beside are those worked out in place, in any order of the children', async () => {
  assert.ok(children.length > 500);
  const wanted = await rowsWith(inPlace, children);
  assert.ok(wanted.length > 10_000);
  await fc.assert(fc.asyncProperty(fc.shuffledSubarray(children, { minLength: children.length }), async (order) => {
    assert.deepEqual(await rowsWith(ownDerive(), order), wanted);
  }), { numRuns: 2 });
});

test('a question as known before comes to the same in processes beside and in place, and leaves no process behind', async () => {
  const { rows: [middle] } = await sql<{ at: string }>`SELECT percentile_disc(0.4) WITHIN GROUP (ORDER BY recorded_at) AS at FROM history`.execute(db);
  const at = await knownAt(db, middle?.at);
  const answer = (derive: Derive): Promise<unknown> => withKnownAt(db, derive, { knownAt: at }, allRows);
  let most = 0;
  const apart = await withKnownAt(db, ownDerive(), { knownAt: at, progress: () => { most = Math.max(most, helpersRunning()); } }, allRows);
  assert.deepEqual(apart, await answer(inPlace));
  assert.ok(most > 0);
  await untilNoneRuns();
});

/** Derives in processes that cannot follow: of another program, by its fingerprint. */
const astray: Derive = (council) => {
  const derivation = inPlace(council);
  const fingerprint = derivation.fingerprint + 1;
  return { ...derivation, apart: (use) => withHelpers((ask) => use((batch) => ask({ council, fingerprint, batch }))) };
};

test('a process that dies fails the questions that use it clearly, and the next one has a new process', async () => {
  const { rows: [first] } = await sql<{ at: string }>`SELECT percentile_disc(0.4) WITHIN GROUP (ORDER BY recorded_at) AS at FROM history`.execute(db);
  await assert.rejects(withKnownAt(db, astray, { knownAt: first?.at }, allRows), (error: Error) => {
    assert.match(error.message, /could not be worked out in a process beside/);
    assert.match(String(error.cause), /is not the one that was started/);
    return true;
  });
  assert.deepEqual(await rowsWith(ownDerive(), children), await rowsWith(inPlace, children));
  await untilNoneRuns();
});
