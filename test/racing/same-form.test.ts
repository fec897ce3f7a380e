// The same form sent by one person many times at once, each on a connection of its own: what it keeps is kept once, without a fault.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { day } from '../../src/calendar/day.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { setFeed } from '../../src/worklists/calendar-feed.sql.ts';
import { snooze } from '../../src/worklists/inbox.sql.ts';
import { keepView, openWith, savedViews } from '../../src/worklists/saved-view.sql.ts';
import { viewerOf } from '../caseloads.ts';
import { testDatabase } from '../database.ts';
import { addPerson } from '../people.ts';

const database = await testDatabase();
const connections = Array.from({ length: 16 }, () => openDatabase(database.address, 'app', 1));
after(() => Promise.all(connections.map((one) => one.destroy())));
const viewer = viewerOf((await addPerson(database.db, 'caseworker')).id);
const now = '2026-11-21T10:42:00.000Z';

async function rowsAfter(table: string, act: (db: Database, sender: number) => Promise<void>): Promise<number> {
  for (let time = 0; time < 5; time += 1) await Promise.all(connections.map(act));
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)}`.execute(database.db);
  return rows[0]?.n ?? 0;
}

test('an alert is put off once, to one of the days', async () => {
  const about = { childId: randomUUID(), cause: 'ASSESSMENT 1/FINAL_PLAN_SENT' };
  assert.equal(await rowsAfter('alert_snooze', (db, sender) => snooze(db, viewer, about, { untilOn: day(`2026-11-${23 + sender % 5}`), reason: 'The school is closed', now })), 1);
});

test('a list opens with one view', async () => {
  await keepView(database.db, viewer, { list: 'mine', name: 'First', shared: false, question: { view: 'overdue' }, first: false, now });
  const [view] = await savedViews(database.db, viewer, 'mine');
  assert.equal(await rowsAfter('default_view', (db) => openWith(db, viewer, 'mine', view?.id ?? null)), 1);
});

test('a calendar has one address', async () => {
  assert.equal(await rowsAfter('calendar_feed', (db) => setFeed(db, viewer, randomBytes(32), now)), 1);
});
