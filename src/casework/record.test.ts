import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { recordDatabase, recordNow, of } from '../../test/casework.ts';

const { db } = await recordDatabase();

test('an entry is recorded, chained and derived', async () => {
  const child = randomUUID();
  const [first] = await recordNow(db, [of(child, 'REQUEST_RECEIVED', '2026-09-15', { requestSource: '1' })]);
  const [second] = await recordNow(db, [of(child, 'DECISION_TO_ASSESS_NOTIFIED', '2026-10-20')]);
  assert.deepEqual([first?.seq, second?.seq], [1, 2]);
  assert.ok((first?.recordedAt ?? '') < (second?.recordedAt ?? ''));
  const { rows } = await sql`SELECT received_on, request_outcome, fingerprint FROM request WHERE child_id = ${child}`.execute(db);
  assert.deepEqual(rows, [{ received_on: '2026-09-15', request_outcome: 'assess', fingerprint: 1 }]);
});
