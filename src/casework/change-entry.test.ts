import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { addPerson } from '../../test/people.ts';
import type { Database } from '../platform/database.ts';
import { enterChange } from './change-entry.sql.ts';

test('of many changes of one thing at once each says what it found, from nothing on', async (t) => {
  const { db } = await testDatabase(t);
  const { id } = await addPerson(db, 'administrator');
  const note = { what: 'advice that a service can give', route: 'POST /advice', of: sql`SELECT per_week AS "a week" FROM advice_capacity WHERE service = 'THERAPY'` };
  const set = (perWeek: number): Promise<unknown> => enterChange(db, { staffId: id }, note, (tx) => sql`
    INSERT INTO advice_capacity (service, per_week, set_by, set_at) VALUES ('THERAPY', ${perWeek}, ${id}::uuid, now())
    ON CONFLICT (service) DO UPDATE SET per_week = excluded.per_week`.execute(tx));
  await Promise.all([1, 2, 3, 4, 5, 6].map(set));
  const { rows } = await sql<{ criteria: string }>`SELECT text AS criteria FROM access_view LEFT JOIN access_content ON view_id = id ORDER BY id`.execute(db);
  const changes = rows.map(({ criteria }) => /^was (.+); is (.+)$/.exec(criteria)?.slice(1) ?? []);
  assert.equal(changes.length, 6);
  assert.deepEqual(changes.map(([was]) => was), ['nothing', ...changes.slice(0, -1).map(([, is]) => is)]);
});

test('nobody waits for a change of what is somebody else’s', { timeout: 20_000 }, async (t) => {
  const { db } = await testDatabase(t);
  const guide = (whose: string): Parameters<typeof enterChange>[2] => ({ what: 'guide of a page', route: 'POST /help/guide', whose, of: sql`SELECT topic AS hidden FROM guide_hidden WHERE staff_id = ${whose}::uuid` });
  const hide = (id: string) => (tx: Database): Promise<unknown> => sql`INSERT INTO guide_hidden (staff_id, topic) VALUES (${id}::uuid, 'case')`.execute(tx);
  const [ann, ben] = [await addPerson(db, 'caseworker'), await addPerson(db, 'caseworker')];
  await enterChange(db, { staffId: ann.id }, guide(ann.id), async (tx) => {
    await enterChange(db, { staffId: ben.id }, guide(ben.id), hide(ben.id));
    await hide(ann.id)(tx);
  });
  const { rows } = await sql<{ viewer: string }>`SELECT viewer FROM access_view ORDER BY id`.execute(db);
  assert.deepEqual(rows.map(({ viewer }) => viewer), [ben.id, ann.id]);
});
