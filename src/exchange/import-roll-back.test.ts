import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { fc } from '../../test/chances.ts';
import { sql } from 'kysely';
import { deriveCases, of, recordDatabase, recordNow } from '../../test/casework.ts';
import { derivedContents, load, tableSizes } from '../../test/imports.ts';
import { inventCouncil, inventReturns } from '../../test/returns.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import type { Database } from '../platform/database.ts';
import { batchNamed } from './import-batch.sql.ts';
import type { ImportBatch } from './import-batch.ts';
import { consequencesOf, rollBack } from './import-roll-back.sql.ts';

const batchOf = async (db: Database, id: string): Promise<ImportBatch> => await batchNamed(db, id) as ImportBatch;
const undo = async (db: Database, id: string): ReturnType<typeof rollBack> => rollBack(db, deriveCases, await batchOf(db, id), 'officer');

test('after a roll-back the derived rows are those before, and the file can be loaded again', async (t) => {
  const { db } = await recordDatabase(t);
  const { returns } = inventCouncil(21, { children: 200, years: [2025, 2026] });
  await load(db, 2025, returns.get(2025) ?? []);
  const before = await derivedContents(db);
  const taken = await load(db, 2026, returns.get(2026) ?? []);
  const after = await derivedContents(db);
  const told = await consequencesOf(db, taken.batch);
  const rolledBack = await undo(db, taken.batch);
  assert.deepEqual(await derivedContents(db), before);
  const { new: begun, changed, unchanged, quarantined } = taken.balance;
  assert.deepEqual(rolledBack, { batch: taken.batch, retracted: begun + changed + unchanged, children: begun + changed + unchanged });
  assert.deepEqual([told.children, told.onlyFromHere, told.waiting], [begun + changed + unchanged, begun, quarantined]);
  assert.deepEqual((await load(db, 2026, returns.get(2026) ?? [])).balance, taken.balance);
  assert.deepEqual(await derivedContents(db), after);
});

test('a batch that a later one leans on stays until that one is rolled back', async (t) => {
  const { db } = await recordDatabase(t);
  const [first, ...others] = inventReturns(5, { children: 8, year: 2026 }) as [ReturnRecord, ...ReturnRecord[]];
  const wrong = await load(db, 2026, [{ ...first, person: { ...first.person, postCode: 'ZZ9 9ZZ' } }, ...others]);
  const corrected = await load(db, 2026, [first, ...others]);
  const right = await derivedContents(db);
  const refused = await undo(db, wrong.batch);
  assert.match('refused' in refused ? refused.refused : '', new RegExp(`${corrected.batch} \\(7 rows\\)[^]*Roll them back first`));
  assert.deepEqual(await derivedContents(db), right);
  for (const { batch } of [corrected, wrong]) assert.ok('retracted' in await undo(db, batch));
  await load(db, 2026, [first, ...others]);
  assert.deepEqual(await derivedContents(db), right);
});

test('the very same file loaded twice does not lean on itself', async (t) => {
  const { db } = await recordDatabase(t);
  const returns = inventReturns(5, { children: 3, year: 2026 });
  const { batch } = await load(db, 2026, returns);
  const again = await load(db, 2026, returns);
  assert.deepEqual((await consequencesOf(db, batch)).sameFiles, [again.batch]);
  assert.ok('retracted' in await undo(db, batch));
});

test('what staff recorded since stays', async (t) => {
  const { db } = await recordDatabase(t);
  const taken = await load(db, 2026, inventReturns(3, { children: 5, year: 2026 }));
  const { rows } = await sql<{ child: string }>`SELECT child_id AS child FROM derived.child LIMIT 1`.execute(db);
  await recordNow(db, [of(rows[0]?.child ?? '', 'REQUEST_RECEIVED', '2026-03-02')]);
  await undo(db, taken.batch);
  const { rows: left } = await sql<{ child: string; received: string }>`SELECT child_id AS child, received_on AS received FROM derived.request`.execute(db);
  assert.deepEqual(left, [{ child: rows[0]?.child, received: '2026-03-02' }]);
});

test('an entry that was put into the record of another child goes with its batch too', async (t) => {
  const { db } = await recordDatabase(t);
  const taken = await load(db, 2026, inventReturns(3, { children: 5, year: 2026 }));
  const other = randomUUID();
  await recordNow(db, [{ ...of(other, 'REVIEW_MEETING_HELD', '2026-03-02'), source: taken.batch }, of(other, 'PERSON', '2026-03-02', { surname: 'Fernby' })]);
  assert.equal((await consequencesOf(db, taken.batch)).children, 6);
  await undo(db, taken.batch);
  const { rows } = await sql<{ surname: string; meetings: number }>`SELECT surname, (SELECT count(*) FROM derived.review) AS meetings FROM derived.child`.execute(db);
  assert.deepEqual(rows, [{ surname: 'Fernby', meetings: 0 }]);
});

test('a file loaded again after its roll-back finds the children of whom staff recorded something', async (t) => {
  const { db } = await recordDatabase(t);
  const returns = inventReturns(3, { children: 12, year: 2026 }).filter(({ person }) => person.upn !== null);
  const taken = await load(db, 2026, returns);
  const children = async (): Promise<Map<string, string>> => new Map((await sql<{ child: string; upn: string }>`SELECT child_id AS child, upn FROM derived.child`.execute(db)).rows.map(({ upn, child }) => [upn, child]));
  const before = await children();
  const [upn, child] = [...before][0] as [string, string];
  await recordNow(db, [of(child, 'REVIEW_MEETING_HELD', '2026-03-02')]);
  await undo(db, taken.batch);
  await load(db, 2026, returns);
  assert.equal((await children()).get(upn), child);
  assert.equal((await children()).size, before.size);
});

test('a batch that is not loaded cannot be rolled back', async (t) => {
  const { db } = await recordDatabase(t);
  const taken = await load(db, 2026, inventReturns(3, { children: 2, year: 2026 }));
  await undo(db, taken.batch);
  const { history } = await tableSizes(db);
  const again = await undo(db, taken.batch);
  assert.match('refused' in again ? again.refused : '', /is not loaded/);
  assert.equal((await tableSizes(db))['history'], history);
  assert.equal(await batchNamed(db, randomUUID()), null);
});

test('years loaded in any order, and rolled back in any order, give the same rows', async (t) => {
  const { db } = await recordDatabase(t);
  const years = [2023, 2024, 2025, 2026];
  await fc.assert(fc.asyncProperty(fc.nat(1000), fc.shuffledSubarray(years, { minLength: 4 }), fc.constantFrom(...years), async (seed, order, dropped) => {
    const { returns } = inventCouncil(seed, { children: 25, years });
    const numbered = (year: number) => (returns.get(year) ?? []).filter(({ person }) => person.upn !== null || person.uniqueLearnerNumber !== null);
    const loadAll = async (some: readonly number[]): Promise<Map<number, string>> => {
      const batches = new Map<number, string>();
      for (const year of some) batches.set(year, (await load(db, year, numbered(year))).batch);
      return batches;
    };
    const first = await loadAll(years);
    const straight = await derivedContents(db);
    for (const year of years) await undo(db, first.get(year) ?? '');
    assert.deepEqual(await derivedContents(db), { children: [] });
    const second = await loadAll(order);
    assert.deepEqual(await derivedContents(db), straight);
    await undo(db, second.get(dropped) ?? '');
    const without = await derivedContents(db);
    for (const year of years) if (year !== dropped) await undo(db, second.get(year) ?? '');
    const third = await loadAll(years.filter((year) => year !== dropped));
    assert.deepEqual(await derivedContents(db), without);
    for (const batch of third.values()) await undo(db, batch);
  }), { numRuns: 6 });
});
