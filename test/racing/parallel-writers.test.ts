// Sixteen writers at one child, each on a connection of its own and each believing that it comes first.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { day, type Day } from '../../src/calendar/day.ts';
import type { Facts } from '../../src/case-history/entry.ts';
import type { Kind } from '../../src/case-history/kind.ts';
import { kindNamed } from '../../src/case-history/kinds.ts';
import { act, type Outcome } from '../../src/casework/act.sql.ts';
import { chainsOf } from '../../src/casework/entries.sql.ts';
import { ownDerive } from '../../src/casework/own-derive.file.ts';
import { rebuild } from '../../src/casework/rebuild.sql.ts';
import { refusals } from '../../src/casework/refuse.ts';
import { takeBack } from '../../src/children/proposal.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { recordStory, zuleika } from '../cases.ts';
import { testDatabase } from '../database.ts';

const WRITERS = 16;
const TODAY = day('2026-11-21');

const database = await testDatabase();
await rebuild(database.owner, ownDerive());
const connections = Array.from({ length: WRITERS }, () => openDatabase(database.address, 'app', 1));
after(() => Promise.all(connections.map((one) => one.destroy())));

interface Wanted { readonly child: string; readonly kind: string; readonly on: Day; readonly facts?: Facts }

/** Records the event where the case allows it; whoever finds that others recorded since looks again and asks again. */
async function insist(writer: number, { child, kind, on, facts = {} }: Wanted): Promise<Outcome> {
  const db = connections[writer] as (typeof connections)[number];
  for (let expectedSeq = 0; ;) {
    const change = { id: randomUUID(), recordedBy: `writer ${writer}`, content: { kind }, child, expectedSeq };
    const outcome = await act(db, ownDerive(), change, (settled) => {
      const refused = refusals({ kind, on, facts }, settled, TODAY);
      const { ending, endingOn } = facts;
      const end = typeof ending === 'string' ? [{ kind: ending, occurredOn: endingOn as Day, facts: {} }] : [];
      return refused.length > 0 ? { refused } : { entries: [{ kind, occurredOn: on, facts }, ...end] };
    });
    if (!('conflict' in outcome)) return outcome;
    expectedSeq = outcome.conflict.at(-1)?.seq ?? expectedSeq;
  }
}

/** How many writers were allowed to, of sixteen who asked at the same time. */
async function allowed(wanted: (writer: number) => Wanted): Promise<number> {
  const outcomes = await Promise.all(connections.map((_, writer) => insist(writer, wanted(writer))));
  assert.ok(outcomes.every((outcome) => 'done' in outcome || 'refused' in outcome));
  return outcomes.filter((outcome) => 'done' in outcome).length;
}

async function count(from: string, child: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.raw(from)} AND child_id = ${child}`.execute(database.db);
  return rows[0]?.n ?? 0;
}

test('one assessment clock runs for a child, whoever asks', async (t) => {
  for (let time = 0; time < 5; time += 1) {
    const child = await recordStory(database.db, [zuleika]);
    assert.equal(await allowed((writer) => ({ child, kind: 'REQUEST_RECEIVED', on: day(`2026-09-${String(writer + 1).padStart(2, '0')}`) })), 1);
    assert.equal(await count('request WHERE NOT ended', child), 1);
  }
  t.diagnostic(`${connections.length} writers, 5 times: 1 open assessment clock each time`);
});

test('an earlier request that has ended is recorded once beside an open one, whoever does', async () => {
  for (let time = 0; time < 5; time += 1) {
    const child = await recordStory(database.db, [zuleika, ['REQUEST_RECEIVED', '2026-09-01']]);
    const facts = { ending: 'REQUEST_WITHDRAWN', endingOn: '2025-03-31' };
    assert.equal(await allowed((writer) => ({ child, kind: 'REQUEST_RECEIVED', on: day(`2025-03-${String(writer + 1).padStart(2, '0')}`), facts })), 1);
    assert.deepEqual([await count('request WHERE NOT ended', child), await count('request WHERE ended', child)], [1, 1]);
  }
});

/** Takes an entry back where the case allows it, as it stands by then. */
async function insistItDidNot(writer: number, child: string, seq: number): Promise<Outcome> {
  const db = connections[writer] as (typeof connections)[number];
  for (;;) {
    const entries = (await chainsOf(db, 'child', [child])).get(child) ?? [];
    const [entry, lastSeq] = [entries.find((one) => one.seq === seq) ?? null, entries.length];
    const target = { kind: kindNamed(entry?.kind ?? '') as Kind, entry, stated: null };
    const change = { id: randomUUID(), recordedBy: `writer ${writer}`, content: { seq }, child, expectedSeq: lastSeq };
    const outcome = await act(db, ownDerive(), change, (settled) => takeBack({ entries, lastSeq }, settled, target, 'It went on'));
    if (!('conflict' in outcome)) return outcome;
  }
}

test('one clock runs for a child, whether the end of its request is taken back or a new one is recorded', async () => {
  for (let time = 0; time < 5; time += 1) {
    const child = await recordStory(database.db, [zuleika, ['REQUEST_RECEIVED', '2024-01-08'], ['REQUEST_WITHDRAWN', '2024-02-12']]);
    const outcomes = await Promise.all([
      insistItDidNot(0, child, 3), ...connections.slice(1).map((_, i) => insist(i + 1, { child, kind: 'REQUEST_RECEIVED', on: day(`2026-09-${String(i + 1).padStart(2, '0')}`) })),
    ]);
    assert.equal(outcomes.filter((outcome) => 'done' in outcome).length, 1);
    assert.equal(await count('request WHERE NOT ended', child), 1);
  }
});

test('one plan is in force for a child, whoever issues it', async (t) => {
  for (let time = 0; time < 5; time += 1) {
    const child = await recordStory(database.db, [
      zuleika, ['REQUEST_RECEIVED', '2026-02-02'], ['DECISION_TO_ASSESS_NOTIFIED', '2026-03-02'], ['DRAFT_PLAN_SERVED', '2026-05-04'],
    ]);
    assert.equal(await allowed(() => ({ child, kind: 'FINAL_PLAN_SENT', on: day('2026-06-05') })), 1);
    assert.equal(await count('plan WHERE cease_on IS NULL', child), 1);
  }
  t.diagnostic(`${connections.length} writers, 5 times: 1 plan in force each time`);
});
