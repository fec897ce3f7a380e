import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { deriveCases, recordDatabase } from '../../test/casework.ts';
import type { Day } from '../calendar/day.ts';
import { checkDerived } from '../casework/rebuild-check.sql.ts';
import { historyHash } from '../casework/verify.sql.ts';
import type { Database } from '../platform/database.ts';
import { inventCouncil } from './invented-council.sql.ts';

const council = { children: 60, seed: 7, until: '2026-06-30' as Day };
const { db } = await recordDatabase();
await inventCouncil(db, deriveCases, council);

async function counts(of: Database): Promise<unknown> {
  const { rows } = await sql`SELECT (SELECT count(*)::int FROM child) AS children, (SELECT count(*)::int FROM request) > 0 AS requests,
    (SELECT count(*)::int FROM plan) > 0 AS plans, (SELECT count(*)::int FROM review) > 0 AS reviews`.execute(of);
  return rows[0];
}

test('an invented council has children with requests, plans and reviews', async () => {
  assert.deepEqual(await counts(db), { children: 60, requests: true, plans: true, reviews: true });
});

test('the same arguments give the same history, another seed another one', async () => {
  const [same, other] = [await recordDatabase(), await recordDatabase()];
  await inventCouncil(same.db, deriveCases, council);
  await inventCouncil(other.db, deriveCases, { ...council, seed: 8 });
  assert.equal(await historyHash(same.db), await historyHash(db));
  assert.notEqual(await historyHash(other.db), await historyHash(db));
});

test('nothing happened or was recorded after the last day', async () => {
  const { rows } = await sql`SELECT FROM history WHERE occurred_on > ${council.until} OR recorded_at::date > ${council.until}::date`.execute(db);
  assert.equal(rows.length, 0);
});

test('a record that is not empty is left alone', async () => {
  const before = await historyHash(db);
  assert.equal(await inventCouncil(db, deriveCases, { ...council, seed: 9 }), null);
  assert.equal(await historyHash(db), before);
});

test('its derived rows are what a rebuild gives', async () => {
  assert.deepEqual((await checkDerived(db, deriveCases)).differences, []);
});

test('of two that fill one database at once, the second is told that it is busy', async () => {
  const { db: empty } = await recordDatabase();
  const outcomes = await Promise.all([inventCouncil(empty, deriveCases, council), inventCouncil(empty, deriveCases, council)]);
  assert.deepEqual(outcomes.map(String).sort(), ['60', 'busy']);
  assert.equal(await historyHash(empty), await historyHash(db));
});
