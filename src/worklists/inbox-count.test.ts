import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { caseloads, viewerOf, withCaseloads } from '../../test/caseloads.ts';
import { testDatabase } from '../../test/database.ts';
import { addPerson } from '../../test/people.ts';
import { addDays, day } from '../calendar/day.ts';
import { countToDo } from './inbox-count.sql.ts';
import { inbox, snooze } from './inbox.sql.ts';
import type { InboxAlert } from './inbox.ts';

const database = await testDatabase();
const today = day('2026-11-17');
const team = '00000000-0000-4000-8000-00000000a002';
const [manager, ...workers] = (await Promise.all((['team-manager', 'caseworker', 'caseworker'] as const).map((role) => addPerson(database.db, role)))).map(({ id }) => viewerOf(id));
const cases = caseloads(12, 200, today, { workers: workers.map(({ staffId }) => staffId), team });

test('the count at the top of every page is that of the inbox: what is law, and not put off', () => withCaseloads(database, cases, async (db) => {
  await sql`INSERT INTO team (id, name, manager_id) VALUES (${team}, 'West', ${manager?.staffId})`.execute(db);
  const counts: number[] = [];
  for (const viewer of [manager, ...workers]) {
    assert.ok(viewer !== undefined);
    for (const on of [today, addDays(today, 1), addDays(today, 5), addDays(today, 40)]) {
      const legal: InboxAlert[] = (await inbox(db, viewer, on)).filter(({ alert }) => alert.group !== 'information');
      assert.equal(await countToDo(db, viewer, `${on}T09:00:00Z`), legal.filter(({ snooze: put }) => put === null).length);
      for (const { alert: { cause }, of: { childId } } of legal.slice(-20)) await snooze(db, viewer, { childId, cause }, { untilOn: addDays(on, 2), reason: 'Panel', now: `${on}T09:00:00Z` });
      const left: number = (await inbox(db, viewer, on)).filter(({ alert, snooze: put }) => alert.group !== 'information' && put === null).length;
      assert.equal(await countToDo(db, viewer, `${on}T09:00:00Z`), left);
      counts.push(legal.length - left);
    }
  }
  assert.ok(counts.some((hidden) => hidden > 0) && counts.every((hidden) => hidden <= 20), counts.join(' '));
}));
