import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { by, deriveCases, of, recordDatabase, recordNow } from '../../test/casework.ts';
import { openDatabase } from '../platform/database.ts';
import { chainsOf } from './entries.sql.ts';
import { checkDerived } from './rebuild-check.sql.ts';
import { beginRecording, record } from './record.sql.ts';
import { verifyHistory } from './verify.sql.ts';

const { db, owner, address } = await recordDatabase();

async function* nothing(): AsyncGenerator<never> {}

async function assertSound(): Promise<void> {
  assert.deepEqual((await verifyHistory(db, { lines: nothing(), upTo: null })).bad, []);
}

async function requestsOf(child: string): Promise<unknown[]> {
  const { rows } = await sql`SELECT received_on, request_outcome, fingerprint FROM request WHERE child_id = ${child}`.execute(db);
  return rows;
}

test('entries are chained, get one instant a call, and are derived in the same transaction', async () => {
  const child = randomUUID();
  const first = await recordNow(db, [of(child, 'REQUEST_RECEIVED', '2026-09-15', { requestSource: '1' }), of(child, 'PERSON', null, { surname: 'Zzyzx' })]);
  const second = await recordNow(db, [of(child, 'DECISION_TO_ASSESS_NOTIFIED', '2026-10-20')]);
  assert.deepEqual([...first, ...second].map((entry) => entry.seq), [1, 2, 3]);
  assert.equal(first[0]?.recordedAt, first[1]?.recordedAt);
  assert.ok((first[0]?.recordedAt ?? '') < (second[0]?.recordedAt ?? ''));
  assert.deepEqual(await requestsOf(child), [{ received_on: '2026-09-15', request_outcome: 'assess', fingerprint: 1 }]);
  const read = (await chainsOf(db, 'child', [child])).get(child);
  assert.deepEqual(read, [...first, ...second]);
  await assertSound();
});

test('a correction replaces, and where all is retracted no rows are left', async () => {
  const child = randomUUID();
  await recordNow(db, [of(child, 'REQUEST_RECEIVED', '2026-09-15')]);
  await recordNow(db, [{ ...of(child, 'REQUEST_RECEIVED', '2026-09-14'), correctsSeq: 1, reason: 'The stamp says the 14th' }]);
  assert.deepEqual(await requestsOf(child), [{ received_on: '2026-09-14', request_outcome: 'undecided', fingerprint: 1 }]);
  await recordNow(db, [{ ...of(child, 'REQUEST_RECEIVED', null, null), correctsSeq: 1 }]);
  assert.deepEqual(await requestsOf(child), []);
  const { rows } = await sql`SELECT FROM child WHERE child_id = ${child}`.execute(db);
  assert.equal(rows.length, 0);
});

test('the path for many and the path for few write the same', async () => {
  const kinds = ['REQUEST_RECEIVED', 'DECISION_TO_ASSESS_NOTIFIED', 'FINAL_PLAN_SENT'];
  const days = ['2026-01-05', '2026-02-10', '2026-05-20'];
  const text = 'tab\there "quoted" back\\slash\nline \u0001 é 🌳';
  const entriesOf = (child: string) => kinds.map((kind, i) => of(child, kind, days[i] ?? null, { reason: text }));
  const many = Array.from({ length: 400 }, () => randomUUID());
  await recordNow(db, many.flatMap(entriesOf));
  const one = randomUUID();
  await recordNow(db, entriesOf(one));
  const told = async (child: string) => {
    const chain = (await chainsOf(db, 'child', [child])).get(child) ?? [];
    const { rows } = await sql<Record<string, unknown>>`SELECT r.*, p.start_on FROM request r JOIN plan p USING (child_id) WHERE r.child_id = ${child}`.execute(db);
    return [chain.map(({ seq, kind, occurredOn, facts }) => ({ seq, kind, occurredOn, facts })), rows.map((row) => ({ ...row, child_id: '' }))];
  };
  assert.deepEqual(await told(many[200] ?? ''), await told(one));
  await assertSound();
});

test('a text that PostgreSQL cannot hold is kept as it came, and shown without what it cannot hold', async () => {
  const surname = 'Zz\0y\ud800x\\u0000';
  const many = Array.from({ length: 400 }, () => randomUUID());
  await recordNow(db, many.map((child) => of(child, 'PERSON', null, { surname })));
  const one = randomUUID();
  await recordNow(db, [of(one, 'PERSON', null, { surname })]);
  for (const child of [one, many[7] ?? '']) {
    const { rows } = await sql`SELECT surname FROM child WHERE child_id = ${child}`.execute(db);
    assert.deepEqual(rows, [{ surname: 'Zzy\ufffdx\\u0000' }]);
    assert.equal((await chainsOf(db, 'child', [child])).get(child)?.[0]?.facts?.['surname'], surname);
  }
  assert.deepEqual((await checkDerived(db, deriveCases)).differences, []);
  await assertSound();
});

test('a file in several calls has one instant, and a child in two of them is derived from both', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  await db.transaction().execute(async (tx) => {
    const recording = await beginRecording(tx, by({ source: 'batch-1' }), [{ kind: 'child', id: a }, { kind: 'child', id: b }]);
    await record(tx, deriveCases, recording, [of(a, 'REQUEST_RECEIVED', '2026-03-01')]);
    await record(tx, deriveCases, recording, [of(b, 'REQUEST_RECEIVED', '2026-03-02')]);
    await record(tx, deriveCases, recording, [of(a, 'DECISION_NOT_TO_ASSESS_NOTIFIED', '2026-04-01')]);
  });
  const chain = (await chainsOf(db, 'child', [a])).get(a) ?? [];
  assert.equal(chain.length, 2);
  assert.equal(chain[0]?.recordedAt, chain[1]?.recordedAt);
  assert.deepEqual(await requestsOf(a), [{ received_on: '2026-03-01', request_outcome: 'refuse', fingerprint: 1 }]);
  await assertSound();
});

test('what is not locked is not written, and a transaction that fails leaves nothing', async () => {
  const [a, b] = [randomUUID(), randomUUID()];
  await assert.rejects(db.transaction().execute(async (tx) => {
    const recording = await beginRecording(tx, by(), [{ kind: 'child', id: a }]);
    await record(tx, deriveCases, recording, [of(a, 'REQUEST_RECEIVED', '2026-03-01')]);
    await record(tx, deriveCases, recording, [of(b, 'REQUEST_RECEIVED', '2026-03-01')]);
  }), /did not lock/);
  const { rows } = await sql`SELECT FROM history WHERE subject_id IN (${a}, ${b})`.execute(db);
  assert.equal(rows.length, 0);
});

test('sixteen writers to one child make one chain, in the order of their instants', async () => {
  const child = randomUUID();
  const wide = openDatabase(address, 'app', 16);
  try {
    await Promise.all(Array.from({ length: 16 }, async (_, writer) => {
      for (let i = 0; i < 5; i += 1) await recordNow(wide, [of(child, 'REPRESENTATIONS_RECEIVED', '2026-03-01', { writer, i })]);
    }));
  } finally {
    await wide.destroy();
  }
  const chain = (await chainsOf(db, 'child', [child])).get(child) ?? [];
  assert.deepEqual(chain.map((entry) => entry.seq), Array.from({ length: 80 }, (_, i) => i + 1));
  assert.deepEqual(chain.map((entry) => entry.recordedAt), chain.map((entry) => entry.recordedAt).sort());
  assert.equal(new Set(chain.map((entry) => entry.recordedAt)).size, 80);
  await assertSound();
});

test('writers of overlapping sets of children do not block each other for ever', async () => {
  const children = Array.from({ length: 6 }, () => randomUUID());
  await Promise.all(Array.from({ length: 8 }, async (_, writer) => {
    const own = children.filter((_child, i) => (i + writer) % 3 !== 0);
    if (writer % 2 === 1) own.reverse();
    await recordNow(db, own.map((child) => of(child, 'REPRESENTATIONS_RECEIVED', '2026-03-01', { writer })));
  }));
  await assertSound();
});

test('settings of the council change the derivation of what is recorded next', async () => {
  const child = randomUUID();
  await recordNow(db, [{ subjectKind: 'council', subjectId: '00000000-0000-4000-8000-000000000000', kind: 'SETTINGS', occurredOn: null, facts: {} }]);
  await recordNow(db, [of(child, 'REQUEST_RECEIVED', '2026-03-01')]);
  assert.deepEqual(await requestsOf(child), [{ received_on: '2026-03-01', request_outcome: 'undecided', fingerprint: 2 }]);
});

const stored = ['history', 'history_content', 'operation', 'subject'];

test('no role changes the record: the application may not, and triggers refuse its owner', async () => {
  const rights = await sql<{ table: string; right: string }>`
    SELECT t AS table, r AS right FROM unnest(${stored}::text[]) t, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) r
    WHERE has_table_privilege('sightline_app', 'public.' || t, r) OR has_table_privilege('sightline_report', 'public.' || t, r)
      OR (r <> 'DELETE' AND has_table_privilege('sightline_dispose', 'public.' || t, r))`.execute(owner);
  assert.deepEqual(rights.rows, []);
  const { rows } = await sql<{ owner: string; super: boolean }>`
    SELECT pg_get_userbyid(relowner) AS owner, rolsuper AS super FROM pg_class JOIN pg_roles ON rolname = 'sightline_app' WHERE relname = 'history'`.execute(owner);
  assert.notEqual(rows[0]?.owner, 'sightline_app');
  assert.equal(rows[0]?.super, false);
  await sql`INSERT INTO operation VALUES (${randomUUID()}, 'officer', '', '{}')`.execute(db);
  for (const table of stored) {
    for (const change of [sql`UPDATE ${sql.table(table)} SET ${sql.id(table === 'operation' ? 'recorded_by' : 'subject_kind')} = 'x'`, sql`DELETE FROM ${sql.table(table)}`, sql`TRUNCATE ${sql.table(table)}`]) {
      await assert.rejects(change.execute(db), table === 'subject' ? /permission denied|append only/ : /permission denied/);
      await assert.rejects(change.execute(owner), /append only/);
    }
  }
});

test('every table and column of the record carries a comment', async () => {
  const { rows } = await sql<{ name: string }>`
    SELECT c.relname || coalesce('.' || a.attname, '') AS name FROM pg_class c
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND (c.relname = ANY(${[...stored, 'derivation']}::text[]) AND c.relnamespace = 'public'::regnamespace
      OR c.relnamespace = 'derived'::regnamespace) AND col_description(c.oid, a.attnum) IS NULL`.execute(owner);
  assert.deepEqual(rows, []);
});

test('the role that disposes deletes content and nothing else; the chain still verifies', async () => {
  const child = randomUUID();
  await recordNow(db, [of(child, 'PERSON', null, { surname: 'Gone' })]);
  const dispose = openDatabase(address, 'dispose', 1);
  try {
    await sql`DELETE FROM history_content WHERE subject_id = ${child}`.execute(dispose);
    await assert.rejects(sql`DELETE FROM history WHERE subject_id = ${child}`.execute(dispose), /permission denied/);
  } finally {
    await dispose.destroy();
  }
  assert.equal((await chainsOf(db, 'child', [child])).get(child)?.[0]?.facts, null);
  await assertSound();
});
