import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { deriveCases, of, recordDatabase, recordNow } from '../../test/casework.ts';
import type { Derive } from './derivation.ts';
import { checkDerived } from './rebuild-check.sql.ts';
import { liveDerivation, rebuild } from './rebuild.sql.ts';

const { db, owner } = await recordDatabase();

const other: Derive = (council) => ({ ...deriveCases(council), fingerprint: 77 });
const wider: Derive = (council) => {
  const derivation = deriveCases(council);
  return {
    fingerprint: 88,
    tables: derivation.tables.map((table, at) => (at === 0 ? { ...table, columns: { ...table.columns, extra: { type: 'text', meaning: 'One more' } } } : table)),
    rowsOf: (entries) => derivation.rowsOf(entries).map((rows, at) => (at === 0 ? rows.map((cells) => [...cells, 'more']) : rows)),
  };
};

async function children(): Promise<string[]> {
  const made = Array.from({ length: 5 }, () => randomUUID()).sort();
  await recordNow(db, made.flatMap((child) => [of(child, 'REQUEST_RECEIVED', '2026-09-15'), of(child, 'FINAL_PLAN_SENT', '2026-12-15')]));
  return made;
}

test('a rebuild makes the same rows, and says what made them', async () => {
  const [child = ''] = await children();
  const rows = async (): Promise<unknown> => (await sql`SELECT r.*, p.* FROM request r JOIN plan p USING (child_id) WHERE child_id = ${child}`.execute(db)).rows;
  const before = await rows();
  const heard: number[] = [];
  assert.equal(await rebuild(owner, deriveCases, { progress: (done) => heard.push(done) }), 5);
  assert.deepEqual(heard, [5]);
  assert.deepEqual(await rows(), before);
  assert.deepEqual(await liveDerivation(db, deriveCases), { sameTables: true, sameRows: true });
  assert.deepEqual(await liveDerivation(db, other), { sameTables: true, sameRows: false });
  assert.deepEqual(await liveDerivation(db, wider), { sameTables: false, sameRows: false });
});

test('the check finds planted differences, and names table, child and columns', async () => {
  const [changed = '', missing = '', twice = ''] = await children();
  assert.deepEqual((await checkDerived(db, deriveCases)).differences, []);
  await sql`UPDATE derived.request SET received_on = '2026-09-16', ended = false WHERE child_id = ${changed}`.execute(owner);
  await sql`DELETE FROM derived.plan WHERE child_id = ${missing}`.execute(owner);
  await sql`INSERT INTO derived.plan_need (child_id, plan_no, need_no, fingerprint) VALUES (${twice}, 1, 9, 1)`.execute(owner);
  await sql`INSERT INTO derived.plan_need (child_id, plan_no, need_no, fingerprint) VALUES ('ffffffff-ffff-4fff-bfff-ffffffffffff', 1, 1, 1)`.execute(owner);
  const { differences, count } = await checkDerived(db, deriveCases);
  assert.equal(count, 4);
  const short = differences.map(({ table, child, row, what, columns }) => [table, child, row, what, what === 'different' ? columns : []]);
  assert.deepEqual(short.sort(), [
    ['plan', missing, 'plan_no 1', 'missing', []],
    ['plan_need', twice, 'plan_no 1, need_no 9', 'extra', []],
    ['plan_need', 'ffffffff-ffff-4fff-bfff-ffffffffffff', 'plan_no 1, need_no 1', 'extra', []],
    ['request', changed, 'request_no 1', 'different', ['received_on', 'ended']],
  ].sort());
  await rebuild(owner, deriveCases);
  assert.equal((await checkDerived(db, deriveCases)).count, 0);
});

test('tables of another form are made anew, with rights and comments, and changes go on', async () => {
  await rebuild(owner, wider);
  const { rows } = await sql<{ extra: string }>`SELECT DISTINCT extra FROM child`.execute(db);
  assert.deepEqual(rows, [{ extra: 'more' }]);
  await rebuild(owner, deriveCases);
  await children();
  assert.equal((await checkDerived(db, deriveCases)).count, 0);
});

test('what is recorded whilst tables are rebuilt is in them afterwards', async () => {
  const made = await children();
  let rebuilding = true;
  const write = async (): Promise<void> => {
    for (let i = 0; rebuilding; i += 1) await recordNow(db, [of(made[i % 5] ?? '', 'PERSON', null, { surname: `Zz${i}` }), of(randomUUID(), 'REQUEST_RECEIVED', '2026-10-01')]);
  };
  const writing = write();
  for (let i = 0; i < 4; i += 1) await rebuild(owner, i % 2 === 0 ? other : deriveCases);
  rebuilding = false;
  await writing;
  assert.equal((await checkDerived(db, deriveCases)).count, 0);
});

test('of two who would rebuild, the second finds nothing left to do', async () => {
  const unless = async (): Promise<boolean> => (await liveDerivation(db, other)).sameRows;
  const counts = await Promise.all([rebuild(owner, other, { unless }), rebuild(owner, other, { unless })]);
  assert.equal(counts.filter((count) => count === 0).length, 1);
});

test('nobody waits for a rebuild that itself waits for a long question or a file that is being loaded', async () => {
  for (const lock of [sql`LOCK TABLE derivation IN ACCESS SHARE MODE`, sql`LOCK TABLE subject IN ROW EXCLUSIVE MODE`]) {
    const long = await db.startTransaction().execute();
    await lock.execute(long);
    const rebuilding = rebuild(owner, other);
    const waiting = sql`SELECT FROM pg_locks JOIN pg_class ON relation = pg_class.oid WHERE relname IN ('derivation', 'subject') AND NOT granted`;
    while ((await waiting.execute(owner)).rows.length === 0);
    await db.transaction().execute(async (other) => {
      await sql`SET LOCAL lock_timeout = '3s'`.execute(other);
      await sql`LOCK TABLE derivation IN ACCESS SHARE MODE`.execute(other);
    });
    await long.commit().execute();
    await rebuilding;
    await rebuild(owner, deriveCases);
  }
});
