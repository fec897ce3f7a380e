import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { by, deriveCases, of, recordDatabase, recordNow } from '../../test/casework.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import { councilId, type Derive } from './derivation.ts';
import { knownAt, stateAt, withKnownAt } from './known-at.sql.ts';
import { rebuild } from './rebuild.sql.ts';
import { beginRecording, record } from './record.sql.ts';

const { db, owner, address } = await recordDatabase();

/** Every row of two derived tables, as one text. */
async function answer(on: Database): Promise<string> {
  const { rows } = await sql<{ all: string | null }>`
    SELECT string_agg(line, E'\n' ORDER BY line) AS "all" FROM (
      SELECT request::text AS line FROM request UNION ALL SELECT child::text FROM child) AS lines`.execute(on);
  return rows[0]?.all ?? '';
}

const ask = (at: string): Promise<string> => withKnownAt(db, deriveCases, { knownAt: at }, answer);

async function received(on: Database, child: string): Promise<unknown> {
  const { rows } = await sql<{ on: string }>`SELECT received_on AS on FROM request WHERE child_id = ${child}`.execute(on);
  return rows.map((row) => row.on);
}

test('instants keep their microseconds on the way through the database', async () => {
  const { rows } = await sql`SELECT instant_of(microseconds_of('2026-11-21 10:00:00.123457Z')) AS at`.execute(db);
  assert.deepEqual(rows, [{ at: '2026-11-21T10:00:00.123457Z' }]);
});

test('a question is answered as known then: corrections, late records and children not yet heard of', async () => {
  const [child, other] = [randomUUID(), randomUUID()];
  const [first] = await recordNow(db, [of(child, 'REQUEST_RECEIVED', '2026-09-15')]);
  const [second] = await recordNow(db, [{ ...of(child, 'REQUEST_RECEIVED', '2026-09-14'), correctsSeq: 1 }]);
  await recordNow(db, [of(other, 'REQUEST_RECEIVED', '2026-09-01')]);
  const known = async (at: string | undefined): Promise<unknown> =>
    withKnownAt(db, deriveCases, { knownAt: at }, async (then) => [await received(then, child), await received(then, other)]);
  assert.deepEqual(await known(first?.recordedAt), [['2026-09-15'], []]);
  assert.deepEqual(await known(second?.recordedAt), [['2026-09-14'], []]);
  assert.deepEqual(await known(undefined), [['2026-09-14'], ['2026-09-01']]);
  assert.deepEqual(await known('2026-01-01T00:00:00Z'), [[], []]);
});

test('a write that has not ended lowers known-at to just before it, and frees it however it ends', async () => {
  const child = randomUUID();
  const tx = await db.startTransaction().execute();
  const recording = await beginRecording(tx, by(), [{ kind: 'child', id: child }]);
  const lowered = await knownAt(db);
  assert.ok(lowered < recording.recordedAt);
  assert.equal(await knownAt(db, '2999-01-01T00:00:00Z'), lowered);
  await recordNow(db, [of(randomUUID(), 'REQUEST_RECEIVED', '2026-05-05')]);
  assert.equal(await knownAt(db), lowered);
  const before = await ask(lowered);
  await record(tx, deriveCases, recording, [of(child, 'REQUEST_RECEIVED', '2026-05-06')]);
  await tx.commit().execute();
  assert.ok(await knownAt(db) >= recording.recordedAt);
  assert.equal(await ask(lowered), before);

  const failed = await db.startTransaction().execute();
  const gone = await beginRecording(failed, by(), [{ kind: 'child', id: child }]);
  assert.ok(await knownAt(db) < gone.recordedAt);
  await failed.rollback().execute();
  assert.ok(await knownAt(db) >= gone.recordedAt);
});

test('the same question has the same answer whilst writers run and tables are swapped', async () => {
  const children = Array.from({ length: 12 }, () => randomUUID());
  const writers = openDatabase(address, 'app', 4);
  let writing = true;
  const write = async (writer: number): Promise<void> => {
    for (let i = 0; i < 40; i += 1) {
      const child = children[(i * 5 + writer) % children.length] ?? '';
      await recordNow(writers, [of(child, 'REQUEST_RECEIVED', `2026-0${1 + (i % 9)}-1${writer}`, { i })]);
    }
  };
  const asked: [string, string][] = [];
  const read = async (): Promise<void> => {
    while (writing) asked.push(await withKnownAt(db, deriveCases, {}, async (then, at): Promise<[string, string]> => [at, await answer(then)]));
  };
  const swapping = async (): Promise<void> => {
    while (writing) await rebuild(owner, deriveCases);
  };
  const others = [read(), read(), swapping()];
  await Promise.all([0, 1, 2, 3].map(write)).finally(() => { writing = false; });
  await Promise.all(others);
  await writers.destroy();
  assert.ok(asked.length > 5, `${asked.length} questions were asked`);
  for (const [at, first] of asked) assert.equal(await ask(at), first, `as known at ${at}`);
});

test('settings that were changed later do not change what was known', async () => {
  const child = randomUUID();
  const named: Derive = (council) => {
    const derivation = deriveCases(council);
    return { ...derivation, rowsOf: (entries) => derivation.rowsOf(entries).map((rows) => rows.map((cells) => cells.map((cell) => (cell === '1' ? `setting ${council.length}` : cell)))) };
  };
  const [entry] = await recordNow(db, [of(child, 'REQUEST_RECEIVED', '2026-04-01', { requestSource: '1' })]);
  await recordNow(db, [{ subjectKind: 'council', subjectId: councilId, kind: 'SETTINGS', occurredOn: null, facts: {} }]);
  await rebuild(owner, named);
  const source = (at?: string): Promise<unknown> => withKnownAt(db, named, { knownAt: at }, async (then) =>
    (await sql`SELECT request_source FROM request WHERE child_id = ${child}`.execute(then)).rows);
  assert.deepEqual(await source(), [{ request_source: 'setting 1' }]);
  assert.deepEqual(await source(entry?.recordedAt), [{ request_source: 'setting 0' }]);
});

test('the role that reports may ask, and nothing of the question is kept', async () => {
  const report = openDatabase(address, 'report', 1);
  try {
    const [entry] = await recordNow(db, [of(randomUUID(), 'REQUEST_RECEIVED', '2026-04-02')]);
    await recordNow(db, [of(randomUUID(), 'REQUEST_RECEIVED', '2026-04-03')]);
    assert.equal(await withKnownAt(report, deriveCases, { knownAt: entry?.recordedAt }, answer), await ask(entry?.recordedAt ?? ''));
    const { rows } = await sql`SELECT relname FROM pg_class WHERE pg_my_temp_schema() = relnamespace`.execute(report);
    assert.deepEqual(rows, []);
    await assert.rejects(sql`DELETE FROM derived.request`.execute(report), /permission denied/);
  } finally {
    await report.destroy();
  }
});

test('the state of the record is the same until something is recorded or derived anew', async () => {
  await recordNow(db, [of(randomUUID(), 'REQUEST_RECEIVED', '2026-04-02')]);
  const before = await knownAt(db);
  const state = await stateAt(db, before);
  assert.equal(await stateAt(db, await knownAt(db)), state);
  await recordNow(db, [of(randomUUID(), 'REQUEST_RECEIVED', '2026-04-03')]);
  const after = await stateAt(db, await knownAt(db));
  assert.notEqual(after, state);
  assert.equal(await stateAt(db, before), state);
  await rebuild(owner, deriveCases);
  assert.notEqual(await stateAt(db, await knownAt(db)), after);
});
