// Builders of entries for tests: what staff record, and what a return states, without a database.
import type { Day } from '../src/calendar/day.ts';
import type { Entry, Facts } from '../src/case-history/entry.ts';
import type { ReturnRecord } from '../src/case-history/return-record.ts';
import { emptyTrackerRecord, emptyTrackerRequest, type TrackerRequest } from '../src/case-history/tracker-row.ts';

const child = '00000000-0000-4000-8000-000000000001';

/** An entry of `kind` that happened on `on`; recorded in the order of `seq` unless `recordedAt` says otherwise. */
export function entry(seq: number, kind: string, on: string | null, more: Partial<Entry> = {}): Entry {
  return {
    subjectKind: 'child', subjectId: child, seq, kind, shape: 1, occurredOn: on as Day | null, occurredAt: null,
    recordedAt: `2026-11-01T09:00:00.${String(seq).padStart(6, '0')}Z`, recordedBy: 'test', source: 'staff', operationId: `operation-${seq}`,
    correctsSeq: null, facts: {}, reason: null, sourceRow: null, ...more,
  };
}

/** Entries from a short list of kind, day and facts, in the order given. */
export function story(...events: [kind: string, on: string | null, facts?: Facts][]): Entry[] {
  return events.map(([kind, on, facts], i) => entry(i + 1, kind, on, { facts: facts ?? {} }));
}

/** The entry that loading one child's record of a return makes. */
export function stated(seq: number, record: ReturnRecord): Entry {
  return entry(seq, 'SEN2_RECORD', record.referenceDate, { facts: record as unknown as Facts, source: `sen2-${record.year}` });
}

/** The entry that loading one child's row of a tracker makes, as at a day. */
export function tracked(seq: number, asAt: string, requests: readonly Partial<TrackerRequest>[], more: Partial<Entry> = {}): Entry {
  const record = { ...emptyTrackerRecord('Panel list', asAt as Day), requests: requests.map((request) => ({ ...emptyTrackerRequest(), ...request })) };
  return entry(seq, 'TRACKER_ROW', asAt, { facts: record as unknown as Facts, source: `panel-list-${asAt}`, ...more });
}
