import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { by } from '../../test/casework.ts';
import { changingDatabase, join, loadReturn } from '../../test/changing-record.ts';
import { disturbed } from '../../test/disturbed-returns.ts';
import { sourceOf, tableSizes } from '../../test/imports.ts';
import type { Ending } from '../../test/visitor.ts';
import { censusDayOf, inventCouncil } from '../../test/returns.ts';
import { day } from '../calendar/day.ts';
import type { ReturnRecord } from '../case-history/return-record.ts';
import { ownDerive } from '../casework/own-derive.file.ts';
import { beginRecording, record } from '../casework/record.sql.ts';
import type { Database } from '../platform/database.ts';
import { lockImports } from './import-batch.sql.ts';
import { figuresAfter } from './tracker-figures.sql.ts';

/** A record with the return of a year, and the one of the next year to be tried. */
async function council(t: Ending, children: number): Promise<{ db: Database; owner: Database; next: readonly ReturnRecord[] }> {
  const { db, owner, close } = await changingDatabase();
  t.after(close);
  const { returns } = inventCouncil(72, { children, years: [2025, 2026] });
  await loadReturn(db, 2025, returns.get(2025) ?? []);
  return { db, owner, next: disturbed(returns.get(2026) ?? [], 9) };
}

/** Tries the return; `look` sees the tables as they would be. */
async function tried(db: Database, next: readonly ReturnRecord[], look: (tx: Database, children: readonly string[]) => Promise<void>): Promise<void> {
  let asked = 0;
  const batch = { id: randomUUID(), kind: 'sen2-xml', files: ['next.xml'], askedBy: 'data officer' };
  await figuresAfter(db, { batch, derive: ownDerive(), source: sourceOf(2026, next), asAt: censusDayOf(2026), hear: () => {} }, async (tx, _, children) => {
    asked += 1;
    if (asked === 2) await look(tx, children);
    return [];
  });
  assert.equal(asked, 2, 'before and after');
}

/** All rows of all derived tables, but for the ids and references of children, which are random, and what made the row. */
async function contents(db: Database): Promise<string[]> {
  const all: string[] = [];
  for (const { name } of ownDerive()([]).tables) {
    const { rows } = await sql<{ row: string }>`SELECT (to_jsonb(t) - 'child_id' - 'reference' - 'fingerprint')::text AS row FROM ${sql.id(name)} t`.execute(db);
    all.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  return all.sort();
}

test('what trying a return shows is what loading it makes of the record, of joined records too; nothing of it stays', async (t) => {
  const { db, next } = await council(t, 120);
  const upns = next.flatMap(({ person: { upn } }) => upn ?? []);
  const { rows } = await sql<{ child: string }>`SELECT child_id AS child FROM child WHERE upn = ANY(${upns}::text[]) ORDER BY upn LIMIT 4`.execute(db);
  assert.equal(rows.length, 4);
  const [a = '', b = '', c = '', d = ''] = rows.map(({ child }) => child);
  await join(db, a, b);
  await join(db, c, d);
  await join(db, c, d, 'part');
  const [before, sizes] = [await contents(db), await tableSizes(db)];
  const seen: string[] = [];
  await tried(db, next, async (tx) => { seen.push(...await contents(tx)); });
  assert.notDeepEqual(seen, before);
  assert.deepEqual([await contents(db), await tableSizes(db)], [before, sizes]);
  await loadReturn(db, 2026, next);
  assert.deepEqual(seen, await contents(db));
});

test('whoever records something of a child, or loads a file, does not wait while a return about the child is tried', async (t) => {
  const { db, next } = await council(t, 20);
  const kept: number[] = [];
  await tried(db, next, async (tx, children) => {
    const { rows: [known] } = await sql<{ child: string }>`SELECT child_id AS child FROM derived.child WHERE child_id = ANY(${children}::uuid[]) ORDER BY 1 LIMIT 1`.execute(db);
    const child = known?.child ?? '';
    const before = await contents(tx);
    const entry = { subjectKind: 'child' as const, subjectId: child, kind: 'NOTE', occurredOn: day('2026-11-20'), facts: { text: 'Rang the family' } };
    await db.transaction().execute(async (other) => {
      await sql`SET LOCAL lock_timeout = '3s'`.execute(other);
      assert.equal(await lockImports(other), true);
      const [added] = await record(other, ownDerive(), await beginRecording(other, by(), [{ kind: 'child', id: child }]), [entry]);
      kept.push(added?.seq ?? 0);
    });
    assert.deepEqual(await contents(tx), before, 'what is tried goes on with one state of the record');
  });
  const { rows } = await sql<{ seq: number }>`SELECT max(seq)::int AS seq FROM history WHERE kind = 'NOTE'`.execute(db);
  assert.deepEqual(rows.map(({ seq }) => seq), kept);
});

test('the derived tables are not swapped while a return is tried: it sees one set of them throughout', async (t) => {
  const { db, owner, next } = await council(t, 20);
  const swap = (): Promise<unknown> => owner.transaction().execute((other) => sql`LOCK TABLE derivation IN ACCESS EXCLUSIVE MODE NOWAIT`.execute(other));
  await tried(db, next, async () => { await assert.rejects(swap(), /could not obtain lock/); });
  await swap();
});
