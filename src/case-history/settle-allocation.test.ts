import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry } from '../../test/entries.ts';
import { day } from '../calendar/day.ts';
import type { Entry, Facts } from './entry.ts';
import { settle } from './settle.ts';

const child = '00000000-0000-4000-8000-000000000001';
const [ann, bob] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];

type Told = [kind: string, on: string, facts: Facts];

function settled(...events: Told[]): ReturnType<typeof settle> {
  return settle(events.map(([kind, on, facts], i): Entry => ({
    subjectKind: 'child', subjectId: child, seq: i + 1, kind, shape: 1, occurredOn: day(on), occurredAt: null, recordedAt: `${on}T09:00:00.00000${i}Z`,
    recordedBy: ann, source: 'staff', operationId: child, correctsSeq: null, facts, reason: null, sourceRow: null,
  })));
}

test('a case is whose the last allocation says', () => {
  const { allocation, workedOn } = settled(['ALLOCATED', '2026-01-05', { caseworker: ann, team: bob }], ['ALLOCATED', '2026-02-02', { caseworker: bob, team: null }]);
  assert.deepEqual(allocation, { caseworker: bob, team: null, on: '2026-02-02' });
  assert.equal(workedOn, null);
});

test('to give a case to somebody else, or to restrict it, is no work on it', () => {
  const { workedOn } = settled(['REQUEST_RECEIVED', '2026-01-05', {}], ['ALLOCATED', '2026-02-02', { caseworker: bob, team: null }], ['RESTRICTED', '2026-02-03', { reason: 'ADOPTION', guardian: ann }]);
  assert.equal(workedOn, '2026-01-05');
});

test('a task opens a restricted record for 14 days, involvement for six months, and every 90 days it is reviewed', () => {
  const { restriction } = settled(
    ['RESTRICTED', '2026-01-05', { reason: 'ADOPTION', guardian: ann }],
    ['RESTRICTION_NAMED', '2026-01-06', { staff: ann, for: 'INVOLVED' }], ['RESTRICTION_NAMED', '2026-01-06', { staff: bob, for: 'TASK' }],
  );
  assert.deepEqual(restriction, {
    reason: 'ADOPTION', guardian: ann, appointed: null, on: '2026-01-05', reviewDueOn: '2026-04-05', lift: null,
    named: [{ staff: ann, until: '2026-07-06' }, { staff: bob, until: '2026-01-20' }],
  });
});

test('nobody stays named once the restriction was lifted and made again', () => {
  const { restriction } = settled(
    ['RESTRICTED', '2026-01-05', { reason: 'OTHER', guardian: ann }], ['RESTRICTION_NAMED', '2026-01-06', { staff: bob, for: 'INVOLVED' }],
    ['RESTRICTION_LIFTED', '2026-02-02', { agreedBy: bob }], ['RESTRICTED', '2026-03-02', { reason: 'OTHER', guardian: ann }],
  );
  assert.deepEqual(restriction?.named, []);
});

test('another guardian leaves those named as they are, and counts as a review', () => {
  const { restriction } = settled(
    ['RESTRICTED', '2026-01-05', { reason: 'OTHER', guardian: ann }], ['RESTRICTION_NAMED', '2026-01-06', { staff: bob, for: 'TASK' }],
    ['RESTRICTED', '2026-03-02', { reason: 'STAFF', guardian: bob }],
  );
  assert.deepEqual(restriction, { reason: 'STAFF', guardian: bob, appointed: { by: ann, on: '2026-03-02' }, on: '2026-01-05', reviewDueOn: '2026-05-31', named: [{ staff: bob, until: '2026-01-20' }], lift: null });
});

test('a restriction that is made again with the same guardian puts nobody in the place of another', () => {
  const { restriction } = settled(['RESTRICTED', '2026-01-05', { reason: 'OTHER', guardian: ann }], ['RESTRICTED', '2026-03-02', { reason: 'STAFF', guardian: ann }]);
  assert.deepEqual([restriction?.reason, restriction?.guardian, restriction?.appointed], ['STAFF', ann, null]);
});

test('a proposal to lift stands until it is carried out, or a review keeps the restriction', () => {
  const proposed: Parameters<typeof settled> = [['RESTRICTED', '2026-01-05', { reason: 'OTHER', guardian: bob }], ['RESTRICTION_LIFT_PROPOSED', '2026-02-02', { why: 'Over' }]];
  assert.deepEqual(settled(...proposed).restriction?.lift, { by: ann, on: '2026-02-02', why: 'Over' });
  assert.equal(settled(...proposed, ['RESTRICTION_REVIEWED', '2026-02-03', {}]).restriction?.lift, null);
  assert.equal(settled(...proposed, ['RESTRICTION_LIFTED', '2026-02-03', { agreedBy: ann }]).restriction, null);
});

test('a conflict of interest stands until it is over', () => {
  assert.deepEqual(settled(['CONFLICT_DECLARED', '2026-01-05', { staff: ann }]).conflicts, [ann]);
  assert.deepEqual(settled(['CONFLICT_DECLARED', '2026-01-05', { staff: ann }], ['CONFLICT_ENDED', '2026-02-02', { staff: ann }]).conflicts, []);
});

/** Two records, each with its entries, and the entries of the second since the first was joined with it: recorded in the order of their days. */
function settledJoined(first: readonly Told[], second: readonly Told[], since: readonly Told[] = []): ReturnType<typeof settle> {
  const other = '00000000-0000-4000-8000-000000000002';
  const chain = (subjectId: string, told: readonly Told[]): Entry[] => told.map(([kind, on, facts], i) => entry(i + 1, kind, on, { subjectId, facts, recordedAt: `${on}T09:00:00.00000${i}Z`, recordedBy: ann }));
  const merged = (to: string): Told => ['CHILD_MERGED', '2026-11-02', { with: to, into: child }];
  return settle([...chain(child, [...second, merged(other), ...since]), ...chain(other, [...first, merged(child)])]);
}

test('a restriction that was lifted in one of two records leaves that of the other as it is, whichever goes on', () => {
  const lifted: Told[] = [['RESTRICTED', '2026-08-03', { reason: 'OTHER', guardian: ann }], ['RESTRICTION_NAMED', '2026-08-03', { staff: ann, for: 'INVOLVED' }], ['RESTRICTION_LIFTED', '2026-10-05', { agreedBy: ann }]];
  const stands: Told[] = [['RESTRICTED', '2026-09-01', { reason: 'ADOPTION', guardian: bob }], ['RESTRICTION_NAMED', '2026-09-01', { staff: bob, for: 'INVOLVED' }]];
  const kept = { reason: 'ADOPTION', guardian: bob, appointed: null, on: '2026-09-01', reviewDueOn: '2026-11-30', lift: null, named: [{ staff: bob, until: '2027-03-01' }] };
  assert.deepEqual(settledJoined(stands, lifted).restriction, kept);
  assert.deepEqual(settledJoined(lifted, stands).restriction, kept);
  assert.equal(settledJoined(lifted, lifted).restriction, null);
});

test('what is lifted or over since two records were joined is so for both', () => {
  const both: Told[] = [['RESTRICTED', '2026-09-01', { reason: 'ADOPTION', guardian: bob }], ['CONFLICT_DECLARED', '2026-09-01', { staff: bob }]];
  const { restriction, conflicts } = settledJoined(both, both, [['RESTRICTION_LIFTED', '2026-11-03', { agreedBy: ann }], ['CONFLICT_ENDED', '2026-11-03', { staff: bob }]]);
  assert.deepEqual([restriction, conflicts], [null, []]);
  assert.equal(settledJoined(both, both, [['RESTRICTION_LIFTED', '2026-11-03', { agreedBy: ann }], ['RESTRICTED', '2026-11-04', { reason: 'OTHER', guardian: ann }]]).restriction?.on, '2026-11-04');
});

test('a conflict of interest that is over in one of two records stands in the other', () => {
  const over: Told[] = [['CONFLICT_DECLARED', '2026-08-03', { staff: bob }], ['CONFLICT_ENDED', '2026-10-05', { staff: bob }]];
  const stands: Told[] = [['CONFLICT_DECLARED', '2026-09-01', { staff: bob }], ['CONFLICT_DECLARED', '2026-09-01', { staff: ann }], ['CONFLICT_ENDED', '2026-09-02', { staff: ann }]];
  for (const conflicts of [settledJoined(over, stands).conflicts, settledJoined(stands, over).conflicts]) assert.deepEqual(conflicts, [bob]);
});
