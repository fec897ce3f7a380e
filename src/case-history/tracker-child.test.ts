import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry } from '../../test/entries.ts';
import type { Day } from '../calendar/day.ts';
import type { Entry, Facts } from './entry.ts';
import { readableTo } from './field-classes.ts';
import { settle } from './settle.ts';
import { emptyTrackerRecord, type TrackerRecord } from './tracker-row.ts';

/** A row of a tracker that says something of the child, and nothing of a request. */
function row(seq: number, asAt: string, says: Partial<TrackerRecord>): Entry {
  return entry(seq, 'TRACKER_ROW', asAt, { facts: { ...emptyTrackerRecord('Register', asAt as Day), ...says } as unknown as Facts, source: `register-${asAt}` });
}

const started = (seq: number, on: string, recordedAt: string): Entry => entry(seq, 'LOOKED_AFTER_STARTED', on, { recordedAt });
const ended = (seq: number, on: string, recordedAt: string): Entry => entry(seq, 'LOOKED_AFTER_ENDED', on, { recordedAt });
const step = (kind: string, on: string): Partial<TrackerRecord> => ({ steps: [{ kind, on: on as Day, facts: {} }] });

test('looked after as trackers see it on their day, beside what staff record', () => {
  const table: [what: string, Entry[], [string, string | null][]][] = [
    ['yes', [row(1, '2026-03-31', { lookedAfter: true })], [['2026-03-31', null]]],
    ['yes each month', [row(1, '2026-02-28', { lookedAfter: true }), row(2, '2026-03-31', { lookedAfter: true })], [['2026-02-28', null]]],
    ['the later sheet loaded first', [row(1, '2026-03-31', { lookedAfter: true }), row(2, '2026-02-28', { lookedAfter: true })], [['2026-02-28', null]]],
    ['no', [row(1, '2026-03-31', { lookedAfter: false })], []],
    ['yes, then no', [row(1, '2026-02-28', { lookedAfter: true }), row(2, '2026-03-31', { lookedAfter: false })], [['2026-02-28', '2026-03-30']]],
    ['yes, of whom staff know since when', [started(1, '2026-01-05', '2026-01-06T09:00:00Z'), row(2, '2026-03-31', { lookedAfter: true })], [['2026-01-05', null]]],
    ['yes, of whom staff recorded later that it had ended', [started(1, '2026-01-05', '2026-01-06T09:00:00Z'), ended(2, '2026-03-15', '2026-04-05T09:00:00Z'), row(3, '2026-03-31', { lookedAfter: true })], [['2026-01-05', '2026-03-15']]],
    ['since a day', [row(1, '2026-03-31', step('LOOKED_AFTER_STARTED', '2026-01-05'))], [['2026-01-05', null]]],
    ['since a day that a later sheet mends', [row(1, '2026-02-28', step('LOOKED_AFTER_STARTED', '2026-01-05')), row(2, '2026-03-31', step('LOOKED_AFTER_STARTED', '2026-01-12'))], [['2026-01-12', null]]],
    ['since a day and yes', [row(1, '2026-03-31', { ...step('LOOKED_AFTER_STARTED', '2026-01-05'), lookedAfter: true })], [['2026-01-05', null]]],
  ];
  for (const [what, entries, periods] of table) {
    assert.deepEqual(settle(entries).lookedAfter.map(({ fromOn, untilOn }) => [fromOn, untilOn]), periods, what);
  }
});

test('other names and the NHS number are part of who the child is, and no request follows from them', () => {
  const { person } = emptyTrackerRecord('Register', '2026-03-31' as Day);
  const settled = settle([row(1, '2026-03-31', { person: { ...person, surname: 'Quxworthy', knownAs: 'Zuzu', formerNames: 'Bramblecote', nhsNumber: '9990000018' }, ...step('LOOKED_AFTER_STARTED', '2026-01-05') })]);
  assert.deepEqual([settled.person.knownAs, settled.person.formerNames, settled.person.nhsNumber], ['Zuzu', 'Bramblecote', '9990000018']);
  assert.deepEqual([settled.otherNames, settled.identities[0]?.nhsNumber, settled.assessments], [['Bramblecote', 'Zuzu'], '9990000018', []]);
});

test('who does not see social care information sees nothing of being looked after in a row', () => {
  const entries = [row(1, '2026-03-31', { lookedAfter: true, ...step('LOOKED_AFTER_STARTED', '2026-01-05') })];
  const seen = readableTo({ fields: new Set(['name']) }, entries);
  assert.doesNotMatch(JSON.stringify(seen), /lookedAfter|LOOKED_AFTER/);
  assert.deepEqual(settle(seen).lookedAfter, []);
  assert.equal(settle(readableTo({ fields: new Set(['social-care']) }, entries)).lookedAfter.length, 1);
});
