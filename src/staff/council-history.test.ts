import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry, Facts } from '../case-history/entry.ts';
import { councilChanges } from './council-history.ts';
import { INVENTED_STAFF, INVENTED_TEAMS } from './invented-staff.ts';

const entry = (kind: string, facts: Facts, { subjectId = 'council', reason = null as string | null } = {}): Entry =>
  ({ kind, facts, reason, subjectId, recordedAt: '2026-11-02T09:00:00.000Z', recordedBy: 'Somebody' }) as unknown as Entry;

const council = { name: 'Wexcombe County Council', idleMinutes: 30, longestHours: 12, otherSystems: [], alertDays: [10, 5, 1], escalateAfter: 5, outOfHoursTeam: null };

test('the first change of an invented council says what was changed, and what was before', () => {
  const [north] = INVENTED_TEAMS;
  const [person] = INVENTED_STAFF;
  assert.ok(north !== undefined && person !== undefined);
  const names = new Map([[north.id, north.name]]);
  const changed = (first: Entry): readonly string[] | undefined => councilChanges([first], names)[0]?.lines;
  assert.deepEqual(changed(entry('COUNCIL', { ...council, outOfHoursTeam: north.id }, { reason: 'Agreed' })), ['Team on duty out of hours, which opens restricted records without saying why: North team, was none']);
  const manager = INVENTED_STAFF.find(({ role, teamId }) => role === 'team-manager' && teamId === north.id)?.id ?? null;
  assert.deepEqual(changed(entry('TEAM', { team: north.id, name: north.name, area: 'Upper', manager, ended: false }, { reason: 'Renamed' })), ['North team: Area: Upper, was North']);
  const { id, name, email, role, teamId: team, service } = person;
  assert.deepEqual(changed(entry('STAFF', { name, email, role, team, service, extraRights: [], disabled: true, secondFactor: false }, { subjectId: id, reason: 'Left' })), ['May not sign in: yes, was no']);
});

test('the first entry about anybody else says that they were added, and of a real council that it was set up', () => {
  const lines = (first: Entry): readonly string[] | undefined => councilChanges([first], new Map())[0]?.lines;
  assert.deepEqual(lines(entry('COUNCIL', council)), ['Set up for Wexcombe County Council']);
  assert.deepEqual(lines(entry('TEAM', { team: 'e5', name: 'East team', area: null, manager: null, ended: false }, { reason: 'New' })), ['East team: Team added']);
});
