import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../calendar/day.ts';
import type { Entry, Facts } from './entry.ts';
import { settle } from './settle.ts';

const child = '00000000-0000-4000-8000-000000000001';
const [ann, bob] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'];

function settled(...events: [kind: string, on: string, facts: Facts][]): ReturnType<typeof settle> {
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
