import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { deriveCases, of, recordDatabase, recordNow } from '../../test/casework.ts';
import type { Day } from '../calendar/day.ts';
import { act, type Change, type Decide } from './act.sql.ts';

const { db } = await recordDatabase();

function change(child: string, expectedSeq: number, more: Partial<Change> = {}): Change {
  return { id: randomUUID(), recordedBy: 'officer', content: { child }, child, expectedSeq, ...more };
}

const request: Decide = () => ({ entries: [{ kind: 'REQUEST_RECEIVED', occurredOn: '2026-09-15' as Day, facts: {} }] });

async function entriesAbout(child: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM history WHERE subject_id = ${child}`.execute(db);
  return rows[0]?.n ?? -1;
}

test('a change is decided on the case as it stands, and recorded', async () => {
  const child = randomUUID();
  await recordNow(db, [of(child, 'REQUEST_RECEIVED', '2026-09-15')]);
  const outcome = await act(db, deriveCases, change(child, 1), (settled) => {
    assert.equal(settled.assessments[0]?.receivedOn, '2026-09-15');
    return { entries: [{ kind: 'DECISION_TO_ASSESS_NOTIFIED', occurredOn: '2026-10-20' as Day, facts: {} }] };
  });
  assert.ok('done' in outcome);
  assert.deepEqual(outcome.done.seqs, [2]);
  const { rows } = await sql`SELECT request_outcome_on FROM request WHERE child_id = ${child}`.execute(db);
  assert.deepEqual(rows, [{ request_outcome_on: '2026-10-20' }]);
});

test('a refusal gives the reasons and leaves nothing', async () => {
  const child = randomUUID();
  const outcome = await act(db, deriveCases, change(child, 0), () => ({ refused: ['There is no request.'] }));
  assert.deepEqual(outcome, { refused: ['There is no request.'] });
  const { rows } = await sql`SELECT FROM subject WHERE subject_id = ${child}`.execute(db);
  assert.equal(rows.length, 0);
});

test('where something was recorded since, the change is not made and what was recorded is told', async () => {
  const child = randomUUID();
  await recordNow(db, [of(child, 'REQUEST_RECEIVED', '2026-09-15')]);
  await recordNow(db, [of(child, 'PERSON', null, { surname: 'Zzyzx' })]);
  const outcome = await act(db, deriveCases, change(child, 1), request);
  assert.ok('conflict' in outcome);
  assert.deepEqual(outcome.conflict.map((entry) => [entry.seq, entry.kind]), [[2, 'PERSON']]);
  assert.equal(await entriesAbout(child), 2);
});

test('the same operation again is answered with its first outcome; ten at once are one change', async () => {
  const child = randomUUID();
  const asked = change(child, 0);
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => act(db, deriveCases, asked, request)));
  assert.equal(await entriesAbout(child), 1);
  const [first] = outcomes;
  assert.ok(first !== undefined && 'done' in first);
  for (const outcome of outcomes) assert.deepEqual(outcome, first);
  assert.deepEqual(await act(db, deriveCases, asked, request), first);
});

test('an operation id that stands for something else, or came from somebody else, is refused', async () => {
  const child = randomUUID();
  const asked = change(child, 0);
  await act(db, deriveCases, asked, request);
  assert.deepEqual(await act(db, deriveCases, { ...asked, content: { other: true } }, request), { reused: true });
  assert.deepEqual(await act(db, deriveCases, { ...asked, recordedBy: 'another' }, request), { reused: true });
  assert.equal(await entriesAbout(child), 1);
});

test('after a refusal the same form may be sent again', async () => {
  const child = randomUUID();
  const asked = change(child, 0);
  await act(db, deriveCases, asked, () => ({ refused: ['No.'] }));
  assert.ok('done' in await act(db, deriveCases, { ...asked, content: { mended: true } }, request));
});

test('a job is queued with the change, and not without it', async () => {
  const child = randomUUID();
  const jobs = [{ task: 'look-again', payload: { child } }];
  const queued = async (): Promise<unknown[]> => (await sql`SELECT * FROM graphile_worker.jobs WHERE task_identifier = 'look-again'`.execute(db)).rows;
  await assert.rejects(act(db, deriveCases, change(child, 0), () => ({ entries: [{ kind: 'PERSON', occurredOn: 'no day' as Day, facts: {} }], jobs })));
  assert.equal((await queued()).length, 0);
  await act(db, deriveCases, change(child, 0), () => ({ entries: [{ kind: 'PERSON', occurredOn: null, facts: {} }], jobs }));
  assert.equal((await queued()).length, 1);
});
