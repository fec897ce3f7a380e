// A record as known at an instant is the same whether or not what was known at past midnights is kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { join, setReadings } from './changing-record.ts';
import { testDatabase } from './database.ts';
import type { Day } from '../src/calendar/day.ts';
import type { Derive } from '../src/casework/derivation.ts';
import { keepPastRows } from '../src/casework/keep-past-rows.sql.ts';
import { withKnownAt } from '../src/casework/known-at.sql.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';
import { rebuild } from '../src/casework/rebuild.sql.ts';
import type { Database } from '../src/platform/database.ts';
import { inventCouncil } from '../src/simulation/invented-council.sql.ts';
import { seeded } from '../src/simulation/seeded.ts';

const now = '2026-11-20T09:00:00Z';
const database = await testDatabase();
const { db, owner } = database;
await rebuild(owner, ownDerive());
assert.equal(await keepPastRows(owner, ownDerive(), now), 0, 'where nothing is recorded nothing is kept');
await inventCouncil(db, ownDerive(), { children: 400, seed: 11, until: '2026-11-20' as Day });

/** The derivation of the program, without processes beside. */
const inPlace: Derive = (council) => {
  const { apart: _apart, ...derivation } = ownDerive()(council);
  return derivation;
};

/** Whose rows a question derived, rather than found. */
function counting(): { derive: Derive; children: () => number } {
  const derived = new Set<string>();
  const derive: Derive = (council) => {
    const derivation = inPlace(council);
    return { ...derivation, rowsOf: (entries) => (derived.add(entries[0]?.subjectId ?? ''), derivation.rowsOf(entries)) };
  };
  return { derive, children: () => derived.size };
}

/** Every row of every derived table as known then, without what it was derived by: how many, and what stands for all of them. */
async function knownRows(at: string, derive: Derive = ownDerive()): Promise<unknown> {
  const { tables } = derive([]);
  const lines = sql.join(tables.map(({ name }) => sql`SELECT (to_jsonb(t) - 'fingerprint')::text AS line FROM ${sql.id(name)} t`), sql` UNION ALL `);
  return withKnownAt(db, derive, { knownAt: at }, async (then: Database) => {
    const { rows } = await sql`SELECT count(*) AS rows, sum(hashtextextended(line, 0)) AS sum FROM (${lines}) AS lines`.execute(then);
    return rows;
  });
}

const chance = seeded(21);
/** Instants within the midnights kept, on their very instants, and before them. */
const instants = [
  ...Array.from({ length: 12 }, () => new Date(Date.parse(now) - chance.whole(1, 90 * 24 * 3600) * 1000).toISOString()),
  '2026-10-23T00:00:00Z', '2026-10-22T23:59:59.999999Z', '2026-11-19T00:00:00Z', '2026-11-19T12:00:00Z', '2026-09-19T00:00:00Z',
];

test('a record is known as it was, found for the most part and not derived', async () => {
  const before = await Promise.all(instants.map((at) => knownRows(at)));
  const without = counting();
  await knownRows('2026-10-23T12:00:00Z', without.derive);
  assert.ok(new Set(before.map((each) => JSON.stringify(each))).size > 10, 'instants differ');

  const end = new AbortController();
  let asked = 0;
  const stopped: Derive = (council) => {
    if ((asked += 1) === 4) end.abort();
    return inPlace(council);
  };
  assert.equal(await keepPastRows(owner, stopped, now, end.signal), 3, 'asked to stop, it ends the midnight that it is at');
  assert.equal(await keepPastRows(owner, ownDerive(), now), 59, 'and goes on from there');
  assert.equal(await keepPastRows(owner, ownDerive(), now), 0, 'nothing is left to keep');
  for (const [place, at] of instants.entries()) assert.deepEqual(await knownRows(at), before[place], at);
  const found = counting();
  await knownRows('2026-10-23T12:00:00Z', found.derive);
  assert.ok(found.children() * 4 < without.children(), `derived ${found.children()} of ${without.children()}`);
});

test('joined records and settings that change later are known as they were', async () => {
  const { rows } = await sql<{ id: string }>`SELECT subject_id AS id FROM history WHERE subject_kind = 'child'
    AND recorded_at > '2026-10-25Z' AND recorded_at < '2026-11-10Z' GROUP BY 1 HAVING min(seq) > 1 ORDER BY 1 LIMIT 2`.execute(db);
  const at = '2026-10-24T12:00:00Z';
  const before = await knownRows(at);
  await join(db, rows[0]?.id ?? '', rows[1]?.id ?? '');
  assert.deepEqual(await knownRows(at), before, 'joined');
  await setReadings(database, { holidays: ['2026-11-23'] });
  assert.deepEqual(await knownRows(at), before, 'settings');
});

test('midnights are forgotten when they are long past, and all of them where another program kept them', async () => {
  const midnights = async (): Promise<unknown> => (await sql`SELECT count(*) AS midnights, count(DISTINCT fingerprint) AS programs,
    (SELECT count(*) FROM past.child WHERE midnight NOT IN (SELECT known_at FROM past_midnight)) AS loose FROM past_midnight`.execute(owner)).rows;
  assert.equal(await keepPastRows(owner, ownDerive(), '2026-11-22T09:00:00Z'), 2);
  assert.deepEqual(await midnights(), [{ midnights: 62, programs: 1, loose: 0 }]);
  const at = '2026-10-24T12:00:00Z';
  const before = await knownRows(at);
  await sql`DELETE FROM past_midnight WHERE known_at > '2026-10-20Z' AND known_at < '2026-11-01Z'`.execute(owner);
  assert.equal(await keepPastRows(owner, ownDerive(), '2026-11-22T09:00:00Z'), 11);
  assert.deepEqual(await knownRows(at), before, 'what was forgotten is kept anew, once');
  const another: Derive = (council) => ({ ...inPlace(council), fingerprint: 1 });
  assert.equal(await keepPastRows(owner, another, '2026-11-22T09:00:00Z'), 62);
  assert.deepEqual(await knownRows(at), before, 'what another program kept is not used');
});
