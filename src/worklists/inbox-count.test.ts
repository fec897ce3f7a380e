import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { caseloads, viewerOf, withCaseloads } from '../../test/caseloads.ts';
import { testDatabase } from '../../test/database.ts';
import { addPerson } from '../../test/people.ts';
import { addDays, day } from '../calendar/day.ts';
import { type AlertCount, countByGroup } from './alert-counts.ts';
import { countToDo } from './inbox-count.sql.ts';
import { alertCounts, alertsOfLines, inboxLines } from './inbox-lines.sql.ts';
import { inbox, snooze } from './inbox.sql.ts';
import type { InboxAlert, InboxLine } from './inbox.ts';
import { NOBODY } from './list-question.ts';

const database = await testDatabase();
const today = day('2026-11-17');
const team = '00000000-0000-4000-8000-00000000a002';
const [manager, ...workers] = (await Promise.all((['team-manager', 'caseworker', 'caseworker'] as const).map((role) => addPerson(database.db, role)))).map(({ id }) => viewerOf(id));
const cases = caseloads(12, 200, today, { workers: workers.map(({ staffId }) => staffId), team });

test('the lists of the inbox are the inbox, in its order, a page reads the same alerts, and the counts are those of the lists', () => withCaseloads(database, cases, async (db) => {
  await sql`INSERT INTO team (id, name, manager_id) VALUES (${team}, 'West', ${manager?.staffId}) ON CONFLICT (id) DO NOTHING`.execute(db);
  for (const viewer of [manager, ...workers]) {
    assert.ok(viewer !== undefined);
    for (const on of [today, addDays(today, 30)]) {
      const all: InboxAlert[] = await inbox(db, viewer, on);
      for (const { alert: { cause }, of: { childId } } of all.slice(-30)) await snooze(db, viewer, { childId, cause }, { untilOn: addDays(on, 2), reason: 'Panel', now: `${on}T09:00:00Z` });
      const whole: InboxAlert[] = await inbox(db, viewer, on);
      let shown = 0;
      const counts: AlertCount[] = await alertCounts(db, viewer, on);
      assert.ok(whole.length > 40);
      for (const whose of [NOBODY, ...[manager, ...workers].map((one) => one?.staffId ?? '')]) {
        const theirs = whole.filter(({ of }) => (of.caseworkerId ?? NOBODY) === whose);
        const lines: InboxLine[] = await inboxLines(db, viewer, on, whose);
        assert.deepEqual(lines, theirs.map(({ alert: { cause, group, dueOn }, of: { childId }, snooze: put }) => ({ childId, dueOn, cause, putOff: put !== null, group })));
        assert.deepEqual(await alertsOfLines(db, viewer, on, lines.slice(10, 40)), theirs.slice(10, 40));
        const counted = countByGroup(counts.filter(({ caseworkerId }) => (caseworkerId ?? NOBODY) === whose));
        assert.deepEqual(counted, countByGroup(lines.filter(({ putOff }) => !putOff).map(({ group }) => ({ group, count: 1 }))));
        shown += lines.length;
      }
      assert.equal(shown, whole.length, 'every alert is in one list');
    }
  }
}));

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
