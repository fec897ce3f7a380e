// A record as known at an instant is the same whether or not what was known at past midnights is kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { join, setReadings } from './changing-record.ts';
import { testDatabase } from './database.ts';
import type { Day } from '../src/calendar/day.ts';
import type { Derive } from '../src/casework/derivation.ts';
import { forgetPastRows, keepPastRows } from '../src/casework/keep-past-rows.sql.ts';
import { withKnownAt } from '../src/casework/known-at.sql.ts';
import { ownDerive } from '../src/casework/own-derive.file.ts';
import { rebuild } from '../src/casework/rebuild.sql.ts';
import type { Database } from '../src/platform/database.ts';
import { inventCouncil } from '../src/simulation/invented-council.sql.ts';
import { seeded } from '../src/simulation/seeded.ts';

const now = '2026-11-18T00:30:00Z';
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
function counting(): { derive: Derive; children: ReadonlySet<string> } {
  const derived = new Set<string>();
  const derive: Derive = (council) => {
    const derivation = inPlace(council);
    return { ...derivation, rowsOf: (entries) => (derived.add(entries[0]?.subjectId ?? ''), derivation.rowsOf(entries)) };
  };
  return { derive, children: derived };
}

/** On how many days, from the midnight 62 days before, anything was recorded by then. */
async function daysRecorded(until: string): Promise<number> {
  const { rows } = await sql<{ days: number }>`SELECT count(DISTINCT date_trunc('day', recorded_at, 'UTC'))::int AS days FROM history WHERE subject_kind = 'child'
    AND recorded_at > date_trunc('day', ${until}::timestamptz) - interval '62 days' AND recorded_at <= ${until}::timestamptz`.execute(owner);
  return rows[0]?.days ?? 0;
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

const noon = '2026-10-23T12:00:00Z';
const chance = seeded(21);
/** Instants within the midnights kept, on their very instants, and before them. */
const instants = [
  ...Array.from({ length: 12 }, () => new Date(Date.parse(now) - chance.whole(1, 90 * 24 * 3600) * 1000).toISOString()),
  '2026-10-23T00:00:00Z', '2026-10-22T23:59:59.999999Z', '2026-11-19T00:00:00Z', '2026-11-19T12:00:00Z', '2026-09-19T00:00:00Z',
];

test('a record is known as it was, found for the most part and not derived', async () => {
  const before = await Promise.all(instants.map((at) => knownRows(at)));
  const without = counting();
  await knownRows(noon, without.derive);
  assert.ok(new Set(before.map((each) => JSON.stringify(each))).size > 10, 'instants differ');

  const end = new AbortController();
  let asked = 0;
  const stopped: Derive = (council) => {
    if ((asked += 1) === 4) end.abort();
    return inPlace(council);
  };
  assert.equal(await keepPastRows(owner, stopped, now, end.signal), 3, 'asked to stop, it ends the midnight that it is at');
  assert.equal(await keepPastRows(owner, ownDerive(), now), await daysRecorded(now) - 3, 'and goes on from there');
  assert.equal(await keepPastRows(owner, ownDerive(), now), 0, 'nothing is left to keep');
  for (const [place, at] of instants.entries()) assert.deepEqual(await knownRows(at), before[place], at);
  const found = counting();
  await knownRows(noon, found.derive);
  assert.ok(found.children.size * 4 < without.children.size, `derived ${found.children.size} of ${without.children.size}`);
});

test('of a day that goes on, those recorded of so far are kept, and the others as they are recorded of', async () => {
  const before = await Promise.all(instants.map((at) => knownRows(at)));
  const then = '2026-11-17T12:00:00Z';
  const [first, last] = [counting(), counting()];
  await knownRows(then, first.derive);
  for (const hour of ['12:00', '23:00']) assert.equal(await keepPastRows(owner, ownDerive(), `2026-11-18T${hour}:00Z`), 1, hour);
  await knownRows(then, last.derive);
  assert.ok(last.children.size < first.children.size, `derived ${first.children.size}, then ${last.children.size}`);
  for (const [place, at] of instants.entries()) assert.deepEqual(await knownRows(at), before[place], at);
  const { rows: alone } = await sql<{ child: string }>`SELECT subject_id AS child FROM history WHERE subject_id = ANY(${[...last.children]}::uuid[])
    GROUP BY 1 HAVING max(recorded_at) <= '2026-11-18T23:00:00Z' AND count(*) FILTER (WHERE kind = 'CHILD_MERGED') = 0 ORDER BY 1`.execute(db);
  const { rows: both } = await sql<{ child: string }>`SELECT subject_id AS child FROM history WHERE subject_id = ANY(${alone.map(({ child }) => child)}::uuid[])
    AND recorded_at > '2026-11-17Z' AND recorded_at < '2026-11-18Z' GROUP BY 1 HAVING min(recorded_at) <= ${then} AND max(recorded_at) > ${then} ORDER BY 1`.execute(db);
  assert.deepEqual(alone, both, 'only those recorded of before and after it on its day');
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
  const midnights = async (): Promise<unknown> => (await sql`SELECT count(*)::int AS midnights, count(DISTINCT fingerprint)::int AS programs,
    (SELECT count(*)::int FROM past.child WHERE midnight NOT IN (SELECT known_at FROM past_midnight)) AS loose FROM past_midnight`.execute(owner)).rows;
  const later = '2026-11-20T23:30:00Z';
  const days = await daysRecorded(later);
  assert.equal(await keepPastRows(owner, ownDerive(), later), 2);
  assert.equal(await keepPastRows(owner, ownDerive(), '2026-11-22T09:00:00Z'), 0, 'nothing was recorded since');
  assert.deepEqual(await midnights(), [{ midnights: days, programs: 1, loose: 0 }]);
  const at = '2026-10-24T12:00:00Z';
  const before = await knownRows(at);
  await forgetPastRows(owner);
  assert.deepEqual((await sql`SELECT FROM past.child`.execute(owner)).rows, []);
  assert.equal(await keepPastRows(owner, ownDerive(), later), days);
  assert.deepEqual(await knownRows(at), before, 'what was forgotten is kept anew, once');
  const another: Derive = (council) => ({ ...inPlace(council), fingerprint: 1 });
  assert.equal(await keepPastRows(owner, another, later), days);
  assert.deepEqual(await knownRows(at), before, 'what another program kept is not used');
});
