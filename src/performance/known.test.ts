// Where a write has not ended, every answer says that it is older than was asked for, and why.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { by } from '../../test/casework.ts';
import { testApp, type TestApp } from '../../test/visitor.ts';
import { beginRecording } from '../casework/record.sql.ts';
import type { Database } from '../platform/database.ts';
import { knownWhen } from './known.sql.ts';

const text = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** Runs `use` whilst a change has begun and not ended. */
async function whilstWriting(db: Database, use: (begunAt: string) => Promise<void>): Promise<void> {
  const tx = await db.startTransaction().execute();
  try {
    await use((await beginRecording(tx, by(), [{ kind: 'child', id: randomUUID() }])).recordedAt);
  } finally {
    await tx.rollback().execute();
  }
}

async function pagesOf({ signedIn }: TestApp): Promise<string[]> {
  const director = await signedIn('director');
  const paths = ['/line-of-sight', '/figures/caseload.total/explain', '/figures/caseload.total/rows'];
  return Promise.all(paths.map(async (path) => text((await director.open(path)).body)));
}

test('a write that has not ended lowers the instant, and that is known', async (t) => {
  const { db } = await testApp(t);
  assert.equal((await knownWhen(db)).lowered, false);
  await whilstWriting(db, async (begunAt) => {
    const known = await knownWhen(db);
    assert.deepEqual([known.lowered, known.at < begunAt, known.asked > begunAt], [true, true, true]);
    assert.equal((await knownWhen(db, '2999-01-01T00:00:00Z')).lowered, true);
    assert.equal((await knownWhen(db, known.at)).lowered, false);
    assert.equal((await knownWhen(db, '2026-01-01T00:00:00Z')).lowered, false);
  });
  assert.equal((await knownWhen(db)).lowered, false);
});

test('each page of figures says so in one sentence', async (t) => {
  const site = await testApp(t);
  await whilstWriting(site.db, async () => {
    for (const page of await pagesOf(site)) {
      assert.match(page, /Asked as known at .{8,60}; answered as known .{8,60}, because a change begun then was still being written\./);
    }
  });
});

test('no page says so where nothing is being written', async (t) => {
  for (const page of await pagesOf(await testApp(t))) assert.doesNotMatch(page, /Asked as known/);
});
