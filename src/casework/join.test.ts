import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { by, deriveCases, of, recordDatabase, recordNow } from '../../test/casework.ts';
import { act } from './act.sql.ts';
import { mergeChildren, moveEntry, type PairChange, type PairOutcome, unmergeChildren } from './join.sql.ts';
import { withKnownAt } from './known-at.sql.ts';
import { checkDerived } from './rebuild-check.sql.ts';

const { db } = await recordDatabase();

async function rowsOf(child: string, on = db): Promise<unknown[]> {
  const { rows } = await sql`SELECT received_on, request_outcome FROM request WHERE child_id = ${child} ORDER BY request_no`.execute(on);
  return rows;
}

async function pair(): Promise<{ from: string; to: string; change: (fromSeq: number, toSeq: number) => PairChange }> {
  const [from, to] = [randomUUID(), randomUUID()];
  await recordNow(db, [of(from, 'REQUEST_RECEIVED', '2026-03-02')]);
  await recordNow(db, [of(to, 'DECISION_TO_ASSESS_NOTIFIED', '2026-04-10')]);
  const change = (fromSeq: number, toSeq: number): PairChange => ({
    id: randomUUID(), recordedBy: 'officer', content: { fromSeq, toSeq }, from: { child: from, expectedSeq: fromSeq },
    to: { child: to, expectedSeq: toSeq }, reason: 'The same person',
  });
  return { from, to, change };
}

function doneAt(outcome: PairOutcome): string {
  assert.ok('done' in outcome, JSON.stringify(outcome));
  return outcome.done.recordedAt;
}

async function assertNoDifference(): Promise<void> {
  assert.deepEqual((await checkDerived(db, deriveCases)).differences, []);
}

const joined = [{ received_on: '2026-03-02', request_outcome: 'assess' }];

test('joined records are one case, and separated ones two again; what was known before stays known', async () => {
  const { from, to, change } = await pair();
  const alone = await rowsOf(to);
  const mergedAt = doneAt(await mergeChildren(db, deriveCases, change(1, 1)));
  const seen = await act(db, deriveCases, { id: randomUUID(), recordedBy: 'officer', content: {}, child: to, expectedSeq: 2 }, (settled) => ({
    refused: [`${settled.childId === to} ${settled.lastSeq}`],
  }));
  assert.deepEqual(seen, { refused: ['true 2'] });
  assert.deepEqual([await rowsOf(from), await rowsOf(to)], [[], joined]);
  await assertNoDifference();
  doneAt(await unmergeChildren(db, deriveCases, change(2, 2)));
  assert.deepEqual([await rowsOf(from), await rowsOf(to)], [[{ received_on: '2026-03-02', request_outcome: 'undecided' }], alone]);
  await assertNoDifference();
  await withKnownAt(db, deriveCases, { knownAt: mergedAt }, async (then) => {
    assert.deepEqual([await rowsOf(from, then), await rowsOf(to, then)], [[], joined]);
  });
});

test('what is recorded in a record that went into another one changes the rows of the other', async () => {
  const { from, to, change } = await pair();
  doneAt(await mergeChildren(db, deriveCases, change(1, 1)));
  await recordNow(db, [{ ...of(from, 'REQUEST_RECEIVED', '2026-03-03'), correctsSeq: 1 }], by({ source: 'batch' }));
  assert.deepEqual([await rowsOf(from), await rowsOf(to)], [[], [{ received_on: '2026-03-03', request_outcome: 'assess' }]]);
  await assertNoDifference();
  const asked = { id: randomUUID(), recordedBy: 'officer', content: {}, child: from, expectedSeq: 3 };
  assert.deepEqual(await act(db, deriveCases, asked, () => ({ entries: [] })), { mergedInto: to });
});

test('what cannot be joined or separated is refused with the reason', async () => {
  const { from, change } = await pair();
  const self = change(1, 1);
  assert.ok('refused' in await mergeChildren(db, deriveCases, { ...self, to: self.from }));
  assert.ok('refused' in await mergeChildren(db, deriveCases, { ...change(1, 0), to: { child: randomUUID(), expectedSeq: 0 } }));
  assert.ok('refused' in await unmergeChildren(db, deriveCases, change(1, 1)));
  assert.ok('conflict' in await mergeChildren(db, deriveCases, change(0, 1)));
  doneAt(await mergeChildren(db, deriveCases, change(1, 1)));
  assert.ok('refused' in await mergeChildren(db, deriveCases, change(2, 2)));
  assert.deepEqual(await rowsOf(from), []);
});

test('an entry moves to the child it is about', async () => {
  const { from, to, change } = await pair();
  doneAt(await moveEntry(db, deriveCases, change(1, 1), 1));
  assert.deepEqual([await rowsOf(from), await rowsOf(to)], [[], joined]);
  assert.ok('refused' in await moveEntry(db, deriveCases, change(2, 2), 1));
  await assertNoDifference();
});

test('an entry that a file brought keeps its source where it moves to another child', async () => {
  const [from, to] = [randomUUID(), randomUUID()];
  await recordNow(db, [of(from, 'REQUEST_RECEIVED', '2026-03-02')], by({ source: 'batch-7' }));
  const change = { id: randomUUID(), recordedBy: 'officer', content: {}, from: { child: from, expectedSeq: 1 }, to: { child: to, expectedSeq: 0 }, reason: 'Another child' };
  doneAt(await moveEntry(db, deriveCases, change, 1));
  const { rows } = await sql<{ source: string }>`SELECT source FROM history WHERE subject_id IN (${from}, ${to}) ORDER BY subject_id = ${to}, seq`.execute(db);
  assert.deepEqual(rows.map(({ source }) => source), ['batch-7', 'staff', 'batch-7']);
});

test('two people who join the same records the other way round do not wait for each other for ever', async () => {
  const { change } = await pair();
  const one = change(1, 1);
  const outcomes = await Promise.all([
    mergeChildren(db, deriveCases, one), mergeChildren(db, deriveCases, { ...change(1, 1), from: one.to, to: one.from }),
  ]);
  assert.equal(outcomes.filter((outcome) => 'done' in outcome).length, 1);
  await assertNoDifference();
});
